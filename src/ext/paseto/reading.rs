//! `parse()`, `parseExpired()`, `decrypt()` and `verify()`, and what can be read of a token that nobody has authenticated.

use super::clock;
use super::fault;
use super::purpose::{Keys, Local, Public, Purpose};
use super::token;
use super::tokens::{Tokens, of};
use crate::ext::json::decode_document;
use crate::zval::args::{Arguments, Frame, Return, give, parse_typed as read};
use crate::zval::array::new_string;
use crate::zval::guard::{cold, hot, kept};
use crate::zval::string;
use crate::zval::value::IS_OBJECT;
use ext_php_rs::ffi::zend_string;
use highper_crypto::secret::is_equal;
use highper_paseto::claims::{self, Expiry, Rules};
use highper_paseto::time::Moment;
use highper_paseto::{Invalid, Opened, Reader, footer};
use std::ptr;

/// More than claims may be nested, which is looked at before they are decoded; and how json_decode() gives objects.
const DEPTH: usize = 512;
const OBJECT_AS_ARRAY: i64 = 1;

/// Authenticates a token.
#[inline(always)]
fn open<'r, P: Purpose>(
    reader: &'r mut Reader,
    keys: &Keys<P>,
    token: &[u8],
    implicit: &[u8],
    max_length: usize,
) -> Result<Opened<'r>, Invalid> {
    if token.len() > max_length {
        return Err(Invalid);
    }
    let key = keys.opening(token).ok_or(Invalid)?;
    P::open(reader, key, token, implicit, max_length)
}

/// Reads `string $token, string $implicitAssertion = ''`.
#[inline(always)]
unsafe fn arguments<'f>(frame: Frame) -> Option<(&'f [u8], &'f [u8])> {
    // SAFETY: the frame is this call's; a place for each parameter.
    unsafe {
        let arguments = Arguments::of(frame);
        if let Some(token) = arguments.string(0)
            && let Some(implicit) = arguments.string_or(1, b"")
            && arguments.are_at_most(2)
        {
            return Some((token, implicit));
        }
        let (mut token, mut implicit) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        read!(frame, c"S|S", &raw mut token, &raw mut implicit)?;
        Some((string::bytes(token), if implicit.is_null() { b"" } else { string::bytes(implicit) }))
    }
}

/// Authenticates a token and checks its claims.
#[inline(always)]
unsafe fn parsed<P: Purpose>(frame: Frame, result: Return, expiry: Expiry) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some((token, implicit)) = arguments(frame) else { return };
        let Some(tokens) = of::<P>(frame) else { return };
        let clock = tokens.clock();
        let Tokens { keys, reader, rules, footers, max_length, .. } = tokens;
        let Ok(opened) = open(reader, keys, token, implicit, *max_length) else { return fault::invalid() };
        if footers.check(opened.footer()).is_err() {
            return fault::invalid();
        }
        if clock.kind() != IS_OBJECT {
            return give_checked(result, opened.payload(), opened.footer(), rules, clock::system(), expiry);
        }
        // The clock may be PHP code, which may come back to these tokens: nothing of them is borrowed meanwhile.
        let (payload, footer) = (new_string(opened.payload()), new_string(opened.footer()));
        drop(opened);
        // What is wrong with the payload is said before the clock is asked.
        let is_sound = claims::shape(payload.bytes()).map_err(|fault| fault::claim(&fault)).is_ok();
        if is_sound
            && let Some(now) = clock::now(clock)
            && let Some(tokens) = of::<P>(frame)
        {
            give_checked(result, payload.bytes(), footer.bytes(), &tokens.rules, now, expiry);
        }
        if payload.is_counted() {
            string::wipe(payload.payload.string);
        }
        payload.release();
        footer.release();
    });
}

/// Gives the token of a payload and a footer that are authentic, if its claims hold.
#[inline(always)]
unsafe fn give_checked(result: Return, payload: &[u8], footer: &[u8], rules: &Rules, now: Moment, expiry: Expiry) {
    if let Err(fault) = claims::check(payload, rules, now, expiry) {
        return fault::claim(&fault);
    }
    match decode_document(payload, OBJECT_AS_ARRAY, DEPTH) {
        Ok(claims) => {
            if let Some(token) = token::new(claims, new_string(footer)) {
                // SAFETY: the result is this call's.
                unsafe { give(result, token) };
            }
        }
        // What the claims were checked for is what decodes.
        Err(_) => fault::mismatch("", "The payload is not a JSON object with unique names"),
    }
}

/// `parse()`.
pub unsafe extern "C" fn parse<P: Purpose>(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    unsafe { parsed::<P>(frame, result, Expiry::Checked) };
}

/// `parseExpired()`.
pub unsafe extern "C" fn parse_expired<P: Purpose>(frame: Frame, result: Return) {
    // SAFETY: as above.
    unsafe { parsed::<P>(frame, result, Expiry::Ignored) };
}

/// `decrypt()` and `verify()`.
unsafe fn low<P: Purpose>(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let arguments = Arguments::of(frame);
        let (token, expected, implicit) = if let Some(token) = arguments.string(0)
            && arguments.are_at_most(1)
        {
            (token, None, &b""[..])
        } else {
            let [mut token, mut expected, mut implicit] = [ptr::null_mut::<zend_string>(); 3];
            if read!(frame, c"S|S!S", &raw mut token, &raw mut expected, &raw mut implicit).is_none() {
                return;
            }
            let expected = (!expected.is_null()).then(|| string::bytes(expected));
            (string::bytes(token), expected, if implicit.is_null() { b"" } else { string::bytes(implicit) })
        };
        let Some(tokens) = of::<P>(frame) else { return };
        match open(&mut tokens.reader, &tokens.keys, token, implicit, tokens.max_length) {
            Ok(opened) if expected.is_none_or(|expected| is_equal(expected, opened.footer())) => {
                give(result, new_string(opened.payload()));
            }
            _ => fault::invalid(),
        }
    });
}

/// `decrypt()`.
pub unsafe extern "C" fn decrypt(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    unsafe { low::<Local>(frame, result) };
}

/// `verify()`.
pub unsafe extern "C" fn verify(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    unsafe { low::<Public>(frame, result) };
}

/// The footer of the token that is the call's only argument; throws if it is no token.
unsafe fn untrusted(frame: Frame) -> Option<Vec<u8>> {
    // SAFETY: the frame is this call's.
    let token = unsafe { crate::ext::crypto::key::text(frame) }?;
    let mut text = Vec::new();
    if footer::untrusted(token, &mut text).is_err() {
        fault::invalid();
        return None;
    }
    Some(text)
}

/// `Paseto::untrustedFooter()`.
pub unsafe extern "C" fn untrusted_footer(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(footer) = untrusted(frame).map(kept) {
            give(result, new_string(&footer));
        }
    });
}

/// `Paseto::untrustedKeyId()`.
pub unsafe extern "C" fn untrusted_key_id(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(id) = untrusted(frame).and_then(|text| footer::key_id(&text)).map(kept) {
            give(result, new_string(id.as_bytes()));
        }
    });
}
