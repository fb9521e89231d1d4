//! UUIDs by version, and ULIDs.

/// Which UUIDs are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Whatever has the form.
    Any,
    /// The one of zeros alone.
    Nil,
    /// The one of ones alone.
    Max,
    /// Those of a version (RFC 9562, section 4.2), 1 to 8, and its variant.
    Number(u8),
}

impl Version {
    /// The version of a name: `nil`, `max`, or a digit, 0 being `nil`.
    #[must_use]
    pub fn parse(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"nil" | b"0" => Self::Nil,
            b"max" => Self::Max,
            &[digit @ b'1'..=b'8'] => Self::Number(digit - b'0'),
            _ => return None,
        })
    }
}

/// One where a hyphen belongs.
const HYPHENS: [u8; 36] = {
    let mut places = [0; 36];
    (places[8], places[13], places[18], places[23]) = (1, 1, 1, 1);
    places
};

/// Whether a text is a UUID: 32 hexadecimal digits in five groups with hyphens between.
#[must_use]
pub fn is_uuid(text: &[u8], version: Version) -> bool {
    let Ok(text) = <&[u8; 36]>::try_from(text) else {
        return false;
    };
    // Without branches, since nearly all that is asked for is right; and so that the compiler can look at many bytes at once.
    let wrong = text.iter().zip(HYPHENS).fold(0, |wrong, (&byte, hyphen)| {
        let digit = (byte.wrapping_sub(b'0') < 10) | ((byte | 0x20).wrapping_sub(b'a') < 6);
        wrong | (u8::from(byte != b'-') & hyphen) | (u8::from(!digit) & (hyphen ^ 1))
    });
    let formed = wrong == 0;
    formed
        && match version {
            Version::Any => true,
            Version::Nil => text.iter().all(|byte| matches!(byte, b'0' | b'-')),
            Version::Max => text.iter().all(|byte| matches!(byte, b'f' | b'F' | b'-')),
            Version::Number(number) => {
                text[14].wrapping_sub(b'0') == number && matches!(text[19], b'8' | b'9' | b'a' | b'b' | b'A' | b'B')
            }
        }
}

/// Whether a text is a ULID: 26 digits of Crockford's base 32 in either case, of 128 bits in all.
#[must_use]
pub fn is_ulid(text: &[u8]) -> bool {
    let Ok(text) = <&[u8; 26]>::try_from(text) else {
        return false;
    };
    matches!(text[0], b'0'..=b'7') && text.iter().fold(true, |formed, &byte| formed & BASE_32[usize::from(byte)])
}

static BASE_32: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        table[byte as usize] =
            byte.is_ascii_alphanumeric() && !matches!(byte.to_ascii_uppercase(), b'I' | b'L' | b'O' | b'U');
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_have_a_form_and_a_version() {
        for (text, version, expected) in [
            ("145a1e72-d11d-11e8-a8d5-f2801f1b9fd1", Version::Any, true),
            ("145A1E72-D11D-11E8-A8D5-F2801F1B9FD1", Version::Any, true),
            ("145a1e72-d11d-11e8-a8d5-f2801f1b9fd1", Version::Number(1), true),
            ("145a1e72-d11d-11e8-a8d5-f2801f1b9fd1", Version::Number(4), false),
            ("145a1e72-d11d-11e8-c8d5-f2801f1b9fd1", Version::Any, true),
            ("145a1e72-d11d-11e8-c8d5-f2801f1b9fd1", Version::Number(1), false),
            ("a0a2a2d2-0b87-4a18-83f2-2529882be2de", Version::Number(4), true),
            ("0192e4b9-92eb-7aec-8707-1becfb1e3eb7", Version::Number(7), true),
            ("07e80a1f-1629-831f-811f-c595103c91b5", Version::Number(8), true),
            ("00000000-0000-0000-0000-000000000000", Version::Any, true),
            ("00000000-0000-0000-0000-000000000000", Version::Nil, true),
            ("00000000-0000-0000-0000-000000000001", Version::Nil, false),
            ("FFFFFFFF-ffff-ffff-ffff-ffffffffffff", Version::Max, true),
            ("FFFFFFFF-ffff-ffff-ffff-fffffffffffe", Version::Max, false),
            ("145a1e72d11d11e8a8d5f2801f1b9fd1", Version::Any, false),
            ("145a1e72-d11d-11e8-a8d5-f2801f1b9fd1\n", Version::Any, false),
            ("{145a1e72-d11d-11e8-a8d5-f2801f1b9fd1}", Version::Any, false),
            ("145a1e72-d11d-11e8-a8d5-f2801f1b9fdg", Version::Any, false),
            ("145a1e72-d11d-11e8-a8d5f-2801f1b9fd1", Version::Any, false),
            ("", Version::Any, false),
        ] {
            assert_eq!(is_uuid(text.as_bytes(), version), expected, "text: {text}, {version:?}");
        }
    }

    #[test]
    fn versions_have_names() {
        for (name, version) in [
            ("0", Some(Version::Nil)),
            ("nil", Some(Version::Nil)),
            ("max", Some(Version::Max)),
            ("1", Some(Version::Number(1))),
            ("8", Some(Version::Number(8))),
            ("9", None),
            ("42", None),
            ("", None),
        ] {
            assert_eq!(Version::parse(name.as_bytes()), version, "name: {name}");
        }
    }

    #[test]
    fn ulids_are_in_base_32() {
        for (text, expected) in [
            ("01gd6r360bp37zj17nxb55yv40", true),
            ("01GD6R360BP37ZJ17NXB55YV40", true),
            ("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true),
            ("8ZZZZZZZZZZZZZZZZZZZZZZZZZ", false),
            ("01GD6R360BP37ZJ17NXB55YV4", false),
            ("01GD6R360BP37ZJ17NXB55YV400", false),
            ("01GD6R360BP37ZJ17NXB55YVI0", false),
            ("01gd6r36-bp37z-17nx-55yv40", false),
            ("", false),
        ] {
            assert_eq!(is_ulid(text.as_bytes()), expected, "text: {text}");
        }
    }
}
