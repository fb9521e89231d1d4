//! Whether bytes are text of an encoding, as mbstring decides it.

/// An encoding that a text can be checked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// Seven bits.
    Ascii,
    /// Any bytes.
    Latin1,
    /// With a byte order mark or in network order.
    Utf16,
    /// Network order.
    Utf16Be,
    /// The other order.
    Utf16Le,
    /// With a byte order mark or in network order.
    Utf32,
    /// Network order.
    Utf32Be,
    /// The other order.
    Utf32Le,
}

impl Encoding {
    /// All of them by their names.
    pub const NAMES: [(&'static str, Self); 9] = [
        ("UTF-8", Self::Utf8),
        ("ASCII", Self::Ascii),
        ("ISO-8859-1", Self::Latin1),
        ("UTF-16", Self::Utf16),
        ("UTF-16BE", Self::Utf16Be),
        ("UTF-16LE", Self::Utf16Le),
        ("UTF-32", Self::Utf32),
        ("UTF-32BE", Self::Utf32Be),
        ("UTF-32LE", Self::Utf32Le),
    ];

    /// The encoding of a name, in whatever case.
    #[must_use]
    pub fn parse(name: &[u8]) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(own, _)| own.as_bytes().eq_ignore_ascii_case(name));
        found.map(|&(_, encoding)| encoding)
    }
}

/// Whether a text is of an encoding.
#[must_use]
pub fn has_encoding(text: &[u8], encoding: Encoding) -> bool {
    match encoding {
        Encoding::Utf8 => std::str::from_utf8(text).is_ok(),
        Encoding::Ascii => text.is_ascii(),
        Encoding::Latin1 => true,
        Encoding::Utf16 => match text {
            [0xff, 0xfe, text @ ..] => is_utf16(text, u16::from_le_bytes),
            text => is_utf16(text, u16::from_be_bytes),
        },
        Encoding::Utf16Be => is_utf16(text, u16::from_be_bytes),
        Encoding::Utf16Le => is_utf16(text, u16::from_le_bytes),
        Encoding::Utf32 => match text {
            [0xff, 0xfe, 0, 0, text @ ..] => is_utf32(text, u32::from_le_bytes),
            text => is_utf32(text, u32::from_be_bytes),
        },
        Encoding::Utf32Be => is_utf32(text, u32::from_be_bytes),
        Encoding::Utf32Le => is_utf32(text, u32::from_le_bytes),
    }
}

fn is_utf16(text: &[u8], unit: impl Fn([u8; 2]) -> u16) -> bool {
    let (units, rest) = text.as_chunks();
    rest.is_empty() && char::decode_utf16(units.iter().map(|bytes| unit(*bytes))).all(|character| character.is_ok())
}

fn is_utf32(text: &[u8], unit: impl Fn([u8; 4]) -> u32) -> bool {
    let (units, rest) = text.as_chunks();
    rest.is_empty() && units.iter().all(|bytes| char::from_u32(unit(*bytes)).is_some())
}
