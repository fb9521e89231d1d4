//! PASETO version 4: tokens, and their footers.

use super::error::{Error, failed, refuse};
use super::guard::{Output, Room, bytes, guard, text};
use super::status::Status;
use super::text::OwnedText;
use highper_paseto::{Invalid, LocalKey, Opened, PublicKey, Reader, SecretKey, footer, local, public};
use std::ffi::{c_char, c_void};

/// What a token is for.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// v4.local: encrypted with a shared key.
    Local = 0,
    /// v4.public: signed; anyone can read it.
    Public = 1,
}

/// How long a token is.
///
/// `purpose`: a highper_paseto.
/// `payload_length`, `footer_length`: in bytes, as they go in.
/// `length`: gets the number of characters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paseto_token_length(
    purpose: u32,
    payload_length: usize,
    footer_length: usize,
    length: *mut usize,
) -> Status {
    const LOCAL: u32 = Purpose::Local as u32;
    const PUBLIC: u32 = Purpose::Public as u32;
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let output = unsafe { Output::new(length)? };
        let length = match purpose {
            LOCAL => local::token_length(payload_length, footer_length),
            PUBLIC => public::token_length(payload_length, footer_length),
            _ => return Err(Status::InvalidArgument),
        };
        // No memory has such a length, and what is computed of one saturates.
        if [payload_length, footer_length, length].iter().any(|&length| isize::try_from(length).is_err()) {
            return Err(Status::InvalidArgument);
        }
        output.write(length);
        Ok(())
    })
}

/// Encrypts a payload into a v4.local token. Claims are not looked at: see highper_paseto_complete().
///
/// `key`: 32 bytes.
/// `payload`: usually JSON.
/// `footer`: authenticated, but not encrypted; may be empty; at most 8192 bytes.
/// `implicit`: the implicit assertion, which is authenticated, does not stand in the token, and has to be known to whoever reads it; may be
/// empty.
/// `token`: room for exactly the token, without a NUL: highper_paseto_token_length().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paseto_local_encrypt(
    key: *const c_void,
    key_length: usize,
    payload: *const c_void,
    payload_length: usize,
    footer: *const c_void,
    footer_length: usize,
    implicit: *const c_void,
    implicit_length: usize,
    token: *mut c_char,
    token_length: usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, payload) = unsafe { (bytes(key, key_length)?, bytes(payload, payload_length)?) };
        // SAFETY: as above.
        let (footer, implicit) = unsafe { (bytes(footer, footer_length)?, bytes(implicit, implicit_length)?) };
        // SAFETY: as above.
        let token = unsafe { Room::new(token.cast(), token_length)? };
        token.fill(&[key, payload, footer, implicit], |out| {
            let encrypted =
                LocalKey::from_bytes(key).and_then(|key| local::encrypt(&key, payload, footer, implicit, out));
            encrypted.map_err(|reason| failed(reason, None))
        })
    })
}

/// Authenticates and decrypts a v4.local token. Claims are not looked at: see highper_paseto_check().
///
/// `key`: 32 bytes.
/// `implicit`: the same implicit assertion as for encrypting.
/// `payload`: room for the payload. As many bytes as the token has characters are always enough, too few give
/// HIGHPER_STATUS_INVALID_ARGUMENT.
/// `payload_length`: gets the number of bytes.
/// `footer`: gets the footer, to be given to highper_string_free(); may be NULL.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED, which is always the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paseto_local_decrypt(
    key: *const c_void,
    key_length: usize,
    token: *const c_char,
    token_length: usize,
    implicit: *const c_void,
    implicit_length: usize,
    payload: *mut c_void,
    payload_capacity: usize,
    payload_length: *mut usize,
    footer: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, token) = unsafe { (bytes(key, key_length)?, text(token, token_length)?) };
        // SAFETY: as above.
        let (implicit, payload) = unsafe { (bytes(implicit, implicit_length)?, Room::new(payload, payload_capacity)?) };
        // SAFETY: as above.
        let (length, footer) = unsafe { (Output::new(payload_length)?, Output::optional(footer)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        let mut reader = Reader::default();
        let read = payload.fill(&[key, token, implicit], |out| {
            let key = LocalKey::from_bytes(key).map_err(|reason| failed(reason, None))?;
            hand_over(reader.decrypt(&key, token, implicit, token.len()), out, footer.is_some(), error)
        })?;
        read.write(length, footer);
        Ok(())
    })
}

