//! Unicode's properties by the names that PCRE knows them by (pcre2pattern, "Unicode character properties"), out of the tables of
//! `regex-syntax`.

use super::set::Set;
use regex_syntax::hir::{Class, ClassUnicode, HirKind};

/// The general categories that have a name, in small letters.
const GENERAL: [&str; 37] = [
    "c", "cc", "cf", "cn", "co", "cs", "l", "ll", "lm", "lo", "lt", "lu", "m", "mc", "me", "mn", "n", "nd", "nl", "no",
    "p", "pc", "pd", "pe", "pf", "pi", "po", "ps", "s", "sc", "sk", "sm", "so", "z", "zl", "zp", "zs",
];

/// The binary properties that are supported.
const BINARY: [&str; 18] = [
    "alphabetic",
    "asciihexdigit",
    "cased",
    "dash",
    "diacritic",
    "emoji",
    "emojimodifier",
    "emojimodifierbase",
    "emojipresentation",
    "extendedpictographic",
    "hexdigit",
    "idcontinue",
    "idstart",
    "ideographic",
    "lowercase",
    "math",
    "uppercase",
    "whitespace",
];

/// The property of a name, as it stands in `\p{…}`: case, `_` and `-` do not matter. With the flag `i`, letters of one case stand for those of
/// all.
pub(super) fn by_name(name: &[u8], fold_case: bool) -> Option<Set> {
    let plain = |text: &[u8]| -> String {
        text.iter()
            .filter(|byte| !matches!(byte, b'_' | b'-'))
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect()
    };
    if let Some(split) = name.iter().position(|byte| matches!(byte, b':' | b'=')) {
        let (kind, value) = name.split_at_checked(split)?;
        let value = plain(value.get(1..)?);
        return match plain(kind).as_str() {
            "sc" | "script" => script("sc", &value),
            "scx" | "scriptextensions" => script("scx", &value),
            _ => None,
        };
    }
    match plain(name).as_str() {
        "any" => Some(Set::range('\0', char::MAX)),
        "l&" | "lc" => Some(cased()),
        "ll" | "lt" | "lu" if fold_case => Some(cased()),
        "xan" => Some(general("L").or(&general("N"))),
        "xps" | "xsp" => Some(Set::space(true)),
        "xwd" => Some(Set::word(true)),
        name if GENERAL.contains(&name) => Some(general(name)),
        name if BINARY.contains(&name) => query(name),
        // A script alone is the script with its extensions, since PCRE 10.40.
        name => script("scx", name),
    }
}

/// A general category, by a name that there is; surrogates are no characters.
pub(super) fn general(name: &str) -> Set {
    query(&format!("gc={name}")).unwrap_or_else(Set::empty)
}

/// Adds the other cases of a set's characters (simple case folding).
pub(super) fn fold(set: &mut ClassUnicode) {
    // Without the tables nothing is added; they are part of this crate's build.
    let _ = set.try_case_fold_simple();
}

fn cased() -> Set {
    ["Ll", "Lt", "Lu"].iter().fold(Set::empty(), |set, name| set.or(&general(name)))
}

/// The characters of a script. `regex-syntax` would take other names too.
fn script(kind: &str, name: &str) -> Option<Set> {
    match name {
        "unknown" | "zzzz" => Some(general("Cn").or(&general("Co"))),
        // What belongs to several scripts is counted in their extensions, and PCRE counts it here as well.
        "common" | "inherited" | "qaai" | "zinh" | "zyyy" => query(&format!("sc={name}")),
        _ if name.bytes().all(|byte| byte.is_ascii_lowercase()) => query(&format!("{kind}={name}")),
        _ => None,
    }
}

fn query(query: &str) -> Option<Set> {
    let parsed = regex_syntax::Parser::new().parse(&format!("\\p{{{query}}}")).ok()?;
    match parsed.kind() {
        HirKind::Class(Class::Unicode(class)) => Some(Set(class.clone())),
        // A property of a single character.
        HirKind::Literal(literal) => {
            let mut chars = std::str::from_utf8(&literal.0).ok()?.chars();
            chars.next().map(|char| Set::range(char, char))
        }
        _ => None,
    }
}
