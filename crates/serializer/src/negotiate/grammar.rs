//! The grammar of media types, media ranges and lists (RFC 9110, 5.6 and 8.3.1), by the book.

/// A media type or range: its parts as they were sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaType<'a> {
    /// `type/subtype`.
    pub essence: &'a [u8],
    /// How much of that the type is.
    slash: usize,
}

impl<'a> MediaType<'a> {
    /// Reads one that takes up the whole text. Tells the name and value of every parameter; what it told counts only if it succeeds.
    pub fn parse(text: &'a [u8], mut parameter: impl FnMut(&'a [u8], Value<'a>)) -> Option<Self> {
        let (_, rest) = token(text)?;
        let slash = text.len() - rest.len();
        let (_, mut rest) = token(rest.strip_prefix(b"/")?)?;
        let media_type = Self { essence: text.get(..text.len() - rest.len())?, slash };
        loop {
            rest = skip_blanks(rest);
            let Some((b';', behind)) = rest.split_first() else { break };
            rest = skip_blanks(behind);
            // RFC 9110, 5.6.6: a parameter may be missing between two semicolons.
            if rest.first().is_none_or(|&byte| byte == b';') {
                continue;
            }
            let (name, behind) = token(rest)?;
            let (value, behind) = Value::parse(behind.strip_prefix(b"=")?)?;
            parameter(name, value);
            rest = behind;
        }
        rest.is_empty().then_some(media_type)
    }

    /// The type.
    pub fn kind(&self) -> &'a [u8] {
        self.essence.get(..self.slash).unwrap_or_default()
    }

    /// The subtype.
    pub fn subtype(&self) -> &'a [u8] {
        self.essence.get(self.slash + 1..).unwrap_or_default()
    }

    /// Whether there is a `*` in it.
    pub fn has_wildcard(&self) -> bool {
        self.essence.contains(&b'*')
    }
}

/// The value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value<'a> {
    /// Without quotes, with escapes.
    text: &'a [u8],
    is_quoted: bool,
}

impl<'a> Value<'a> {
    /// Reads a value off the beginning of a text.
    fn parse(text: &'a [u8]) -> Option<(Self, &'a [u8])> {
        match text.strip_prefix(b"\"") {
            None => token(text).map(|(text, rest)| (Self { text, is_quoted: false }, rest)),
            Some(text) => {
                let mut at = 0;
                loop {
                    match *text.get(at)? {
                        b'"' => break,
                        b'\\' if is_quotable(*text.get(at + 1)?) => at += 2,
                        byte if byte != b'\\' && is_quotable(byte) => at += 1,
                        _ => return None,
                    }
                }
                let (text, rest) = text.split_at_checked(at)?;
                Some((Self { text, is_quoted: true }, rest.get(1..)?))
            }
        }
    }

    /// The text, if it is a token.
    pub fn token(self) -> Option<&'a [u8]> {
        (!self.is_quoted).then_some(self.text)
    }

    /// The value itself: without escapes.
    pub fn bytes(self) -> impl Iterator<Item = u8> {
        let mut is_escaped = false;
        self.text.iter().copied().filter(move |&byte| {
            // A token has no backslash in it.
            is_escaped = byte == b'\\' && !is_escaped;
            !is_escaped
        })
    }

    /// Whether the value is a text, whatever the case of its letters.
    pub fn is(self, text: &[u8]) -> bool {
        self.bytes().map(|byte| byte.to_ascii_lowercase()).eq(text.iter().copied())
    }
}

/// HTAB, SP, VCHAR or obs-text: what may stand behind a backslash, and all that may stand without one but `"` and `\`.
fn is_quotable(byte: u8) -> bool {
    byte == b'\t' || (byte >= b' ' && byte != 0x7f)
}

/// `tchar` (RFC 9110, 5.6.2).
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Reads a token off the beginning of a text.
fn token(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = text.iter().position(|&byte| !is_token_byte(byte)).unwrap_or(text.len());
    if length == 0 { None } else { text.split_at_checked(length) }
}

/// `OWS` (RFC 9110, 5.6.3).
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn skip_blanks(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take_while(|&&byte| is_blank(byte)).count();
    text.get(blanks..).unwrap_or_default()
}

/// A text without blanks around it.
pub fn trimmed(text: &[u8]) -> &[u8] {
    let text = skip_blanks(text);
    let blanks = text.iter().rev().take_while(|&&byte| is_blank(byte)).count();
    text.get(..text.len() - blanks).unwrap_or_default()
}

/// The elements of a list that are not empty (RFC 9110, 5.6.1), trimmed. A comma in quotes separates nothing.
pub fn elements(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(list);
    let split = std::iter::from_fn(move || {
        let text = rest?;
        let (element, behind) = match first_comma(text) {
            Some(comma) => (text.get(..comma)?, text.get(comma + 1..)),
            None => (text, None),
        };
        rest = behind;
        Some(trimmed(element))
    });
    split.filter(|element| !element.is_empty())
}

/// Where the first comma outside of quotes is. A quote that does not end takes the rest.
fn first_comma(text: &[u8]) -> Option<usize> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    text.iter().position(|&byte| {
        if is_escaped {
            is_escaped = false;
            return false;
        }
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\\' => is_escaped = is_quoted,
            b',' => return !is_quoted,
            _ => {}
        }
        false
    })
}
