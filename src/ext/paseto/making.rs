//! `issue()`, `encrypt()` and `sign()`.

use super::clock;
use super::fault::{self, FOOTER, NO_SECRET_KEY, refuse};
use super::purpose::{Local, Public, Purpose};
use super::tokens::{Tokens, of};
use crate::ext::crypto;
use crate::ext::json::encode_value;
use crate::zval::args::{Arguments, Frame, Return, give, parse_typed};
use crate::zval::array::{Array, Key, new_string};
use crate::zval::guard::{charge, hot};
use crate::zval::string;
use crate::zval::value::{IS_ARRAY, IS_OBJECT, IS_STRING, Raw};
use ext_php_rs::ffi::zend_string;
use highper_crypto::secret::wipe;
use highper_paseto::claims::{self, ClaimFault, ClaimFaultKind};
use highper_paseto::footer::{self, FooterFault};
use highper_paseto::time::{self, Moment};
use std::ptr;

/// JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION
const FLAGS: i64 = 64 | 256 | 1024;
const DEPTH: i64 = 128;

/// A draft that has grown larger is given back.
const KEPT: usize = 1 << 16;

/// The claims that are times, and those that are texts, in the order in which they are checked.
const TIMES: [&str; 3] = ["exp", "nbf", "iat"];
const TEXTS: [&str; 4] = ["iss", "aud", "sub", "jti"];

/// Makes a token of a payload, or of the draft that the tokens have.
#[inline(always)]
unsafe fn seal<P: Purpose>(frame: Frame, result: Return, payload: Option<&[u8]>, footer: &[u8], implicit: &[u8]) {
    // SAFETY: the frame and the result are this call's; no PHP code runs any more.
    unsafe {
        let Some(tokens) = of::<P>(frame) else { return };
        let Some(key) = tokens.keys.sealing() else { return no_secret_key() };
        let payload = payload.unwrap_or(&tokens.draft);
        let length = P::length(payload.len(), footer.len());
        match string::filled(length, |out| P::seal(key, payload, footer, implicit, out)) {
            Ok(token) => give(result, Raw::new_string(token)),
            Err(error) => crypto::fault::throw(error),
        }
    }
}

#[cold]
fn no_secret_key() {
    refuse(NO_SECRET_KEY, "There is no secret key to sign with: Paseto::public() was given a public key");
}

/// Checks a footer's length, and writes the key's id into it where a ring wants that: a new string, or null for the footer as it is. `None` if an
/// exception was thrown.
unsafe fn with_key_id<P: Purpose>(frame: Frame, text: &[u8]) -> Option<Raw> {
    // SAFETY: the frame is this call's.
    unsafe {
        footer::check_length(text).map_err(|fault| fault::footer(&fault)).ok()?;
        let Tokens { keys, footer, .. } = of::<P>(frame)?;
        let Some(id) = keys.named() else { return Some(Raw::NULL) };
        if id.is_empty() {
            no_secret_key();
            return None;
        }
        match footer::with_key_id(text, id, footer) {
            Ok(()) => Some(new_string(footer)),
            Err(fault) => {
                fault::footer(&fault);
                None
            }
        }
    }
}

/// `encrypt()` and `sign()`.
unsafe fn low<P: Purpose>(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let arguments = Arguments::of(frame);
        let (payload, text, implicit) = if let Some(payload) = arguments.string(0)
            && let Some(text) = arguments.string_or(1, b"")
            && let Some(implicit) = arguments.string_or(2, b"")
            && arguments.are_at_most(3)
        {
            (payload, text, implicit)
        } else {
            let [mut payload, mut text, mut implicit] = [ptr::null_mut::<zend_string>(); 3];
            if parse_typed!(frame, c"S|SS", &raw mut payload, &raw mut text, &raw mut implicit).is_none() {
                return;
            }
            (string::bytes(payload), optional(text), optional(implicit))
        };
        let Some(own) = with_key_id::<P>(frame, text) else { return };
        let text = if own.kind() == IS_STRING { own.bytes() } else { text };
        seal::<P>(frame, result, Some(payload), text, implicit);
        own.release();
    });
}

