//! Addresses of mail, by the authority that the caller names. Addresses of the usual form are told in one pass here; what the authorities
//! differ in is in the files beneath.

mod filter;
mod mailbox;
mod rfc;
mod tokens;

/// By whose rules an address is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// What Laravel's default accepts: RFC 5322 with its comments, folding and quoted strings, and characters beyond ASCII.
    Rfc,
    /// The same, without what deserves a remark there: quoting, comments, spaces, literals, a domain of one label, too long a local part.
    Strict,
    /// The mailbox of RFC 5321, section 4.1.2, within the lengths that SMTP has.
    Rfc5321,
    /// What an input field of HTML accepts.
    Html5,
    /// `FILTER_VALIDATE_EMAIL`.
    Filter,
    /// `FILTER_VALIDATE_EMAIL` with `FILTER_FLAG_EMAIL_UNICODE`.
    FilterUnicode,
}

impl Mode {
    /// The mode of a name.
    #[must_use]
    pub fn parse(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"rfc" => Self::Rfc,
            b"strict" => Self::Strict,
            b"rfc5321" => Self::Rfc5321,
            b"html5" => Self::Html5,
            b"filter" => Self::Filter,
            b"filter_unicode" => Self::FilterUnicode,
            _ => return None,
        })
    }
}

/// Whether a text is an address. Line breaks never are part of one.
#[must_use]
pub fn is_email(text: &[u8], mode: Mode) -> bool {
    match mode {
        Mode::Rfc => match glance(text) {
            Glance::Usual { .. } => true,
            Glance::Wrong => false,
            Glance::Unclear => rfc::parse(text).is_some(),
        },
        Mode::Strict => match glance(text) {
            Glance::Usual { local, top_level } => top_level && local <= 64 && text.len() <= 254,
            Glance::Wrong => false,
            Glance::Unclear => rfc::parse(text) == Some(rfc::Remarks::None),
        },
        Mode::Rfc5321 => mailbox::is_mailbox(text),
        Mode::Html5 => mailbox::is_html5(text),
        Mode::Filter => filter::is_email(text, false),
        Mode::FilterUnicode => filter::is_email(text, true),
    }
}

/// What one pass tells of an address.
enum Glance {
    /// It is of the usual form: atoms and labels of ASCII with single dots between.
    Usual {
        /// The length of the local part.
        local: usize,
        /// Whether a label follows a dot.
        top_level: bool,
    },
    /// It is none.
    Wrong,
    /// It takes more to tell.
    Unclear,
}

/// Letters, digits and the symbols of RFC 5322's `atext`.
const ATOM: u8 = 1;
/// Letters and digits.
const ALPHANUMERIC: u8 = 2;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        let mut class = 0;
        if byte.is_ascii_alphanumeric() {
            class = ATOM | ALPHANUMERIC;
        } else if matches!(
            byte,
            b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'/' | b'=' | b'?' | b'^' | b'_' | b'`' | b'{'..=b'~'
        ) {
            class = ATOM;
        }
        table[byte as usize] = class;
        byte += 1;
    }
    table
}

fn has_class(byte: u8, class: u8) -> bool {
    CLASSES[usize::from(byte)] & class != 0
}

/// Reads an address of the usual form, up to where it turns out to be something else.
fn glance(text: &[u8]) -> Glance {
    let mut dot = true;
    let mut bytes = text.iter().enumerate();
    let local = loop {
        match bytes.next() {
            Some((_, &byte)) if has_class(byte, ATOM) => dot = false,
            None => return Glance::Wrong,
            Some((_, b'.' | b'@')) if dot => return Glance::Wrong,
            Some((_, b'.')) => dot = true,
            Some((at, b'@')) => break at,
            Some(_) => return Glance::Unclear,
        }
    };
    let (mut last, mut label, mut top_level) = (b'@', 0, false);
    for (at, &byte) in bytes {
        if has_class(byte, ALPHANUMERIC) {
            // A run of letters that is this tag is none of a name's.
            if byte == b'6' && text.get(..at).is_some_and(|before| before.ends_with(b"IPv")) {
                return Glance::Unclear;
            }
            top_level |= last == b'.';
        } else if byte == b'.' {
            if !has_class(last, ALPHANUMERIC) {
                return Glance::Wrong;
            }
            label = 0;
        } else if byte != b'-' {
            return Glance::Unclear;
        } else if last == b'@' {
            return Glance::Wrong;
        }
        last = byte;
        label += 1;
        if label > LABEL {
            return Glance::Unclear;
        }
    }
    if has_class(last, ALPHANUMERIC) && text.len() - local - 1 <= 253 {
        Glance::Usual { local, top_level }
    } else {
        Glance::Wrong
    }
}

/// The most bytes of a label, the dot before it included.
const LABEL: usize = 63;

#[cfg(test)]
mod tests;
