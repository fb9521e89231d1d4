//! JSON and MessagePack, media types, rules and schemas, claims.

use super::Function;
use super::arguments::{Call, Cut, is_json, read, reason};
use super::slot::Slot;
use highper_abi::abi::claims::*;
use highper_abi::abi::document::*;
use highper_abi::abi::error::Error;
use highper_abi::abi::json_schema::*;
use highper_abi::abi::media_type::*;
use highper_abi::abi::status::Status;
use highper_abi::abi::text::Text;
use highper_abi::abi::transcode::*;
use highper_abi::abi::validator::*;
use std::ffi::c_char;
use std::ptr;

pub const FUNCTIONS: &[Function] = &[
    validate,
    get,
    transcode,
    negotiate,
    media_type,
    compile,
    passes,
    check,
    free,
    schema_compile,
    schema_passes,
    schema_check,
    schema_free,
    claims,
    complete,
];

pub struct Handles {
    validator: Slot<Validator>,
    schema: Slot<JsonSchema>,
}

impl Default for Handles {
    fn default() -> Self {
        Self { validator: Slot::new(highper_validator_free), schema: Slot::new(highper_json_schema_free) }
    }
}

fn validate(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_json_validate");
    let (json, depth) = (cut.text(), cut.below(256));
    let mut error = reason(cut, &mut call);
    call.takes(json.is_bad || depth == 0);
    let ignore = cut.flag();
    // SAFETY: the text has its length, and what is bad is refused.
    let status = unsafe { highper_json_validate(json.text(), json.length, depth, ignore, error.pointer()) };
    call.ends_with(status, &[], &[], &error)
}

fn get(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_json_get");
    let (json, pointer) = (cut.text(), cut.text());
    let depth = cut.below(256);
    let mut value = Text { bytes: ptr::null(), length: 0 };
    let mut error = reason(cut, &mut call);
    call.takes(json.is_bad || pointer.is_bad || depth == 0);
    // SAFETY: texts have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_json_get(json.text(), json.length, depth, pointer.text(), pointer.length, &mut value, error.pointer())
    };
    let is_ok = call.ends_with(status, &[!value.bytes.is_null()], &[], &error)?;
    if is_ok {
        let text = read(value.bytes.cast(), value.length)?;
        if !json.as_bytes().as_ptr_range().contains(&text.as_ptr()) {
            return Err("the value is no part of the document".to_owned());
        }
    }
    Ok(is_ok)
}

fn transcode(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_transcode");
    let bytes = cut.text();
    let (from, to, depth) = (cut.choice(1), cut.choice(1), cut.below(256));
    let mut place = cut.string();
    let mut error = reason(cut, &mut call);
    call.takes(bytes.is_bad || from > 1 || to > 1 || depth == 0 || place.is_bad());
    // SAFETY: the bytes have their length, and what is bad is refused.
    let status =
        unsafe { highper_transcode(bytes.text(), bytes.length, from, to, depth, place.pointer(), error.pointer()) };
    let is_ok = call.ends_with(status, &[place.is_written()], &[], &error)?;
    if is_ok {
        place.take()?;
    }
    Ok(is_ok)
}

fn negotiate(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_negotiate");
    let accept = cut.text();
    let mut format = cut.output(99_u32);
    let mut place = cut.string();
    call.takes(accept.is_bad || format.is_bad() || place.is_bad());
    // SAFETY: the text has its length, and what is bad is refused.
    let status = unsafe { highper_negotiate(accept.text(), accept.length, format.pointer(), place.pointer()) };
    let is_ok = call.ends(status, &[format.is_written(), place.is_written()], &[])?;
    if is_ok && (place.take()?.is_empty() || format.value > 1) {
        return Err(format!("the format {} without a name", format.value));
    }
    Ok(is_ok)
}

fn media_type(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_media_type_format");
    let text = cut.text();
    let mut format = cut.output(99_u32);
    call.takes(text.is_bad || format.is_bad());
    // SAFETY: the text has its length, and what is bad is refused.
    let status = unsafe { highper_media_type_format(text.text(), text.length, format.pointer()) };
    call.ends(status, &[format.is_written()], &[])
}

