//! Accept and Content-Type headers. What is chosen is named as the peer names it and can be read back; letters of the other case, blanks and empty
//! elements change nothing; and headers without quotes and parameters but q are answered as a reading by the book answers them.

use crate::random::Random;
use highper_serializer::negotiate::{Choice, Format, accepted, not_acceptable};
use std::cmp::Ordering;

/// Past so many elements a header is not read any further.
const MOST_RANGES: usize = 100;

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    // Any bytes have a format, even if they are not valid.
    let _ = Format::sniffed(input);
    declared(input)?;
    let choice = accepted(input);
    match &choice {
        None if not_acceptable(input).is_empty() => return Err("nothing fits, and nothing is said".to_owned()),
        None => {}
        Some(choice) => names_itself(choice)?,
    }
    for other in [input.to_ascii_uppercase(), input.to_ascii_lowercase(), [b" ,, \t", input].concat()] {
        if accepted(&other) != choice {
            return Err(format!("{choice:?}, but {:?} of {}", accepted(&other), other.escape_ascii()));
        }
    }
    let elements = input.split(|&byte| byte == b',').count();
    let is_plain = elements < MOST_RANGES && !input.contains(&b'"');
    let ranges = read(input).unwrap_or_default();
    if is_plain && !ranges.is_empty() {
        // What nobody has here is worth nothing, wherever it stands.
        let foreign = [&b"text/html;level=1"[..], b"image/*;q=0.9"];
        let foreign = random.pick(&foreign).copied().unwrap_or_default();
        for other in [[foreign, b",", input].concat(), [input, b" ,\t", foreign].concat()] {
            if accepted(&other) != choice {
                return Err(format!("{choice:?}, but {:?} beside {}", accepted(&other), foreign.escape_ascii()));
            }
        }
        by_the_book(&ranges, choice.as_ref().map(|choice| choice.format))?;
    }
    Ok(choice.is_some() && !ranges.is_empty())
}

/// The input as a Content-Type.
fn declared(input: &[u8]) -> Result<(), String> {
    let declared = Format::declared(input);
    if matches!(&declared, Err(unsupported) if unsupported.message().is_empty()) {
        return Err("refused without a word".to_owned());
    }
    for other in [input.to_ascii_uppercase(), [b" \t", input, b" "].concat()] {
        if Format::declared(&other).ok() != declared.as_ref().ok().copied() {
            return Err(format!("{declared:?}, but {:?} of {}", Format::declared(&other), other.escape_ascii()));
        }
    }
    Ok(())
}

/// What is chosen declares its format, and is chosen where it alone is asked for.
fn names_itself(choice: &Choice<'_>) -> Result<(), String> {
    let name = &choice.media_type;
    let own = accepted(name);
    if Format::declared(name) == Ok(choice.format)
        && own.as_ref() == Some(choice)
        && **name == name.to_ascii_lowercase()
    {
        return Ok(());
    }
    Err(format!("{choice:?} does not name itself: {own:?}"))
}

/// A range with its weight in thousandths.
type Range = (String, u32);

/// The ranges of a header that has no quotes and no parameters but weights. Of another, or one with malformed elements, nothing.
fn read(header: &[u8]) -> Option<Vec<Range>> {
    let header = std::str::from_utf8(header).ok()?;
    let elements = header.split(',').map(trimmed).filter(|element| !element.is_empty());
    elements.map(range).collect()
}

/// Without spaces and tabs around it.
fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

fn range(element: &str) -> Option<Range> {
    let mut parts = element.split(';');
    let name = parts.next()?.trim_end_matches([' ', '\t']).to_ascii_lowercase();
    let (kind, subtype) = name.split_once('/')?;
    let is_range = subtype == "*" && (kind == "*" || !kind.contains('*'));
    if !is_token(kind) || !is_token(subtype) || (name.contains('*') && !is_range) {
        return None;
    }
    let mut weight = None;
    for part in parts.map(trimmed).filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=')?;
        if !name.eq_ignore_ascii_case("q") || weight.is_some() {
            return None;
        }
        weight = Some(qvalue(value)?);
    }
    Some((name, weight.unwrap_or(1000)))
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// RFC 9110, 12.4.2, and `.5` as it is sent.
fn qvalue(text: &str) -> Option<u32> {
    let (whole, digits) = text.split_once('.').unwrap_or((text, ""));
    if digits.len() > 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction = format!("{digits:0<3}").parse().ok()?;
    match whole {
        "0" => Some(fraction),
        "" if !digits.is_empty() => Some(fraction),
        "1" if fraction == 0 => Some(1000),
        _ => None,
    }
}

/// Compares with the format whose best name weighs more, each name by the most specific range for it. Says nothing on a tie.
fn by_the_book(ranges: &[Range], choice: Option<Format>) -> Result<(), String> {
    let weight = |name: &str| {
        let level = |range: &str| match (range, range.strip_suffix("/*")) {
            ("*/*", _) => Some(1),
            (_, Some(kind)) => name.strip_prefix(kind)?.starts_with('/').then_some(2),
            _ => (range == name).then_some(3),
        };
        ranges.iter().filter_map(|(range, weight)| Some((level(range)?, *weight))).max().map_or(0, |(_, weight)| weight)
    };
    let named = |format| {
        let names = ranges.iter().map(|(name, _)| name.as_str()).filter(|name| !name.contains('*'));
        names.filter(move |name| Format::declared(name.as_bytes()) == Ok(format))
    };
    // A range for a type that is none of the usual names counts by itself.
    let of = |format, usual: &str| named(format).map(weight).chain([weight(usual)]).max().unwrap_or(0);
    let (json, message_pack) = (of(Format::Json, "application/json"), of(Format::MessagePack, "application/msgpack"));
    let expected = match json.cmp(&message_pack) {
        Ordering::Greater => Some(Format::Json),
        Ordering::Less => Some(Format::MessagePack),
        Ordering::Equal if json == 0 => None,
        Ordering::Equal => return Ok(()),
    };
    if expected == choice { Ok(()) } else { Err(format!("{choice:?}, by the book {expected:?}")) }
}

const SEEDS: &[&str] = &[
    "",
    "*/*",
    "application/json",
    "application/vnd.msgpack, application/json;q=0.9, */*;q=0.1",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "application/x-msgpack;q=1.000, application/*;q=0.5, application/json;q=0",
    "Application/Problem+JSON; Charset=\"UTF-8\" ; q=.5,application/vnd.api+msgpack;q=0.333",
    "application/json;version=\"a,\\\"b\";;q=1, application/json;charset=latin1",
    "application/json;q=2, */json, a/b;q=0.1234, application/messagepack;q=0.5;q=0.4",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
