//! The claims of tokens: checking those of one that was read, and adding those that one is issued with.

use super::error::{Error, refuse};
use super::guard::{Output, bytes, guard, optional_text};
use super::sized;
use super::status::Status;
use super::text::{OwnedText, Text};
use highper_paseto::claims::{self, Expiry};
use highper_paseto::time::Moment;
use std::ffi::c_void;
use std::ptr;
use zeroize::Zeroize;

/// What is demanded of claims, and added to them. Fill it with highper_paseto_rules_init() and then change what should differ.
///
/// A later release may append fields, whose zero will mean what is done without them now. A library takes a longer structure than
/// it knows as long as what it does not know is zero.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ClaimRules {
    /// The size of this structure as the caller knows it: sizeof(highper_paseto_rules).
    pub size: u32,
    /// The seconds until a token that is issued expires, up to 3155760000. 0: no `exp` is added, and tokens without one are accepted.
    pub lifetime: u32,
    /// The seconds by which clocks may differ, up to 600.
    pub leeway: u32,
    /// 1 if the claims of a token are to be read that has expired, else 0.
    pub ignore_expiry: u32,
    /// `iss`, which has to be there and to be this; NULL and 0 if it does not matter.
    pub issuer: Text,
    /// `aud`, likewise.
    pub audience: Text,
    /// `sub`, likewise.
    pub subject: Text,
}

const HOUR: u32 = 3600;
/// A hundred years.
const MAX_LIFETIME: u32 = 3_155_760_000;
const MAX_LEEWAY: u32 = 600;

/// Rules as the engine has them, and whether expiry counts.
unsafe fn read(rules: *const ClaimRules) -> Result<(claims::Rules, Expiry), Status> {
    // SAFETY: the structure begins with its size and consists of integers and pointers; the caller promises the rest.
    let rules = unsafe { sized::read(rules)? };
    let expiry = match rules.ignore_expiry {
        0 => Expiry::Checked,
        1 => Expiry::Ignored,
        _ => return Err(Status::InvalidArgument),
    };
    if rules.lifetime > MAX_LIFETIME || rules.leeway > MAX_LEEWAY {
        return Err(Status::InvalidArgument);
    }
    // SAFETY: the caller promises what `guard` asks for, of each text in the structure.
    let party =
        |given: Text| unsafe { optional_text(given.bytes.cast(), given.length) }.map(|text| text.map(Into::into));
    let known = claims::Rules {
        issuer: party(rules.issuer)?,
        audience: party(rules.audience)?,
        subject: party(rules.subject)?,
        lifetime: (rules.lifetime != 0).then_some(rules.lifetime),
        leeway: rules.leeway,
    };
    Ok((known, expiry))
}

/// Fills in the default rules: an hour of lifetime, no leeway, nothing demanded of issuer, audience and subject. `size` is
/// sizeof(highper_paseto_rules); one that is too short, or above 1024, is refused with HIGHPER_STATUS_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paseto_rules_init(rules: *mut ClaimRules, size: usize) -> Status {
    guard(|| {
        let none = Text { bytes: ptr::null(), length: 0 };
        // SAFETY: the caller promises a structure of this size.
        unsafe {
            sized::write(rules, size, |size| ClaimRules {
                size,
                lifetime: HOUR,
                leeway: 0,
                ignore_expiry: 0,
                issuer: none,
                audience: none,
                subject: none,
            })
        }
    })
}

/// Checks the claims of a token that was authenticated: HIGHPER_STATUS_OK or HIGHPER_STATUS_REFUSED.
///
/// `payload`: what highper_paseto_local_decrypt() or highper_paseto_public_verify() gave.
/// `seconds`, `nanoseconds`: the time now, since 1970 in UTC.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the payload is no JSON object with unique names, a registered claim has the wrong type, is
/// missing or is not the expected one, or the token has expired or is not yet valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paseto_check(
    payload: *const c_void,
    payload_length: usize,
    rules: *const ClaimRules,
    seconds: i64,
    nanoseconds: u32,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (payload, error) = unsafe { (bytes(payload, payload_length)?, Output::optional(error)?) };
        // SAFETY: as above.
        let (rules, expiry) = unsafe { read(rules)? };
        if nanoseconds >= 1_000_000_000 {
            return Err(Status::InvalidArgument);
        }
        claims::check(payload, &rules, Moment { seconds, nanoseconds }, expiry).map_err(|reason| refuse(reason, error))
    })
}

/// Completes claims for a token that is to be issued: those given as they are, and behind them `iat`, `exp`, `iss`, `aud` and `sub`, as far as
/// the rules have them and they are not there.
///
/// `claims`: a JSON object.
/// `seconds`: the time now, since 1970 in UTC.
/// `payload`: gets a JSON object, to be given to highper_string_free().
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: this is no JSON object with unique names, a registered claim has the wrong type, or
/// contradicts the rules, or what the rules add is no UTF-8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paseto_complete(
    claims: *const c_void,
    claims_length: usize,
    rules: *const ClaimRules,
    seconds: i64,
    payload: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (given, payload) = unsafe { (bytes(claims, claims_length)?, Output::new(payload)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        // SAFETY: as above.
        let (rules, _) = unsafe { read(rules)? };
        let mut completed = Vec::new();
        claims::complete(given, &rules, seconds, &mut completed).map_err(|reason| refuse(reason, error))?;
        payload.write(OwnedText::copy(&completed));
        completed.zeroize();
        Ok(())
    })
}
