//! Range fields: what is selected is there, is sent once, and is what a reading by the book asks for, byte for byte.

use crate::random::Random;
use highper_http::range::{ByteRange, Multipart, Selection, select};

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let mut ranges = Vec::new();
    let most = 1 + random.below(8);
    for length in [random.number() % 64, random.number() >> random.below(64), u64::MAX] {
        let selection = select(input, length, most, &mut ranges);
        let expected = by_the_book(input, length, most);
        let (found, is_consistent) = match selection {
            Selection::Whole => (None, true),
            Selection::Unsatisfiable => (Some(&[][..]), ranges.is_empty()),
            Selection::One(range) => (Some(&ranges[..]), *ranges == [range]),
            Selection::Many => (Some(&ranges[..]), ranges.len() > 1),
        };
        if !is_consistent {
            return Err(format!("{selection:?} of {ranges:?}"));
        }
        match (found, &expected) {
            (None, None) => continue,
            (Some(found), Some(expected)) => compare(found, expected, length)?,
            _ => return Err(format!("{selection:?} of {length} bytes, by the book {expected:?}")),
        }
        if ranges.len() > most {
            return Err(format!("{} ranges of {most}", ranges.len()));
        }
        as_long_as_it_says(&ranges, length)?;
    }
    Ok(matches!(select(input, 1000, most, &mut ranges), Selection::One(_) | Selection::Many))
}

/// The members as first and last byte, in numbers that nothing overflows; `None` if the field is to be ignored.
fn by_the_book(field: &[u8], length: u64, most: usize) -> Option<Vec<(u128, u128)>> {
    let field = str::from_utf8(field).ok()?.trim_start_matches([' ', '\t']);
    let (unit, set) = field.split_once('=')?;
    if !unit.eq_ignore_ascii_case("bytes") || length == 0 {
        return None;
    }
    let number = |digits: &str| {
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        // No file is longer, so what is more is as much.
        is_number.then(|| {
            digits
                .trim_start_matches('0')
                .bytes()
                .fold(0, |number: u128, digit| (number * 10 + u128::from(digit - b'0')).min(u128::from(u64::MAX)))
        })
    };
    let last_byte = u128::from(length) - 1;
    let mut ranges = Vec::new();
    let members: Vec<_> =
        set.split(',').map(|member| member.trim_matches([' ', '\t'])).filter(|member| !member.is_empty()).collect();
    if members.is_empty() || members.len() > most {
        return None;
    }
    for member in members {
        let (first, last) = member.split_once('-')?;
        if first.is_empty() {
            let suffix = number(last)?;
            if suffix > 0 {
                ranges.push((last_byte.saturating_sub(suffix - 1), last_byte));
            }
            continue;
        }
        let first = number(first)?;
        let last = if last.is_empty() { u128::MAX } else { number(last)? };
        if last < first {
            return None;
        }
        if first <= last_byte {
            ranges.push((first, last.min(last_byte)));
        }
    }
    Some(ranges)
}

/// The ranges do not touch, and cover what is expected and nothing else.
fn compare(found: &[ByteRange], expected: &[(u128, u128)], length: u64) -> Result<(), String> {
    let mut sorted: Vec<_> = found.iter().map(|range| (u128::from(range.first()), u128::from(range.last()))).collect();
    sorted.sort_unstable();
    let is_apart = sorted.windows(2).all(|pair| matches!(pair, [left, right] if left.1 + 1 < right.0));
    let mut joined: Vec<(u128, u128)> = Vec::new();
    let mut wanted = expected.to_vec();
    wanted.sort_unstable();
    for (first, last) in wanted {
        match joined.last_mut() {
            Some(before) if first <= before.1 + 1 => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    let is_there = sorted.iter().all(|range| range.1 < u128::from(length));
    if is_apart && is_there && sorted == joined {
        Ok(())
    } else {
        Err(format!("{found:?} of {length}, by the book {joined:?}"))
    }
}

/// The length of a body is that of its pieces and its ranges.
fn as_long_as_it_says(ranges: &[ByteRange], length: u64) -> Result<(), String> {
    let Some(multipart) = Multipart::new([7; 16], Some(b"text/plain"), length) else {
        return Err("a plain media type is refused".to_owned());
    };
    let mut out = Vec::new();
    let mut sum: u128 = 0;
    for range in ranges {
        multipart.write_head(range, &mut out);
        sum += u128::from(range.len());
    }
    multipart.write_end(&mut out);
    let expected = u64::try_from(sum + out.len() as u128).ok();
    let found = multipart.content_length(ranges);
    if found == expected { Ok(()) } else { Err(format!("{found:?} and not {expected:?} bytes of {ranges:?}")) }
}

const SEEDS: &[&str] = &[
    "bytes=0-0",
    "bytes=0-",
    "bytes=-5",
    "bytes=0-1,4-5, 2-3,-1",
    "Bytes= 1-20 ,,10-30,40-",
    "bytes=5-4",
    "bytes=18446744073709551615-18446744073709551616",
    "bytes=-0,99-",
    "items=0-5",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
