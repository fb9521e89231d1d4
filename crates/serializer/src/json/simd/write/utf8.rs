//! One character of UTF-8, or how many bytes an invalid one takes.

/// Whether a character of more than one byte begins with this byte.
pub const fn is_lead(byte: u8) -> bool {
    matches!(byte, 0xc2..=0xf4)
}

const fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// The character beyond ASCII that begins here, and its length; or `None` and how many bytes PHP takes for one error.
///
/// # Safety
/// `rest` bytes can be read, which are not none.
#[inline(always)]
pub unsafe fn character(from: *const u8, rest: usize) -> (Option<u32>, usize) {
    // SAFETY: no more bytes are read than there are.
    unsafe {
        let lead = *from;
        let bits = |at: usize| u32::from(*from.add(at) & 0x3f);
        let continues = |at: usize| is_continuation(*from.add(at));
        if lead < 0xe0 {
            if lead >= 0xc2 && rest >= 2 && continues(1) {
                return (Some(u32::from(lead & 0x1f) << 6 | bits(1)), 2);
            }
        } else if lead < 0xf0 {
            if rest >= 3 && continues(1) && continues(2) {
                let character = u32::from(lead & 0xf) << 12 | bits(1) << 6 | bits(2);
                if character >= 0x800 && character & 0xf800 != 0xd800 {
                    return (Some(character), 3);
                }
            }
        } else if lead < 0xf5 && rest >= 4 && continues(1) && continues(2) && continues(3) {
            let character = u32::from(lead & 7) << 18 | bits(1) << 12 | bits(2) << 6 | bits(3);
            if matches!(character, 0x1_0000..=0x10_ffff) {
                return (Some(character), 4);
            }
        }
        (None, invalid(std::slice::from_raw_parts(from, rest)))
    }
}

/// How many bytes are skipped for an invalid character: those that its first byte asks for, as far as they are there and none of them
/// begins a character itself (Unicode Technical Report 36, 3.6.1, in the reading of php_next_utf8_char()).
#[cold]
fn invalid(text: &[u8]) -> usize {
    let length = match text.first() {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => 1,
    };
    let begins = |&byte: &u8| byte < 0x80 || is_lead(byte);
    let rest = text.iter().take(length).skip(1);
    1 + rest.take_while(|byte| !begins(byte)).count()
}
