//! Why something was refused.

use super::guard::{Output, guard, hand_out, release, shared};
use super::status::Status;
use super::text::Text;
use highper_crypto::Error as CryptoError;
use highper_paseto::Invalid;
use highper_paseto::claims::{ClaimFault, ClaimFaultKind};
use highper_paseto::footer::FooterFault;
use highper_paseto::paserk::PaserkError;
use highper_router::RouteError;
use highper_serializer::{json, transcode};
use highper_validator::CompileError;
use highper_validator::json_schema::SchemaFault;

/// Why something was refused. Immutable.
pub struct Error {
    code: i32,
    message: Vec<u8>,
    hint: Option<Vec<u8>>,
    place: Box<Place>,
    report: Option<Vec<u8>>,
}

/// Where the fault is, as far as it is anywhere.
#[derive(Default)]
struct Place {
    pattern: Option<Box<[u8]>>,
    offset: Option<usize>,
    claim: Option<&'static str>,
    field: Option<Box<[u8]>>,
    rule: Option<Box<[u8]>>,
    pointer: Option<String>,
}

/// What is added to the codes of MessagePack, so that they differ from JSON's.
const MESSAGE_PACK: i32 = 100;
/// `MessagePackException::LENGTH`.
const LENGTH: i32 = 5;

/// What is added to the codes of cryptography and of PASETO.
const CRYPTO: i32 = 200;
const PASETO: i32 = 300;
/// What is added to the codes of rules and of JSON Schemas.
const RULE: i32 = 500;
const SCHEMA: i32 = 600;
/// The code of `ValidationException`.
const INVALID_DATA: i32 = 422;
/// The constants of `CryptoException`, `PasetoException` and `PaserkException`.
mod code {
    pub(super) const INVALID_KEY: i32 = 1;
    pub(super) const INVALID_ENCODING: i32 = 2;
    pub(super) const BAD_PARAMETER: i32 = 3;
    pub(super) const AUTHENTICATION_FAILED: i32 = 4;
    pub(super) const UNAVAILABLE: i32 = 5;
    pub(super) const STREAM_FINISHED: i32 = 6;

    pub(super) const INVALID_TOKEN: i32 = 1;
    pub(super) const EXPIRED: i32 = 2;
    pub(super) const NOT_YET_VALID: i32 = 3;
    pub(super) const CLAIM: i32 = 4;
    pub(super) const FOOTER: i32 = 5;

    pub(super) const INVALID: i32 = 101;
    pub(super) const UNWRAPPING_FAILED: i32 = 102;
    pub(super) const LIMIT: i32 = 103;

    pub(super) const BAD_DEFINITION: i32 = 5;
}

impl From<RouteError> for Error {
    fn from(error: RouteError) -> Self {
        let (message, hint) = (error.message(), Some(error.kind.hint()));
        let place = Place { pattern: error.pattern, offset: error.offset, ..Place::default() };
        Self { message, hint, ..Self::in_place(error.kind.code() as i32, "", place) }
    }
}

impl From<json::Error> for Error {
    fn from(error: json::Error) -> Self {
        Self::at(error.kind.code().into(), error.kind.message(), error.offset)
    }
}

impl From<transcode::Error> for Error {
    fn from(error: transcode::Error) -> Self {
        match error {
            transcode::Error::Json(error) => error.into(),
            transcode::Error::MessagePack(error) => {
                let code = MESSAGE_PACK + i32::from(error.kind.code());
                let hint = Some(error.kind.hint().into());
                Self { hint, ..Self::at(code, &error.to_string(), error.offset) }
            }
            transcode::Error::Obstacle(obstacle, offset) => {
                let code = obstacle.json_code().map_or(MESSAGE_PACK + LENGTH, i32::from);
                Self::at(code, obstacle.message(), offset)
            }
        }
    }
}