/// `encrypt()`.
pub unsafe extern "C" fn encrypt(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    unsafe { low::<Local>(frame, result) };
}

/// `sign()`.
pub unsafe extern "C" fn sign(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    unsafe { low::<Public>(frame, result) };
}

/// The arguments of issue().
struct Call<'f> {
    claims: Raw,
    footer: Raw,
    implicit: &'f [u8],
}

/// The bytes of a parameter that may have been left out.
unsafe fn optional<'f>(text: *mut zend_string) -> &'f [u8] {
    // SAFETY: zend_parse_parameters() has filled the place, or it is null.
    if text.is_null() { b"" } else { unsafe { string::bytes(text) } }
}

unsafe fn arguments<'f>(frame: Frame) -> Option<Call<'f>> {
    let (mut claims, mut implicit) = (ptr::null_mut::<Raw>(), ptr::null_mut::<zend_string>());
    let mut text = ptr::null_mut::<zend_string>();
    // SAFETY: the frame is this call's; a place for each parameter.
    unsafe {
        let arguments = Arguments::of(frame);
        if let Some(claims) = arguments.value(0).filter(|claims| (**claims).kind() == IS_ARRAY)
            && arguments.are_at_most(1)
        {
            return Some(Call { claims: claims.read(), footer: Raw::empty_string(), implicit: b"" });
        }
        if let Some(claims) = arguments.value(0).filter(|claims| (**claims).kind() == IS_ARRAY)
            && let Some(footer) = arguments.value(1).filter(|footer| matches!((**footer).kind(), IS_ARRAY | IS_STRING))
            && let Some(implicit) = arguments.string_or(2, b"")
            && arguments.are_at_most(3)
        {
            return Some(Call { claims: claims.read(), footer: footer.read(), implicit });
        }
        if let Some(footer) = arguments.value(1).filter(|footer| (**footer).kind() == IS_ARRAY) {
            let mut any = ptr::null_mut::<Raw>();
            parse_typed!(frame, c"az|S", &raw mut claims, &raw mut any, &raw mut implicit)?;
            return Some(Call { claims: claims.read(), footer: footer.read(), implicit: optional(implicit) });
        }
        parse_typed!(frame, c"a|SS", &raw mut claims, &raw mut text, &raw mut implicit)?;
        let footer = if text.is_null() { Raw::empty_string() } else { Raw::string(text) };
        Some(Call { claims: claims.read(), footer, implicit: optional(implicit) })
    }
}

/// `issue()`.
pub unsafe extern "C" fn issue<P: Purpose>(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's. Nothing is owned but memory of the engine; claims and the clock may be PHP code, and nothing
        // native is borrowed while they run.
        let Some(call) = arguments(frame) else { return };
        let Some(tokens) = of::<P>(frame) else { return };
        if tokens.keys.sealing().is_none() {
            return no_secret_key();
        }
        let clock = tokens.clock();
        let Some(claims) = claims_text(call.claims) else { return };
        // What is wrong with the claims is said before a clock is asked.
        let is_sound =
            clock.kind() != IS_OBJECT || claims::shape(claims.bytes()).map_err(|fault| fault::claim(&fault)).is_ok();
        if is_sound
            && let Some(now) = clock::now(clock)
            && let Some(footer) = footer_text(call.footer)
        {
            finish::<P>(
                frame,
                result,
                Parts { claims: claims.bytes(), footer: footer.bytes(), implicit: call.implicit },
                now,
            );
            footer.release();
        }
        string::wipe(claims.payload.string);
        claims.release();
    });
}

/// What a token is made of, but for what is added to it.
struct Parts<'p> {
    claims: &'p [u8],
    footer: &'p [u8],
    implicit: &'p [u8],
}

