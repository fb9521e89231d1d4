//! Patterns of the validator: whatever is compiled or matched, it neither panics nor takes long, and a pattern answers what it answers inside a
//! group, beside an alternative that never matches, and with a flag that changes nothing. An input is a pattern, a zero byte, and the text that
//! is matched.

use crate::patience::within;
use crate::random::Random;
use highper_validator::rules::pattern::{Pattern, PatternErrorKind};
use std::time::Duration;

/// Nothing within the fuzzer's inputs takes a hundredth of it.
const LONGEST: Duration = Duration::from_secs(5);

const SEEDS: &[(&str, &str)] = &[
    ("/^[A-Za-z0-9_]{3,20}$/", "some_name"),
    (r"/^\d{4}-\d{2}-\d{2}$/D", "2024-02-29"),
    (r"/^[\p{L}\p{M} '-]{2,50}$/u", "Zo\u{eb} O'Neil"),
    (r"#^(?<user>[\w.+-]+)@(?:\w+\.)+\w{2,}$#i", "someone@example.com"),
    (r"{^\+?[0-9 ()-]{7,20}$}x", "+49 (30) 1234567"),
    (r"/\b(?i:caf\x{e9}|\Qa.b\E)\b|^$/mu", "un caf\u{e9}\n"),
    (r"~[[:alpha:]\s][^\]\w-][a-\x7a][\h\V]*?(?#c)\z~sU", "a b"),
    (
        r"/(?x) a+ # comment
        (?-x: b{,}|(?^s:.)){0,3} \N{2}/A",
        "aab.",
    ),
    ("/(a+)+$|(x+x+)+y|(a|aa){10,200}b/", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
    (r"/(?=a)(?<=b)\1(?R)(?>c)d++/", ""),
];

pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|(pattern, text)| [pattern, "\0", text].concat().into_bytes()).collect()
}

/// What goes before a pattern, behind it, and among its flags, without changing what it matches.
const VARIANTS: &[(&str, &str, &str)] =
    &[("(?:", ")", ""), ("(?:(?:", ")){1}", ""), ("(?:", r")|[^\s\S]", ""), (r"[^\s\S]|(?:", ")", ""), ("", "", "U")];

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    within(LONGEST, || examine(input, random))
}

fn examine(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let end = input.iter().rposition(|&byte| byte == 0).unwrap_or(input.len());
    let (source, text) = input.split_at_checked(end).unwrap_or((input, b""));
    let text = text.get(1..).unwrap_or_default();
    let compiled = Pattern::compile(source);
    match &compiled {
        Ok(pattern) => {
            if pattern.is_match(text) && !pattern.is_readable(text) {
                return Err("what cannot be read matches".to_owned());
            }
            let longer = text.repeat(1 + random.below(50));
            let texts = [text, &longer, &[text, b"\n"].concat(), b""];
            if let Some(variant) = random.pick(VARIANTS) {
                equals_variant(pattern, source, variant, &texts)?;
            }
        }
        Err(error) if error.offset > source.len() => return Err(format!("the fault is behind the end: {error}")),
        Err(error) => drop(error.to_string()),
    }
    Ok(compiled.is_ok())
}

/// Whether a variant of a pattern answers what it answers itself.
fn equals_variant(
    pattern: &Pattern,
    source: &[u8],
    variant: &(&str, &str, &str),
    texts: &[&[u8]],
) -> Result<(), String> {
    let Some(other) = around(source, variant) else { return Ok(()) };
    let compiled = match Pattern::compile(&other) {
        Ok(compiled) => compiled,
        Err(error) if error.kind == PatternErrorKind::TooLarge => return Ok(()),
        Err(error) => return Err(format!("{} is refused: {error}", other.escape_ascii())),
    };
    match texts.iter().find(|text| pattern.is_match(text) != compiled.is_match(text)) {
        None => Ok(()),
        Some(text) => {
            let (text, answer) = (text.escape_ascii(), pattern.is_match(text));
            Err(format!("matching '{text}' is {answer}, but not by {}", other.escape_ascii()))
        }
    }
}

/// A variant of a pattern, if nothing of it can end up in a comment or a quotation.
fn around(source: &[u8], (before, behind, flags): &(&str, &str, &str)) -> Option<Vec<u8>> {
    let rest = source.strip_prefix(b"/")?;
    let end = rest.iter().rposition(|&byte| byte == b'/')?;
    let (body, rest) = rest.split_at_checked(end)?;
    let is_plain = !body.contains(&b'#') && !body.windows(2).any(|pair| pair == br"\Q");
    is_plain.then(|| [b"/", before.as_bytes(), body, behind.as_bytes(), rest, flags.as_bytes()].concat())
}