impl From<CryptoError> for Error {
    fn from(error: CryptoError) -> Self {
        let (code, message) = match error {
            CryptoError::KeyLength => (code::INVALID_KEY, "The key has the wrong length"),
            CryptoError::KeyMismatch => (code::INVALID_KEY, "The public half does not belong to the secret one"),
            CryptoError::PublicKey => (code::INVALID_KEY, "The bytes are no valid public key"),
            CryptoError::Encoding => (code::INVALID_ENCODING, "The text is not of the encoding"),
            CryptoError::Authentication => (
                code::AUTHENTICATION_FAILED,
                "The message does not authenticate: it was changed or cut off, or the key or the associated data is another one",
            ),
            CryptoError::Finished => (code::STREAM_FINISHED, "It is finished: begin a new one"),
            CryptoError::Unavailable => (code::UNAVAILABLE, "The operating system refuses"),
            _ => (code::BAD_PARAMETER, "A parameter is out of its range"),
        };
        Self::plain(CRYPTO + code, message)
    }
}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Self::plain(PASETO + code::INVALID_TOKEN, &invalid.to_string())
    }
}

impl From<ClaimFault> for Error {
    fn from(fault: ClaimFault) -> Self {
        let code = match fault.kind {
            ClaimFaultKind::Expired(_) => code::EXPIRED,
            ClaimFaultKind::NotYetValid(_) | ClaimFaultKind::IssuedInFuture(_) => code::NOT_YET_VALID,
            _ => code::CLAIM,
        };
        let place = Place { claim: Some(fault.claim), ..Place::default() };
        Self::in_place(PASETO + code, &fault.to_string(), place)
    }
}

impl From<FooterFault> for Error {
    fn from(fault: FooterFault) -> Self {
        Self::plain(PASETO + code::FOOTER, &fault.to_string())
    }
}

impl From<PaserkError> for Error {
    fn from(error: PaserkError) -> Self {
        let code = match error {
            PaserkError::Authentication => code::UNWRAPPING_FAILED,
            PaserkError::Memory { .. } | PaserkError::Passes { .. } => code::LIMIT,
            _ => code::INVALID,
        };
        Self::plain(PASETO + code, &error.to_string())
    }
}

impl From<CompileError> for Error {
    fn from(error: CompileError) -> Self {
        let (code, message) = (RULE + error.kind as i32, error.to_string());
        Self::in_place(code, &message, Place { field: error.field, rule: error.rule, ..Place::default() })
    }
}

impl From<SchemaFault> for Error {
    fn from(fault: SchemaFault) -> Self {
        let (code, message) = (SCHEMA + fault.kind as i32, fault.to_string());
        Self::in_place(code, &message, Place { pointer: fault.pointer, ..Place::default() })
    }
}

impl Error {
    fn plain(code: i32, message: &str) -> Self {
        Self::in_place(code, message, Place::default())
    }

    fn in_place(code: i32, message: &str, place: Place) -> Self {
        Self { code, message: message.into(), hint: None, place: Box::new(place), report: None }
    }

    /// Data that does not follow what it was checked by.
    pub(super) fn of_data(message: Vec<u8>, report: Vec<u8>) -> Self {
        Self { message, report: Some(report), ..Self::plain(INVALID_DATA, "") }
    }

    /// The options of a schema.
    pub(super) fn of_options(message: &str) -> Self {
        Self::plain(SCHEMA + code::BAD_DEFINITION, message)
    }

    fn at(code: i32, message: &str, offset: usize) -> Self {
        Self::in_place(code, message, Place { offset: Some(offset), ..Place::default() })
    }
}

/// What a function returns when the engine refuses; the reason goes out where someone wants it.
pub fn refuse(error: impl Into<Error>, output: Option<Output<*mut Error>>) -> Status {
    if let Some(output) = output {
        output.write(hand_out(error.into()));
    }
    Status::Refused
}

/// As [`refuse`], for cryptography: a wrong length is the caller's mistake, and what the operating system does not give nobody's.
pub fn failed(error: CryptoError, output: Option<Output<*mut Error>>) -> Status {
    match error {
        CryptoError::KeyLength | CryptoError::Parameter => Status::InvalidArgument,
        CryptoError::Unavailable => Status::Unavailable,
        _ => refuse(error, output),
    }
}

/// As [`failed`], for serialized keys.
pub fn refused_paserk(error: PaserkError, output: Option<Output<*mut Error>>) -> Status {
    match error {
        PaserkError::MemoryCost(_) | PaserkError::PassesCost(_) => Status::InvalidArgument,
        PaserkError::Other(error) => failed(error, output),
        _ => refuse(error, output),
    }
}

