//! Which characters are escaped and how: what the flags of json_encode() come to.

use super::flags::{
    HEX_AMP, HEX_APOS, HEX_QUOT, HEX_TAG, INVALID_UTF8_IGNORE, INVALID_UTF8_SUBSTITUTE, UNESCAPED_LINE_TERMINATORS,
    UNESCAPED_SLASHES, UNESCAPED_UNICODE,
};

/// What to do about bytes that are no UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Invalid {
    Refuse,
    Ignore,
    Substitute,
}

/// For each ASCII character up to seven bytes that stand for it, and their number in the last one. Only what is to be escaped is looked up.
pub(crate) type Replacements = [u64; 128];

/// How strings are escaped; made once for a document.
#[derive(Clone, Copy)]
pub struct Escapes {
    /// For the low half of a byte a bit for each high half with which it is to be escaped: see [`HIGH`].
    pub(crate) low: [u8; 16],
    /// The characters that only some flags escape, or a quotation mark in their place, for comparing one by one.
    #[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "SSE2 alone compares one by one"))]
    pub(crate) slash: u8,
    #[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "SSE2 alone compares one by one"))]
    pub(crate) hex: [u8; 4],
    #[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "SSE2 alone compares one by one"))]
    pub(crate) has_hex: bool,
    pub(crate) replacements: &'static Replacements,
    /// Characters beyond ASCII stay as they are,
    pub(crate) is_unicode_kept: bool,
    /// and U+2028 and U+2029 too.
    pub(crate) are_line_terminators_kept: bool,
    pub(crate) invalid: Invalid,
}

const CONTROL: u8 = 1 << 0;
const TWO: u8 = 1 << 1;
const THREE: u8 = 1 << 2;
const FIVE: u8 = 1 << 3;

/// For the high half of an ASCII byte the bit that [`Escapes::low`] has for it.
pub(crate) const HIGH: [u8; 16] = [CONTROL, CONTROL, TWO, THREE, 0, FIVE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

impl Escapes {
    /// Those of json_encode() without flags.
    pub const DEFAULT: &'static Self = &Self::new(0);

    /// Those of given flags, of which others than [`flags`](super::flags) are ignored.
    pub const fn new(flags: u32) -> Self {
        let mut low = [CONTROL; 16];
        low[0x2] |= TWO; // "
        low[0xc] |= FIVE; // \
        let mut slash = b'/';
        if flags & UNESCAPED_SLASHES == 0 {
            low[0xf] |= TWO;
        } else {
            slash = b'"';
        }
        let mut hex = [b'"'; 4];
        if flags & HEX_TAG != 0 {
            low[0xc] |= THREE;
            low[0xe] |= THREE;
            hex[0] = b'<';
            hex[1] = b'>';
        }
        if flags & HEX_AMP != 0 {
            low[0x6] |= TWO;
            hex[2] = b'&';
        }
        if flags & HEX_APOS != 0 {
            low[0x7] |= TWO;
            hex[3] = b'\'';
        }
        let invalid = if flags & INVALID_UTF8_IGNORE != 0 {
            Invalid::Ignore
        } else if flags & INVALID_UTF8_SUBSTITUTE != 0 {
            Invalid::Substitute
        } else {
            Invalid::Refuse
        };
        Self {
            low,
            slash,
            hex,
            has_hex: flags & (HEX_TAG | HEX_AMP | HEX_APOS) != 0,
            replacements: if flags & HEX_QUOT != 0 { &WITH_HEX_QUOTES } else { &PLAIN },
            is_unicode_kept: flags & UNESCAPED_UNICODE != 0,
            are_line_terminators_kept: flags & UNESCAPED_LINE_TERMINATORS != 0,
            invalid,
        }
    }
}

impl Escapes {
    /// Whether characters beyond ASCII stay as they are.
    #[inline(always)]
    pub const fn keeps_unicode(&self) -> bool {
        self.is_unicode_kept
    }

    /// Whether a string that is no UTF-8 is refused.
    #[inline(always)]
    pub const fn refuses_invalid(&self) -> bool {
        matches!(self.invalid, Invalid::Refuse)
    }
}

static PLAIN: Replacements = replacements(br#"\""#);
static WITH_HEX_QUOTES: Replacements = replacements(br"\u0022");

const fn pack(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let mut at = 0;
    while at < text.len() {
        bytes[at] = text[at];
        at += 1;
    }
    bytes[7] = text.len() as u8;
    u64::from_le_bytes(bytes)
}

const fn replacements(quote: &[u8]) -> Replacements {
    const LOWER: &[u8; 16] = b"0123456789abcdef";
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = pack(&[b'\\', b'u', b'0', b'0', LOWER[byte >> 4], LOWER[byte & 0xf]]);
        byte += 1;
    }
    table[0x08] = pack(br"\b");
    table[0x09] = pack(br"\t");
    table[0x0a] = pack(br"\n");
    table[0x0c] = pack(br"\f");
    table[0x0d] = pack(br"\r");
    table[b'"' as usize] = pack(quote);
    table[b'\\' as usize] = pack(br"\\");
    table[b'/' as usize] = pack(br"\/");
    // Those that are escaped on request have capital digits in PHP.
    table[b'<' as usize] = pack(br"\u003C");
    table[b'>' as usize] = pack(br"\u003E");
    table[b'&' as usize] = pack(br"\u0026");
    table[b'\'' as usize] = pack(br"\u0027");
    table
}
