//! Transcoding: what the JSON decoder accepts becomes a message that the MessagePack decoder accepts, and that becomes a document with the
//! same values again. Anything else is refused on both ways alike.

use crate::random::Random;
use crate::tree::{Fault, Value};
use crate::{json, msgpack};
use highper_serializer::json::Options;
use highper_serializer::transcode::{Error, Obstacle, Transcoder};

const DEPTH: usize = 120;

pub fn check(input: &[u8], _: &mut Random) -> Result<bool, String> {
    // Whatever it is: not all JSON is MessagePack, but any bytes may be tried.
    let mut transcoder = Transcoder::default();
    let _ = transcoder.to_json(input, DEPTH);
    let decoded = json::decode(input, Options { depth: DEPTH, ..Options::default() });
    let packed = match (transcoder.to_message_pack(input, DEPTH).map(|packed| packed.to_vec()), &decoded) {
        (Ok(packed), Ok(_)) => packed,
        (Err(Error::Json(error)), Err(Fault::Json(other))) if error == *other => return Ok(false),
        (Err(Error::Obstacle(Obstacle::NotFinite, _)), _) if !is_finite(&decoded) => return Ok(false),
        (packed, _) => {
            return Err(format!(
                "decoding gives {decoded:?}, packing {}",
                if packed.is_ok() { "bytes" } else { "an error" }
            ));
        }
    };
    let value = decoded.map_err(|fault| format!("{fault:?}"))?;
    let unpacked = msgpack::decode(&packed);
    if unpacked.as_ref().map(Value::to_json) != Ok(value.to_json()) {
        return Err(format!("{value:?} becomes {unpacked:?} by {}", packed.escape_ascii()));
    }
    let text = transcoder
        .to_json(&packed, DEPTH)
        .map_err(|error| format!("{} cannot be written as JSON: {error:?}", packed.escape_ascii()))?;
    let again = json::decode(text, Options { depth: DEPTH, ..Options::default() });
    if again.as_ref().map(Value::to_json) != Ok(value.to_json()) {
        return Err(format!("{value:?} becomes {again:?} by {}", text.escape_ascii()));
    }
    Ok(true)
}

/// Whether no number is infinite. A fault behind such a number counts as one, too: the number came first.
fn is_finite(decoded: &Result<Value, Fault>) -> bool {
    fn finite(value: &Value) -> bool {
        match value {
            Value::Double(bits) => f64::from_bits(*bits).is_finite(),
            Value::Big(digits) => String::from_utf8_lossy(digits).parse::<f64>().is_ok_and(f64::is_finite),
            Value::Array(values) => values.iter().all(finite),
            Value::Map(pairs) => pairs.iter().all(|(_, value)| finite(value)),
            _ => true,
        }
    }
    decoded.as_ref().is_ok_and(finite)
}