/// Completes claims and footer, and makes the token.
unsafe fn finish<P: Purpose>(frame: Frame, result: Return, parts: Parts<'_>, now: Moment) {
    // SAFETY: as for `issue`; no PHP code runs any more.
    unsafe {
        let Some(tokens) = of::<P>(frame) else { return };
        charge(&tokens.draft, parts.claims.len());
        if let Err(fault) = claims::complete(parts.claims, &tokens.rules, now.seconds, &mut tokens.draft) {
            return fault::claim(&fault);
        }
        if let Some(own) = with_key_id::<P>(frame, parts.footer)
            && let Some(tokens) = of::<P>(frame)
        {
            let footer = if own.kind() == IS_STRING { own.bytes() } else { parts.footer };
            match tokens.footers.check(footer) {
                Ok(()) => seal::<P>(frame, result, None, footer, parts.implicit),
                Err(fault) => fault::footer(&fault),
            }
            own.release();
        }
        if let Some(tokens) = of::<P>(frame) {
            wipe(&mut tokens.draft);
            tokens.draft.clear();
            if tokens.draft.capacity() > KEPT {
                *tokens.draft = Vec::new();
            }
        }
    }
}

/// A footer as text, owned; `None` if an exception was thrown.
unsafe fn footer_text(footer: Raw) -> Option<Raw> {
    // SAFETY: the footer is an argument of the call.
    unsafe {
        if footer.kind() == IS_STRING {
            footer.add_reference();
            return Some(footer);
        }
        let array = Array(footer.payload.array);
        if array.len() == 0 || array.is_list() {
            fault::footer(&FooterFault::Shape);
            return None;
        }
        match encode_value(footer, FLAGS, DEPTH) {
            Ok(text) => Some(text),
            Err(Some(reason)) => {
                refuse(FOOTER, &format!("The footer cannot be written as JSON: {reason}"));
                None
            }
            Err(None) => None,
        }
    }
}

/// Claims as JSON, owned; `None` if an exception was thrown.
unsafe fn claims_text(claims: Raw) -> Option<Raw> {
    // SAFETY: the claims are an argument of the call; what is made of them is ours, and where it is lost the engine takes it back.
    unsafe {
        let array = Array(claims.payload.array);
        let mut is_odd = false;
        for (key, value) in array.iter() {
            if let Key::Index(index) = key {
                let index = index.cast_signed();
                fault::mismatch("", &format!("Claims need names: the key {index} is an integer"));
                return None;
            }
            is_odd |= value.kind() != IS_STRING
                && matches!(key, Key::Name(b"exp" | b"nbf" | b"iat" | b"iss" | b"aud" | b"sub" | b"jti"));
        }
        if array.len() == 0 {
            return Some(new_string(b"{}"));
        }
        let mut own = claims;
        own.add_reference();
        let written = if is_odd { write_dates(&mut own) } else { Some(()) };
        let encoded = written.map(|()| encode_value(own, FLAGS, DEPTH));
        own.release();
        match encoded? {
            Ok(text) => Some(text),
            Err(Some(reason)) => {
                // A registered claim of another type is the nearer fault.
                let mut again = claims;
                again.add_reference();
                if write_dates(&mut again).is_some() {
                    fault::mismatch("", &format!("The claims cannot be written as JSON: {reason}"));
                }
                again.release();
                None
            }
            Err(None) => None,
        }
    }
}

/// Exchanges moments for their texts, in a copy of the claims. An object is no text, even if it would become one. `None` if an exception was thrown.
#[cold]
unsafe fn write_dates(claims: &mut Raw) -> Option<()> {
    // SAFETY: the place holds an array, which is copied: the caller has it, too.
    unsafe {
        let own = Array::separate(claims);
        for name in TIMES {
            let Some(value) = own.get(name) else { continue };
            let is_time = if value.kind() == IS_OBJECT && clock::is_date(value.payload.object) {
                let Moment { seconds, .. } = clock::moment(value.payload.object)?;
                let text = time::write(seconds);
                if let Some(text) = text {
                    own.set(name, new_string(&text));
                }
                text.is_some()
            } else {
                value.kind() == IS_STRING && time::read(value.bytes()).is_some()
            };
            if !is_time {
                fault::claim(&ClaimFault { claim: name, kind: ClaimFaultKind::NotTime });
                return None;
            }
        }
        for name in TEXTS {
            if own.get(name).is_some_and(|value| value.kind() != IS_STRING) {
                fault::claim(&ClaimFault { claim: name, kind: ClaimFaultKind::NotText });
                return None;
            }
        }
        Some(())
    }
}
