//! The JSON decoder: it accepts what serde_json accepts, with equal values, and its checker says the same; what it refuses, it refuses at a
//! place within the document.

use crate::random::Random;
use crate::tree::{Builder, Fault, Value};
use highper_serializer::json::{Decoder, Error, ErrorKind, InvalidUtf8, Options, check as check_document, position};

/// Below serde_json's own limit of 128, so that of the two this decoder's is met first.
const DEPTH: usize = 120;

pub fn decode(input: &[u8], options: Options) -> Result<Value, Fault> {
    let mut builder = Builder::default();
    Decoder::new().decode(input, options, &mut builder)?;
    builder.finish()
}

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let strict = Options { depth: DEPTH, ..Options::default() };
    let decoded = decode(input, strict);
    let checked = check_document(input, strict, false);
    match (&decoded, &checked) {
        (Ok(_), Ok(())) => {}
        (Err(Fault::Json(error)), Err(other)) if error == other => within(input, *error)?,
        _ => return Err(format!("decoding gives {decoded:?}, checking {checked:?}")),
    }
    against_serde(input, &decoded)?;
    for invalid_utf8 in [InvalidUtf8::Ignore, InvalidUtf8::Substitute] {
        let lenient = decode(input, Options { invalid_utf8, ..strict });
        match (&decoded, &lenient) {
            (Ok(value), Ok(other)) if value == other => {}
            (Err(Fault::Json(Error { kind: ErrorKind::Utf8, .. })), Ok(_) | Err(Fault::Json(_))) => {}
            (Err(error), Err(other)) if error == other => {}
            _ => return Err(format!("{decoded:?}, but {lenient:?} under {invalid_utf8:?}")),
        }
    }
    if let Ok(value) = &decoded {
        // The same document at another depth, cut off, and with more behind it.
        let less = random.below(DEPTH);
        let shallow = decode(input, Options { depth: less, ..strict });
        if shallow.as_ref() != Ok(value) && !matches!(shallow, Err(Fault::Json(Error { kind: ErrorKind::Depth, .. }))) {
            return Err(format!("at depth {less}: {shallow:?}"));
        }
        let more = [input, b" x"].concat();
        if decode(&more, strict).is_ok() {
            return Err("accepted with bytes behind it".to_owned());
        }
    }
    Ok(decoded.is_ok())
}

fn within(input: &[u8], error: Error) -> Result<(), String> {
    let place = position(input, error.offset);
    if error.offset > input.len() || place.line == 0 || place.column == 0 {
        return Err(format!("{error:?} at {place:?} is outside"));
    }
    Ok(())
}

fn against_serde(input: &[u8], decoded: &Result<Value, Fault>) -> Result<(), String> {
    match (decoded, serde_json::from_slice::<serde_json::Value>(input)) {
        (Ok(value), Ok(other)) if !equal(&value.to_json(), &other) => Err(format!("{value:?}, serde_json: {other:?}")),
        // serde_json has no infinities; PHP has.
        (Ok(_), Err(error)) if !error.to_string().contains("number out of range") => {
            Err(format!("accepted; serde_json: {error}"))
        }
        (Err(Fault::Json(Error { kind: ErrorKind::Depth, .. })), Ok(_)) => Ok(()),
        (Err(error), Ok(_)) => Err(format!("{error:?}; serde_json accepts it")),
        _ => Ok(()),
    }
}

/// Equal but for zeros: `-0` is the integer 0 in PHP, and a float in serde_json.
fn equal(left: &serde_json::Value, right: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (left, right) {
        (Number(left), Number(right)) => left == right || (left.as_f64() == Some(0.0) && right.as_f64() == Some(0.0)),
        (Array(left), Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Object(left), Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, left)| right.get(key).is_some_and(|right| equal(left, right)))
        }
        _ => left == right,
    }
}
