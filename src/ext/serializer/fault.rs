//! What a Serializer throws itself, beside what its formats throw.

use crate::ext::exception;
use crate::ext::json::throw_fault;
use crate::ext::msgpack::throw_error;
use crate::zval::guard::kept;
use crate::zval::value::Raw;
use highper_serializer::json::position;
use highper_serializer::negotiate::{Format, Unsupported, not_acceptable};
use highper_serializer::transcode::{Error, Obstacle};

/// RFC 9110, 15.5.7.
const STATUS_NOT_ACCEPTABLE: i64 = 406;
/// RFC 9110, 15.5.16.
const STATUS_UNSUPPORTED_MEDIA_TYPE: i64 = 415;

/// Throws NotAcceptable. For use within a cold handler, as the other functions here.
#[cold]
pub fn throw_not_acceptable(accept: &[u8]) {
    let message = kept(not_acceptable(accept));
    exception::throw(&exception::NOT_ACCEPTABLE, message.as_bytes(), STATUS_NOT_ACCEPTABLE, &[]);
}

/// Throws UnsupportedMediaType.
#[cold]
pub fn throw_unsupported(unsupported: Unsupported) {
    let message = kept(unsupported.message());
    drop(unsupported);
    exception::throw(&exception::UNSUPPORTED_MEDIA_TYPE, message.as_bytes(), STATUS_UNSUPPORTED_MEDIA_TYPE, &[]);
}

fn number(value: usize) -> Raw {
    i64::try_from(value).map_or(Raw::NULL, Raw::long)
}

/// Throws what keeps bytes from being transcoded.
#[cold]
pub fn throw_transcoding(error: Error, input: &[u8], from: Format) {
    match error {
        Error::Json(error) => throw_fault(&exception::JSON, error, input),
        Error::MessagePack(error) => drop(throw_error(error)),
        Error::Obstacle(obstacle, offset) => throw_obstacle(obstacle, offset, input, from),
    }
}

fn throw_obstacle(obstacle: Obstacle, offset: usize, input: &[u8], from: Format) {
    /// `MessagePackException::LENGTH`.
    const LENGTH: i64 = 5;
    let message = obstacle.message().as_bytes();
    match obstacle.json_code() {
        Some(code) => {
            // MessagePack has no lines.
            let place = (from == Format::Json).then(|| position(input, offset));
            let line = place.map_or(Raw::NULL, |place| number(place.line));
            let column = place.map_or(Raw::NULL, |place| number(place.column));
            let properties = [("offset", number(offset)), ("lineNumber", line), ("column", column)];
            exception::throw(&exception::JSON, message, code.into(), &properties);
        }
        None => exception::throw(&exception::MESSAGE_PACK, message, LENGTH, &[("offset", number(offset))]),
    }
}
