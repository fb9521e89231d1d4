//! Ed25519 keys in PEM (RFC 7468), as OpenSSL writes them: PKCS #8 and SubjectPublicKeyInfo (RFC 8410, 4 and 7). The DER in front of a key
//! is always the same, so it is compared, not parsed.

use crate::Error;
use crate::encoding::{base64url, from_base64url};
use crate::secret::{Secret, is_equal};
use subtle::{ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

/// PKCS #8, version 1, Ed25519, an octet string in an octet string.
const PRIVATE_DER: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
/// SubjectPublicKeyInfo, Ed25519, a bit string of whole bytes.
const PUBLIC_DER: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

const PRIVATE_BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const PRIVATE_END: &str = "-----END PRIVATE KEY-----";
const PUBLIC_BEGIN: &str = "-----BEGIN PUBLIC KEY-----";
const PUBLIC_END: &str = "-----END PUBLIC KEY-----";

/// So many characters are 48 bytes, a line, and the whole of a private key. A public key takes one less, and padding.
const LINE: usize = 64;
const PUBLIC_CHARACTERS: usize = 59;

/// Writes a private key from its seed.
pub fn signing_key(seed: &[u8; 32]) -> Zeroizing<String> {
    let mut der = Zeroizing::new([0; 48]);
    join(&PRIVATE_DER, seed, &mut *der);
    let mut text = Zeroizing::new([0; LINE]);
    write(PRIVATE_BEGIN, &*der, &mut *text, "", PRIVATE_END)
}

/// Writes a public key.
pub fn verifying_key(key: &[u8; 32]) -> String {
    let mut der = [0; 44];
    join(&PUBLIC_DER, key, &mut der);
    std::mem::take(&mut *write(PUBLIC_BEGIN, &der, &mut [0; PUBLIC_CHARACTERS], "=", PUBLIC_END))
}

/// Reads a private key's seed.
///
/// # Errors
/// [`Error::Encoding`] for everything else.
pub fn read_signing_key(pem: &[u8]) -> Result<Secret<32>, Error> {
    let body = body(pem, PRIVATE_BEGIN, PRIVATE_END)?;
    let mut text = Zeroizing::new([0; LINE]);
    collect(body, &mut *text)?;
    let mut der = Zeroizing::new([0; 48]);
    decode(&mut *text, &mut *der)?;
    let (start, seed) = der.split_at(PRIVATE_DER.len());
    if is_equal(&PRIVATE_DER, start) {
        Secret::from_slice(seed).map_err(|_| Error::Encoding)
    } else {
        Err(Error::Encoding)
    }
}

/// Reads a public key, which may still be none of the curve.
///
/// # Errors
/// [`Error::Encoding`] for everything else.
pub fn read_verifying_key(pem: &[u8]) -> Result<[u8; 32], Error> {
    let body = body(pem, PUBLIC_BEGIN, PUBLIC_END)?;
    let mut text = [0; PUBLIC_CHARACTERS + 1];
    collect(body, &mut text)?;
    let mut der = [0; 44];
    let (padding, characters) = text.split_last_mut().ok_or(Error::Encoding)?;
    decode(characters, &mut der)?;
    match der.strip_prefix(&PUBLIC_DER).map(<[u8; 32]>::try_from) {
        Some(Ok(key)) if *padding == b'=' => Ok(key),
        _ => Err(Error::Encoding),
    }
}

fn join(first: &[u8], last: &[u8], der: &mut [u8]) {
    for (place, byte) in der.iter_mut().zip(first.iter().chain(last)) {
        *place = *byte;
    }
}

fn write(begin: &str, der: &[u8], text: &mut [u8], padding: &str, end: &str) -> Zeroizing<String> {
    // The lengths are constants that fit each other.
    let _ = base64url(der, text);
    // Room for all of it: what is moved to get room would be left behind.
    let mut pem = Zeroizing::new(String::with_capacity(begin.len() + text.len() + padding.len() + end.len() + 3));
    pem.push_str(begin);
    pem.push('\n');
    for character in text {
        pem.push(char::from(exchange(*character)));
    }
    pem.push_str(padding);
    pem.push('\n');
    pem.push_str(end);
    pem.push('\n');
    pem
}

/// What stands between the lines that begin and end it, both line breaks included.
fn body<'pem>(pem: &'pem [u8], begin: &str, end: &str) -> Result<&'pem [u8], Error> {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let start = pem.iter().position(|byte| !is_space(byte)).unwrap_or(pem.len());
    let stop = pem.iter().rposition(|byte| !is_space(byte)).map_or(start, |last| last + 1);
    let text = pem.get(start..stop).unwrap_or_default();
    let body = text.strip_prefix(begin.as_bytes()).and_then(|text| text.strip_suffix(end.as_bytes()));
    body.filter(|body| body.ends_with(b"\n") && (body.starts_with(b"\n") || body.starts_with(b"\r\n")))
        .ok_or(Error::Encoding)
}

/// The characters without line breaks, as many as there have to be.
fn collect(body: &[u8], text: &mut [u8]) -> Result<(), Error> {
    let mut places = text.iter_mut();
    for line in body.split(|byte| *byte == b'\n') {
        for character in line.strip_suffix(b"\r").unwrap_or(line) {
            *places.next().ok_or(Error::Encoding)? = *character;
        }
    }
    if places.next().is_some() { Err(Error::Encoding) } else { Ok(()) }
}

fn decode(text: &mut [u8], der: &mut [u8]) -> Result<(), Error> {
    for character in text.iter_mut() {
        *character = exchange(*character);
    }
    from_base64url(text, der).map_err(|_| Error::Encoding)
}

/// Exchanges the two characters in which base64 and base64url differ (RFC 4648, 4 and 5), in a time that does not depend on the character. What
/// belongs to the one alphabet alone so becomes what the other does not know.
fn exchange(character: u8) -> u8 {
    let mut exchanged = character;
    for (ours, theirs) in [(b'+', b'-'), (b'/', b'_'), (b'-', b'+'), (b'_', b'/')] {
        exchanged.conditional_assign(&theirs, character.ct_eq(&ours));
    }
    exchanged
}

#[cfg(test)]
mod tests;
