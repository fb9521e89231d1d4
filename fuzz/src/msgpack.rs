//! The MessagePack decoder: what it accepts is the same after encoding and decoding again, and cut off it is not accepted; what it refuses,
//! it refuses at a place within the message. The scanner finds the same values, in whatever pieces they come.

use crate::random::Random;
use crate::tree::{Builder, Fault, Value};
use highper_serializer::msgpack::{self, ErrorKind, Limits, Options, Scanner};

const DEPTH: usize = 200;
/// No message here is longer.
const MAX_LENGTH: usize = 1 << 20;

pub fn decode(input: &[u8]) -> Result<Value, Fault> {
    let mut builder = Builder::default();
    let options = Options { depth: DEPTH, ..Options::default() };
    msgpack::decode(input, options, &mut Vec::new(), &mut builder)?;
    builder.finish()
}

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let decoded = decode(input);
    match &decoded {
        Ok(value) => {
            stable(value)?;
            let cut = random.below(input.len());
            if decode(input.get(..cut).unwrap_or_default()).is_ok() {
                return Err(format!("accepted with {cut} bytes"));
            }
        }
        Err(Fault::MessagePack(error)) if error.offset > input.len() => return Err(format!("{error:?} is outside")),
        Err(Fault::MessagePack(_)) => {}
        Err(fault) => return Err(format!("{fault:?}")),
    }
    scanned(input, &decoded, random)?;
    Ok(decoded.is_ok())
}

/// Encoded, it is decoded to the same; and encoding that gives the same bytes.
fn stable(value: &Value) -> Result<(), String> {
    let mut bytes = Vec::new();
    value.pack(&mut bytes).map_err(|error| format!("{error:?}"))?;
    let again = decode(&bytes);
    if again.as_ref() != Ok(value) {
        return Err(format!("{value:?} becomes {again:?} by {}", bytes.escape_ascii()));
    }
    let mut second = Vec::new();
    value.pack(&mut second).map_err(|error| format!("{error:?}"))?;
    if bytes != second { Err("encoded in two ways".to_owned()) } else { Ok(()) }
}

/// Scans the message in pieces and compares with what decoding found.
fn scanned(input: &[u8], decoded: &Result<Value, Fault>, random: &mut Random) -> Result<(), String> {
    let mut scanner = Scanner::default();
    let (mut complete, mut end) = (0, 0);
    let mut first = None;
    let mut fault = None;
    while end < input.len() && fault.is_none() {
        end = (end + 1 + random.below(9)).min(input.len());
        loop {
            // As an Unpacker does that has dropped what was taken, and wants some values at a time.
            let (base, most) = (scanner.begin(), 1 + random.below(3));
            let limits = Limits { depth: DEPTH, max_length: MAX_LENGTH };
            let found = match scanner.scan(input.get(base..end).unwrap_or_default(), base, most, limits) {
                Ok(count) => count,
                Err((count, error)) => {
                    fault = Some(error);
                    count
                }
            };
            complete += found;
            if complete > 0 {
                first.get_or_insert(scanner.begin());
            }
            if found < most || fault.is_some() {
                break;
            }
        }
    }
    let says = format!("{complete} values up to {}, {fault:?}", scanner.begin());
    match decoded {
        Ok(_) if complete == 1 && fault.is_none() && scanner.begin() == input.len() => Ok(()),
        Ok(_) => Err(format!("the scanner finds {says}")),
        Err(Fault::MessagePack(error)) => match error.kind {
            ErrorKind::TrailingBytes if first.is_none_or(|first| first < error.offset) => {
                Err(format!("a value ends at {}, but the scanner finds {says}", error.offset))
            }
            ErrorKind::Truncated if complete > 0 => Err(format!("truncated, but the scanner finds {says}")),
            _ => Ok(()),
        },
        Err(_) => Ok(()),
    }
}
