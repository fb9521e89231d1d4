use super::*;
use crate::Error;

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    let mut out = vec![0; hex_length(bytes.len())];
    hex(bytes, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn to_base64url(bytes: &[u8]) -> String {
    let mut out = vec![0; base64url_length(bytes.len())];
    base64url(bytes, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn of_hex(text: &[u8]) -> Result<Vec<u8>, Error> {
    let mut out = vec![1; text.len() / 2];
    let read = from_hex(text, &mut out);
    assert!(read.is_ok() || text.len() % 2 == 1 || out.iter().all(|byte| *byte == 0), "{text:?}");
    read.map(|()| out)
}

fn of_base64url(text: &[u8]) -> Result<Vec<u8>, Error> {
    let mut out = vec![1; base64url_decoded_length(text.len()).unwrap_or(0)];
    let read = from_base64url(text, &mut out);
    assert!(read.is_ok() || out.iter().all(|byte| *byte == 0), "{text:?}");
    read.map(|()| out)
}

#[test]
fn writes_what_is_known() {
    for (bytes, digits, text) in [
        (&b""[..], "", ""),
        (b"f", "66", "Zg"),
        (b"fo", "666f", "Zm8"),
        (b"foo", "666f6f", "Zm9v"),
        (b"foobar", "666f6f626172", "Zm9vYmFy"),
        (b"\0", "00", "AA"),
        (b"\xff\xee\xfb\xef\xbe\xff", "ffeefbefbeff", "_-77777_"),
    ] {
        assert_eq!((to_hex(bytes).as_str(), to_base64url(bytes).as_str()), (digits, text), "{bytes:?}");
    }
}

#[test]
fn every_value_goes_there_and_back() {
    for first in 0..=255_u8 {
        let digits = to_hex(&[first]);
        assert_eq!(digits, format!("{first:02x}"));
        assert_eq!(of_hex(digits.as_bytes()), Ok(vec![first]));
        assert_eq!(of_hex(digits.to_uppercase().as_bytes()), Ok(vec![first]));
        for second in 0..=255 {
            let bytes = [first, second, first ^ second];
            assert_eq!(of_base64url(to_base64url(&bytes).as_bytes()), Ok(bytes.to_vec()), "{bytes:?}");
        }
    }
}

#[test]
fn every_length_goes_there_and_back() {
    let bytes: Vec<u8> = (0..400_u32).map(|index| index.wrapping_mul(167).to_le_bytes()[0]).collect();
    for length in 0..=bytes.len() {
        let bytes = &bytes[..length];
        assert_eq!(of_hex(to_hex(bytes).as_bytes()).unwrap(), bytes);
        let text = to_base64url(bytes);
        assert_eq!(base64url_decoded_length(text.len()), Some(length));
        assert_eq!(of_base64url(text.as_bytes()).unwrap(), bytes);
    }
}

#[test]
fn refuses_every_other_character_everywhere() {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for character in 0..=255_u8 {
        for place in [0, 1, 2, 3, 31, 63, 64, 65, 66, 67] {
            let mut text = *b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
            text[place] = character;
            assert_eq!(of_base64url(&text).is_ok(), alphabet.contains(&character), "{character:#x} at {place}");
            assert_eq!(of_hex(&text).is_ok(), character.is_ascii_hexdigit(), "{character:#x} at {place}");
        }
    }
}

#[test]
fn refuses_lengths_padding_and_stray_bits() {
    for text in [
        "A", "AAAAA", "AA==", "AAA=", "AAAA====", "AB", "AP", "A_", "AAB", "AAC", "AA_", " AAA", "AA\n", "AA+A", "AA/A",
    ] {
        assert_eq!(of_base64url(text.as_bytes()), Err(Error::Encoding), "{text}");
    }
    for text in ["0", "000", "0g", "g0", "0x00", " 00 "] {
        assert_eq!(of_hex(text.as_bytes()), Err(Error::Encoding), "{text}");
    }
    // Of all the texts of two or three characters with one value, exactly one is accepted.
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (length, accepted) in [(2, 4), (3, 16)] {
        let good = alphabet.iter().filter(|last| {
            let mut text = vec![b'q'; length];
            text[length - 1] = **last;
            of_base64url(&text).is_ok()
        });
        assert_eq!(good.count(), accepted);
    }
}

#[test]
fn refuses_outputs_of_other_lengths() {
    for length in [0, 1, 3, 5, 6] {
        let mut out = vec![0; length];
        assert_eq!(hex(b"ab", &mut out), Err(Error::Parameter), "{length}");
        assert_eq!(base64url(b"ab", &mut out[..length.min(2)]), Err(Error::Parameter), "{length}");
        assert_eq!(from_hex(b"abcd", &mut out), Err(Error::Parameter), "{length}");
        assert_eq!(from_base64url(b"abc", &mut out), Err(Error::Parameter), "{length}");
    }
}