fn lend(error: *const Error, text: *mut Text, part: impl FnOnce(&Error) -> Option<&[u8]>) -> Status {
    guard(|| {
        // SAFETY: the caller of the exported function promises what `guard` asks for.
        let (error, text) = unsafe { (shared(error)?, Output::new(text)?) };
        text.write(Text::lend(part(error).ok_or(Status::NotFound)?));
        Ok(())
    })
}

/// The stable number of an error. A router's: the codes of docs/router.md, under Errors. JSON's: PHP's JSON_ERROR_*. MessagePack's: 100
/// more than the constants of MessagePackException. Those of cryptography: 200 more than the constants of CryptoException; of PASETO and PASERK: 300 more
/// than those of PasetoException and PaserkException; of rules: 500 more than those of RuleException; of JSON Schemas: 600 more than those of
/// SchemaException. Data that does not follow what it was checked by: 422.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_code(error: *const Error, code: *mut i32) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (error, code) = unsafe { (shared(error)?, Output::new(code)?) };
        code.write(error.code);
        Ok(())
    })
}

/// The whole message, such as "Unclosed '{' at byte 1 of pattern '/{id': close the parameter with '}'". JSON's has PHP's words, which
/// name no place. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_message(error: *const Error, message: *mut Text) -> Status {
    lend(error, message, |error| Some(&error.message))
}

/// What to do about it; HIGHPER_STATUS_NOT_FOUND if nothing more is to be said. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_hint(error: *const Error, hint: *mut Text) -> Status {
    lend(error, hint, |error| error.hint.as_deref())
}

/// The pattern or host pattern at fault; HIGHPER_STATUS_NOT_FOUND if the fault is in none. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_pattern(error: *const Error, pattern: *mut Text) -> Status {
    lend(error, pattern, |error| error.place.pattern.as_deref())
}

/// Where the fault is in the pattern, document or message, in bytes from its beginning; HIGHPER_STATUS_NOT_FOUND if it is not at one place.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_offset(error: *const Error, offset: *mut usize) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (error, offset) = unsafe { (shared(error)?, Output::new(offset)?) };
        offset.write(error.place.offset.ok_or(Status::NotFound)?);
        Ok(())
    })
}

/// The name of the claim at fault, such as "exp", or nothing if it is the payload as a whole; HIGHPER_STATUS_NOT_FOUND if it is no fault of
/// claims. Lives as long as the library is loaded.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_claim(error: *const Error, claim: *mut Text) -> Status {
    lend(error, claim, |error| error.place.claim.map(str::as_bytes))
}

/// The field at fault, as it was written; HIGHPER_STATUS_NOT_FOUND if the fault is in none. Of rules. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_field(error: *const Error, field: *mut Text) -> Status {
    lend(error, field, |error| error.place.field.as_deref())
}

/// The rule at fault, as it was written; HIGHPER_STATUS_NOT_FOUND if the fault is in none. Of rules. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_rule(error: *const Error, rule: *mut Text) -> Status {
    lend(error, rule, |error| error.place.rule.as_deref())
}

/// Where in a JSON Schema the fault is, as a JSON Pointer; HIGHPER_STATUS_NOT_FOUND if in no certain place. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_pointer(error: *const Error, pointer: *mut Text) -> Status {
    lend(error, pointer, |error| error.place.pointer.as_ref().map(String::as_bytes))
}

/// All that is wrong with data that was checked, as JSON, written as for highper_router_explain():
///
///     {"errors": {field: [message, ...], ...}, "failed": [{"field": text, "rule": text, "parameters": [text, ...]}, ...]}
///
/// Of rules: a field is its path in the data, such as items.3.price; fields stand in the order in which they failed. Of a JSON Schema: a
/// field is a JSON Pointer to a value, a rule a keyword, and its parameter the JSON Pointer to the keyword. HIGHPER_STATUS_NOT_FOUND if the error is of
/// another kind. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_report(error: *const Error, report: *mut Text) -> Status {
    lend(error, report, |error| error.report.as_deref())
}

/// Frees an error. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_free(error: *mut Error) {
    // SAFETY: the caller promises what `release` asks for.
    unsafe { release(error) };
}
