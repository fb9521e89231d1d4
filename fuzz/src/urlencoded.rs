//! Forms of names and values: however they are cut the same comes out, as from the whole; and what was read is read again from what is written
//! of it.

use crate::pieces::cuts;
use crate::random::Random;
use highper_http::form::urlencoded::{FormError, Limits, Pair, Parser, pairs};

type Pairs = Vec<(Vec<u8>, Vec<u8>)>;

const WIDE: Limits = Limits { fields: 10_000, name: 10_000, value: 10_000 };

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let narrow = Limits { fields: random.below(8), name: random.below(12), value: random.below(12) };
    for limits in [WIDE, narrow] {
        let whole = read(&[input], limits)?;
        for pieces in cuts(input, random) {
            let found = read(&pieces, limits)?;
            if found != whole {
                return Err(format!("{whole:?}, but {found:?} in {} pieces", pieces.len()));
            }
        }
        let (found, error) = whole;
        let is_beyond = found.len() > limits.fields
            || found.iter().any(|(name, value)| name.len() > limits.name || value.len() > limits.value);
        if is_beyond || (limits == WIDE && error.is_some()) {
            return Err(format!("{found:?} and {error:?} under {limits:?}"));
        }
    }
    let found: Pairs = pairs(input).map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    if found != read(&[input], WIDE)?.0 {
        return Err(format!("{found:?} of the whole"));
    }
    let written = write(&found);
    if read(&[&written], WIDE)? != (found.clone(), None) {
        return Err(format!("{found:?} are not read from {}", written.escape_ascii()));
    }
    Ok(!found.is_empty())
}

fn read(pieces: &[&[u8]], limits: Limits) -> Result<(Pairs, Option<FormError>), String> {
    let mut parser = Parser::new(limits);
    let mut found = Pairs::new();
    let owned = |pair: Pair<'_>| (pair.name.to_vec(), pair.value.to_vec());
    for piece in pieces {
        let mut input = *piece;
        loop {
            match parser.next(&mut input) {
                Ok(Some(pair)) => found.push(owned(pair)),
                Ok(None) if input.is_empty() => break,
                Ok(None) => return Err("input is left".to_owned()),
                Err(error) => return Ok((found, Some(error))),
            }
        }
    }
    match parser.finish() {
        Ok(pair) => found.extend(pair.map(owned)),
        Err(error) => return Ok((found, Some(error))),
    }
    Ok((found, None))
}

fn write(pairs: &Pairs) -> Vec<u8> {
    let mut out = Vec::new();
    let escape = |text: &[u8], out: &mut Vec<u8>| {
        for &byte in text {
            match byte {
                b' ' => out.push(b'+'),
                _ if byte.is_ascii_alphanumeric() => out.push(byte),
                _ => out.extend_from_slice(format!("%{byte:02X}").as_bytes()),
            }
        }
    };
    for (name, value) in pairs {
        out.push(b'&');
        escape(name, &mut out);
        out.push(b'=');
        escape(value, &mut out);
    }
    out
}

const SEEDS: &[&str] = &[
    "",
    "a=1&b=2&a=3",
    "name=J%C3%BCrgen+M.&text=line%0D%0Aline",
    "&&=&a&=b&c==&",
    "a[b][]=%&x=%2&y=%zz&%2%35=%%25",
    "a;b=c;d&long=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
