//! The messages of ext/json by their codes (JSON_ERROR_*), for what has no document to point into.

/// Arrays or objects are nested too deeply.
pub const DEPTH: u8 = 1;
/// A string is not UTF-8.
pub const UTF8: u8 = 5;
/// A value contains itself.
pub const RECURSION: u8 = 6;
/// A float is no number.
pub const INF_OR_NAN: u8 = 7;
/// A resource.
pub const UNSUPPORTED_TYPE: u8 = 8;
/// A case of an enum without values.
pub const NON_BACKED_ENUM: u8 = 11;

/// The message of a code, as json_last_error_msg() has it.
pub const fn of(code: u8) -> &'static str {
    match code {
        0 => "No error",
        DEPTH => "Maximum stack depth exceeded",
        2 => "State mismatch (invalid or malformed JSON)",
        3 => "Control character error, possibly incorrectly encoded",
        4 => "Syntax error",
        UTF8 => "Malformed UTF-8 characters, possibly incorrectly encoded",
        RECURSION => "Recursion detected",
        INF_OR_NAN => "Inf and NaN cannot be JSON encoded",
        UNSUPPORTED_TYPE => "Type is not supported",
        9 => "The decoded property name is invalid",
        10 => "Single unpaired UTF-16 surrogate in unicode escape",
        NON_BACKED_ENUM => "Non-backed enums have no default serialization",
        _ => "Unknown error",
    }
}