/// Signs a payload into a v4.public token. Claims are not looked at: see highper_paseto_complete().
///
/// `secret_key`: 64 bytes, as highper_sign_keypair() makes them; they are checked as by highper_sign_detached().
/// `payload`, `footer`, `implicit`: as for highper_paseto_local_encrypt(), but that everybody can read the payload.
/// `token`: room for exactly the token, without a NUL: highper_paseto_token_length().
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of the key do not belong together.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paseto_public_sign(
    secret_key: *const c_void,
    secret_key_length: usize,
    payload: *const c_void,
    payload_length: usize,
    footer: *const c_void,
    footer_length: usize,
    implicit: *const c_void,
    implicit_length: usize,
    token: *mut c_char,
    token_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, payload) = unsafe { (bytes(secret_key, secret_key_length)?, bytes(payload, payload_length)?) };
        // SAFETY: as above.
        let (footer, implicit) = unsafe { (bytes(footer, footer_length)?, bytes(implicit, implicit_length)?) };
        // SAFETY: as above.
        let (token, error) = unsafe { (Room::new(token.cast(), token_length)?, Output::optional(error)?) };
        token.fill(&[key, payload, footer, implicit], |out| {
            let signed = SecretKey::from_bytes(key).and_then(|key| public::sign(&key, payload, footer, implicit, out));
            signed.map_err(|reason| failed(reason, error))
        })
    })
}

/// Verifies a v4.public token. Claims are not looked at: see highper_paseto_check().
///
/// `public_key`: 32 bytes. With what is no point of the curve, or one of small order, no token verifies.
/// The others: as for highper_paseto_local_decrypt().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paseto_public_verify(
    public_key: *const c_void,
    public_key_length: usize,
    token: *const c_char,
    token_length: usize,
    implicit: *const c_void,
    implicit_length: usize,
    payload: *mut c_void,
    payload_capacity: usize,
    payload_length: *mut usize,
    footer: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, token) = unsafe { (bytes(public_key, public_key_length)?, text(token, token_length)?) };
        // SAFETY: as above.
        let (implicit, payload) = unsafe { (bytes(implicit, implicit_length)?, Room::new(payload, payload_capacity)?) };
        // SAFETY: as above.
        let (length, footer) = unsafe { (Output::new(payload_length)?, Output::optional(footer)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        let mut reader = Reader::default();
        let read = payload.fill(&[key, token, implicit], |out| {
            let key = PublicKey::from_bytes(key).map_err(|reason| failed(reason, None))?;
            hand_over(reader.verify(&key, token, implicit, token.len()), out, footer.is_some(), error)
        })?;
        read.write(length, footer);
        Ok(())
    })
}

/// What was read of a token, besides the payload.
struct Read {
    payload_length: usize,
    footer: Option<OwnedText>,
}

impl Read {
    fn write(self, length: Output<usize>, footer: Option<Output<OwnedText>>) {
        length.write(self.payload_length);
        if let (Some(footer), Some(output)) = (self.footer, footer) {
            output.write(footer);
        }
    }
}

/// Copies the payload to the caller's room; and the footer, if someone wants it.
fn hand_over(
    read: Result<Opened<'_>, Invalid>,
    out: &mut [u8],
    with_footer: bool,
    error: Option<Output<*mut Error>>,
) -> Result<Read, Status> {
    let opened = read.map_err(|reason| refuse(reason, error))?;
    let payload = opened.payload();
    let (place, rest) = out.split_at_mut_checked(payload.len()).ok_or(Status::InvalidArgument)?;
    place.copy_from_slice(payload);
    // The caller need not have written to it.
    rest.fill(0);
    Ok(Read { payload_length: payload.len(), footer: with_footer.then(|| OwnedText::copy(opened.footer())) })
}

/// The footer of a token of either purpose, which nobody has authenticated yet: for choosing the key, and for nothing else.
///
/// `footer`: gets at most 8192 bytes, empty if there is no footer; to be given to highper_string_free().
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: this is no token of version 4, or its footer is too long or no base64url.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paseto_untrusted_footer(
    token: *const c_char,
    token_length: usize,
    footer: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (token, output) = unsafe { (text(token, token_length)?, Output::new(footer)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        let mut found = Vec::new();
        footer::untrusted(token, &mut found).map_err(|reason| refuse(reason, error))?;
        output.write(OwnedText::give(found));
        Ok(())
    })
}

/// The id of the key that a footer names: the `kid` of a JSON object of at most 2 levels and 512 unique names. HIGHPER_STATUS_NOT_FOUND if it
/// names none, or is anything else.
///
/// `kid`: gets the id, as highper_paserk_id() gives it; to be given to highper_string_free().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paseto_key_id(
    footer: *const c_void,
    footer_length: usize,
    kid: *mut OwnedText,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (footer, kid) = unsafe { (bytes(footer, footer_length)?, Output::new(kid)?) };
        kid.write(OwnedText::give(footer::key_id(footer).ok_or(Status::NotFound)?.into_bytes()));
        Ok(())
    })
}

/// Checks what a footer holds, as it should be done before one is issued and after one was read: HIGHPER_STATUS_OK or HIGHPER_STATUS_REFUSED. One
/// that does not begin with '{' is checked for its length alone.
///
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: more than 8192 bytes; no JSON object of at most 2 levels and 512 unique names; a `kid` that
/// is no id, a `wpk` that is no wrapped key, or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paseto_check_footer(
    footer: *const c_void,
    footer_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (footer, error) = unsafe { (bytes(footer, footer_length)?, Output::optional(error)?) };
        footer::check(footer).map_err(|reason| refuse(reason, error))
    })
}