/// What compiles rules or a schema with settings.
type Compiling<T> =
    unsafe extern "C" fn(*const c_char, usize, *const c_char, usize, *mut *mut T, *mut *mut Error) -> Status;

fn compiled<T>(
    (name, function): (&'static str, Compiling<T>),
    slot: &mut Slot<T>,
    cut: &mut Cut<'_>,
) -> Result<bool, String> {
    let mut call = Call::new(name);
    let (source, settings) = (cut.text(), cut.optional_text());
    let mut place = cut.handle();
    let mut error = reason(cut, &mut call);
    call.takes(source.is_bad || settings.is_bad || place.is_bad());
    let (source, length, settings, settings_length) = (source.text(), source.length, settings.text(), settings.length);
    // SAFETY: texts have their lengths, and what is bad is refused.
    let status = unsafe { function(source, length, settings, settings_length, place.pointer(), error.pointer()) };
    let is_ok = call.ends_with(status, &[place.is_written()], &[], &error)?;
    if is_ok {
        slot.put(place.value);
    }
    Ok(is_ok)
}

fn compile(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    compiled(("highper_validator_compile", highper_validator_compile), &mut handles.documents.validator, cut)
}

fn schema_compile(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    compiled(("highper_json_schema_compile", highper_json_schema_compile), &mut handles.documents.schema, cut)
}

/// Options of any content, in memory of exactly the size that they claim.
fn options(cut: &mut Cut<'_>) -> Option<Vec<u32>> {
    let count = cut.below(8);
    let size = u32::try_from(count * 4).unwrap_or_default();
    (count > 0).then(|| std::iter::once(size).chain((1..count).map(|_| u32::from(cut.byte() % 3))).collect())
}

fn passes(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_validator_passes");
    let (validator, is_bad) = cut.given(handles.documents.validator.get());
    let json = cut.text();
    let options = options(cut);
    let given = options.as_ref().map_or(ptr::null(), |options| options.as_ptr().cast());
    let mut passes = 7_u8;
    let mut error = reason(cut, &mut call);
    call.takes(is_bad || json.is_bad);
    // SAFETY: the text has its length, options are as long as they say, and what is bad is refused.
    let status = unsafe {
        let place = (&raw mut passes).cast();
        highper_validator_passes(validator, given, json.text(), json.length, place, error.pointer())
    };
    call.ends_with(status, &[passes < 2], &[], &error)
}

fn check(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_validator_check");
    let (validator, is_bad) = cut.given(handles.documents.validator.get());
    let json = cut.text();
    let options = options(cut);
    let given = options.as_ref().map_or(ptr::null(), |options| options.as_ptr().cast());
    let mut place = cut.string();
    let mut error = reason(cut, &mut call);
    call.takes(is_bad || json.is_bad || (place.is_bad() && !place.is_null()));
    // SAFETY: the text has its length, options are as long as they say, and what is bad is refused.
    let status = unsafe {
        highper_validator_check(validator, given, json.text(), json.length, place.pointer(), error.pointer())
    };
    let is_due = status == Status::Ok && !place.is_null();
    if is_due != place.is_written() {
        return Err(format!("{status:?}, and validated data are written or not"));
    }
    let is_ok = call.ends_with(status, &[], &[], &error)?;
    if is_due {
        // Strings that are not UTF-8 never get here: they are no JSON.
        is_json(&place.take()?)?;
    }
    let mut memory = [0xa5a5_a5a5_u32; 8];
    let size = cut.below(33);
    // SAFETY: there is room for more than the size.
    let status = unsafe { highper_validation_options_init(memory.as_mut_ptr().cast(), size) };
    let fits = size >= size_of::<ValidationOptions>();
    if (status == Status::Ok) != fits || fits == memory.iter().all(|&word| word == 0xa5a5_a5a5) {
        return Err(format!("options of {size} bytes: {status:?}"));
    }
    Ok(is_ok)
}

fn free(handles: &mut super::Handles, _: &mut Cut<'_>) -> Result<bool, String> {
    handles.documents.validator.put(ptr::null_mut());
    Ok(false)
}

fn schema_passes(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_json_schema_passes");
    let (schema, is_bad) = cut.given(handles.documents.schema.get());
    let json = cut.text();
    let mut passes = 7_u8;
    let mut error = reason(cut, &mut call);
    call.takes(is_bad || json.is_bad);
    // SAFETY: the text has its length, and what is bad is refused.
    let status = unsafe {
        let place = (&raw mut passes).cast();
        highper_json_schema_passes(schema, json.text(), json.length, place, error.pointer())
    };
    call.ends_with(status, &[passes < 2], &[], &error)
}

fn schema_check(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_json_schema_check");
    let (schema, is_bad) = cut.given(handles.documents.schema.get());
    let json = cut.text();
    let mut error = reason(cut, &mut call);
    call.takes(is_bad || json.is_bad);
    // SAFETY: the text has its length, and what is bad is refused.
    let status = unsafe { highper_json_schema_check(schema, json.text(), json.length, error.pointer()) };
    call.ends_with(status, &[], &[], &error)
}

fn schema_free(handles: &mut super::Handles, _: &mut Cut<'_>) -> Result<bool, String> {
    handles.documents.schema.put(ptr::null_mut());
    Ok(false)
}

/// Rules in a structure that is longer than the library knows it: what is behind has to be zero.
#[repr(C)]
struct Rules {
    known: ClaimRules,
    behind: u64,
}

fn rules(cut: &mut Cut<'_>) -> Result<Rules, String> {
    let none = Text { bytes: ptr::null(), length: 0 };
    let known =
        ClaimRules { size: 0, lifetime: 0, leeway: 0, ignore_expiry: 0, issuer: none, audience: none, subject: none };
    let mut rules = Rules { known, behind: 7 };
    let size = size_of::<Rules>();
    // SAFETY: the size is that of the whole structure.
    let status = unsafe { highper_paseto_rules_init((&raw mut rules).cast(), size) };
    Call::new("highper_paseto_rules_init").done(status)?;
    let ClaimRules { size, lifetime, leeway, ignore_expiry, .. } = &mut rules.known;
    *ignore_expiry = cut.choice(1);
    *lifetime = cut.choice(3_155_760_000);
    *leeway = cut.choice(600);
    if cut.byte() == 255 {
        *size = u32::try_from(size_of::<ClaimRules>()).unwrap_or_default() - 1;
    }
    rules.behind = u64::from(cut.byte() == 255);
    Ok(rules)
}

fn claims(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_paseto_check");
    let (payload, issuer) = (cut.bytes(), cut.optional_text());
    let mut rules = rules(cut)?;
    rules.known.issuer = issuer.inner();
    let (seconds, nanoseconds) = (cut.number().cast_signed() >> cut.below(64), cut.choice(999_999_999));
    let mut error = reason(cut, &mut call);
    call.takes(payload.is_bad || issuer.is_bad || rules.behind != 0);
    // SAFETY: texts have their lengths, and what is bad is refused.
    let status = unsafe {
        let rules = (&raw const rules).cast();
        highper_paseto_check(payload.pointer(), payload.length, rules, seconds, nanoseconds, error.pointer())
    };
    call.ends_with(status, &[], &[], &error)
}

fn complete(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_paseto_complete");
    let (claims, audience) = (cut.bytes(), cut.optional_text());
    let mut rules = rules(cut)?;
    rules.known.audience = audience.inner();
    let seconds = cut.number().cast_signed() >> cut.below(64);
    let mut place = cut.string();
    let mut error = reason(cut, &mut call);
    call.takes(claims.is_bad || audience.is_bad || rules.behind != 0 || place.is_bad());
    // SAFETY: texts have their lengths, and what is bad is refused.
    let status = unsafe {
        let rules = (&raw const rules).cast();
        highper_paseto_complete(claims.pointer(), claims.length, rules, seconds, place.pointer(), error.pointer())
    };
    let is_ok = call.ends_with(status, &[place.is_written()], &[], &error)?;
    if is_ok {
        place.take()?;
    }
    Ok(is_ok)
}
