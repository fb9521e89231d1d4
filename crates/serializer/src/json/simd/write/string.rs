//! A string's characters: blocks of plain ones are copied, the others escaped one by one or four at once.

use super::Level;
use super::utf8;
use crate::json::encode::{Escapes, Invalid};
use std::ptr::NonNull;
use std::slice;

/// As many bytes of a text are escaped with one look at the room for them.
const PIECE: usize = 1 << 11;

/// How long a piece of a text can be written on its own: short ones whole, others up to a byte with which a character begins, so that
/// nothing is judged otherwise than in one piece.
#[inline(always)]
pub fn piece(text: &[u8]) -> usize {
    if text.len() <= PIECE { text.len() } else { cut(text) }
}

#[cold]
fn cut(text: &[u8]) -> usize {
    let begins = |&byte: &u8| byte < 0x80 || utf8::is_lead(byte);
    text.iter().take(PIECE + 1).rposition(begins).filter(|&at| at > 0).unwrap_or(PIECE.min(text.len()))
}

/// Writes a string's characters, without quotes; answers with the end of them, or `None` if it is no UTF-8 and that is refused.
///
/// # Safety
/// From `from` on there are so many bytes, and there is room for six times as many and [`SLACK`](super::SLACK). HEADED says that the sixteen
/// bytes before them can be read as well, through this pointer: one that was made of a slice may read the slice alone.
#[inline(always)]
pub unsafe fn string<L: Level, const HEADED: bool>(
    to: *mut u8,
    from: *const u8,
    length: usize,
    escapes: &Escapes,
) -> Option<NonNull<u8>> {
    // SAFETY: as promised by the caller.
    let end = unsafe { characters::<L, HEADED, false>(to, from, from.add(length), escapes) };
    NonNull::new(end)
}

/// As [`string`], of a text that is known to be UTF-8 and whose characters beyond ASCII stay as they are.
///
/// # Safety
/// As for [`string`], and both are true.
#[inline(always)]
pub unsafe fn trusted<L: Level, const HEADED: bool>(
    to: *mut u8,
    from: *const u8,
    length: usize,
    escapes: &Escapes,
) -> Option<NonNull<u8>> {
    // SAFETY: as promised by the caller.
    let end = unsafe { characters::<L, HEADED, true>(to, from, from.add(length), escapes) };
    NonNull::new(end)
}

/// Writes a string with its quotes if it is short and nothing in it is to be escaped; otherwise what was written has no meaning.
///
/// # Safety
/// From `from` on there are so many bytes, there is room for [`SLACK`](super::SLACK), and the sixteen bytes before can be read through `from`, too.
#[inline(always)]
pub unsafe fn short<L: Level>(to: *mut u8, from: *const u8, length: usize, escapes: &Escapes) -> Option<NonNull<u8>> {
    if length > 16 {
        return None;
    }
    // SAFETY: as promised by the caller.
    unsafe {
        to.write(b'"');
        let to = to.add(1);
        let block = L::load_before(from.add(length), length);
        L::store_from(block, 0, to);
        let special = L::special::<false>(block, escapes);
        if special & ((1 << length) - 1) != 0 {
            return None;
        }
        to.add(length).write(b'"');
        Some(NonNull::new_unchecked(to.add(length + 1)))
    }
}

/// [`string`] from pointer to pointer, which is null for `None`.
#[inline(always)]
unsafe fn characters<L: Level, const HEADED: bool, const TRUSTED: bool>(
    mut to: *mut u8,
    mut from: *const u8,
    end: *const u8,
    escapes: &Escapes,
) -> *mut u8 {
    // SAFETY: `from` goes from one character to the next up to `end`, and for each byte of them `to` goes on by six at most.
    unsafe {
        'text: loop {
            let rest = end.offset_from_unsigned(from);
            let (block, mut special, width);
            if rest >= L::WIDTH {
                special = L::copy::<TRUSTED>(from, to, escapes);
                if special == 0 {
                    from = from.add(L::WIDTH);
                    to = to.add(L::WIDTH);
                    continue;
                }
                if special & 0xffff == 0 {
                    from = from.add(16);
                    to = to.add(16);
                    special >>= 16;
                }
                special &= 0xffff;
                (block, width) = (L::load(from), 16);
            } else if rest == 0 {
                return to;
            } else {
                (block, width) = if rest >= 16 {
                    (L::load(from), 16)
                } else if HEADED {
                    (L::load_before(end, rest), rest)
                } else {
                    (L::block(few(from, rest)), rest)
                };
                L::store_from(block, 0, to);
                // What lies beyond the end has no meaning.
                special = L::special::<TRUSTED>(block, escapes) & ((1 << width) - 1);
            }
            let mut done = 0;
            let at = loop {
                if special == 0 {
                    from = from.add(width);
                    to = to.add(width - done);
                    continue 'text;
                }
                let at = special.trailing_zeros() as usize;
                to = to.add(at - done);
                let byte = *from.add(at);
                if byte >= 0x80 {
                    break at;
                }
                to = replace(to, byte, escapes);
                done = at + 1;
                L::store_from(block, done, to);
                special &= special - 1;
            };
            from = from.add(at);
            if TRUSTED {
                (to, from) = separator(to, from, end, escapes);
            } else if escapes.is_unicode_kept {
                let rest = slice::from_raw_parts(from, end.offset_from_unsigned(from));
                return if std::str::from_utf8(rest).is_ok() {
                    characters::<L, HEADED, true>(to, from, end, escapes)
                } else {
                    keep_valid(to, rest, escapes)
                };
            } else {
                (to, from) = beyond_ascii::<L>(to, from, end, escapes);
                if to.is_null() {
                    return to;
                }
            }
        }
    }
}

/// One to fifteen bytes as a number.
#[inline(always)]
unsafe fn few(from: *const u8, length: usize) -> u128 {
    // SAFETY: every word lies within the bytes; two that overlap cover them.
    unsafe {
        let end = from.add(length);
        if length >= 8 {
            let first = u64::from_le(from.cast::<u64>().read_unaligned());
            let last = u64::from_le(end.sub(8).cast::<u64>().read_unaligned());
            u128::from(first) | u128::from(last) << (8 * (length - 8))
        } else if length >= 4 {
            let first = u32::from_le(from.cast::<u32>().read_unaligned());
            let last = u32::from_le(end.sub(4).cast::<u32>().read_unaligned());
            u128::from(first) | u128::from(last) << (8 * (length - 4))
        } else {
            let (first, middle, last) = (*from, *from.add(length / 2), *end.sub(1));
            u128::from(first) | u128::from(middle) << (8 * (length / 2)) | u128::from(last) << (8 * (length - 1))
        }
    }
}

/// An ASCII character's escape.
#[inline(always)]
unsafe fn replace(to: *mut u8, byte: u8, escapes: &Escapes) -> *mut u8 {
    // SAFETY: the byte is ASCII; there is room for eight bytes.
    unsafe {
        let replacement = *escapes.replacements.get_unchecked(usize::from(byte));
        to.cast::<u64>().write_unaligned(replacement.to_le());
        to.add((replacement >> 56) as usize)
    }
}

/// A character of valid UTF-8 that begins with `0xe2` and stays as it is, unless it is U+2028 or U+2029.
#[inline(always)]
unsafe fn separator(to: *mut u8, from: *const u8, end: *const u8, escapes: &Escapes) -> (*mut u8, *const u8) {
    // SAFETY: there is a byte, and there are three where they are read. In valid UTF-8 there always are; but a string that was said to be valid may have been
    // written to by an extension that did not take that back.
    unsafe {
        if end.addr() - from.addr() < 3 {
            to.write(*from);
            return (to.add(1), from.add(1));
        }
        let third = *from.add(2);
        if !escapes.are_line_terminators_kept && *from.add(1) == 0x80 && third & 0xfe == 0xa8 {
            return (unit(to, 0x2000 | u32::from(third) & 0x3f), from.add(3));
        }
        to.copy_from_nonoverlapping(from, 3);
        (to.add(3), from.add(3))
    }
}

const HEX: [[u8; 2]; 256] = {
    const LOWER: &[u8; 16] = b"0123456789abcdef";
    let mut table = [[0; 2]; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = [LOWER[byte >> 4], LOWER[byte & 0xf]];
        byte += 1;
    }
    table
};

/// `\uXXXX`.
#[inline(always)]
unsafe fn unit(to: *mut u8, unit: u32) -> *mut u8 {
    let [.., high, low] = unit.to_be_bytes();
    // SAFETY: there is room for six bytes; a byte indexes a table of 256.
    unsafe {
        to.cast::<[u8; 2]>().write(*br"\u");
        to.add(2).cast::<[u8; 2]>().write(*HEX.get_unchecked(usize::from(high)));
        to.add(4).cast::<[u8; 2]>().write(*HEX.get_unchecked(usize::from(low)));
        to.add(6)
    }
}

/// The characters beyond ASCII that follow each other here, as `\uXXXX`. Answers with null if they are invalid and refused.
#[inline(always)]
unsafe fn beyond_ascii<L: Level>(
    mut to: *mut u8,
    mut from: *const u8,
    end: *const u8,
    escapes: &Escapes,
) -> (*mut u8, *const u8) {
    // SAFETY: `from` stays before `end`; every character has its bytes and its room.
    unsafe {
        while from < end && *from >= 0x80 {
            let rest = end.offset_from_unsigned(from);
            let lead = *from;
            if L::HAS_UNITS && rest >= 16 {
                if lead >= 0xe0 && L::units::<3>(from, to) {
                    (to, from) = (to.add(24), from.add(12));
                    continue;
                }
                if lead < 0xe0 && L::units::<2>(from, to) {
                    (to, from) = (to.add(24), from.add(8));
                    continue;
                }
            }
            let (character, length) = utf8::character(from, rest);
            if let Some(character) = character {
                if let Some(beyond) = character.checked_sub(0x1_0000) {
                    to = unit(to, 0xd800 | beyond >> 10);
                    to = unit(to, 0xdc00 | beyond & 0x3ff);
                } else {
                    to = unit(to, character);
                }
            } else {
                match escapes.invalid {
                    Invalid::Refuse => return (std::ptr::null_mut(), from),
                    Invalid::Ignore => {}
                    Invalid::Substitute => to = unit(to, 0xfffd),
                }
            }
            from = from.add(length);
        }
        (to, from)
    }
}

/// The rest of a text that is not UTF-8 throughout, of which what is valid stays as it is.
#[cold]
unsafe fn keep_valid(mut to: *mut u8, mut text: &[u8], escapes: &Escapes) -> *mut u8 {
    // SAFETY: no byte takes more room than six; the SLACK is for the eight that replace() writes.
    unsafe {
        while let Some(&byte) = text.first() {
            let length;
            if byte < 0x80 {
                length = 1;
                let is_special =
                    escapes.low[usize::from(byte & 0xf)] & crate::json::encode::HIGH[usize::from(byte >> 4)];
                if is_special == 0 {
                    to.write(byte);
                    to = to.add(1);
                } else {
                    to = replace(to, byte, escapes);
                }
            } else {
                let character;
                (character, length) = utf8::character(text.as_ptr(), text.len());
                match character {
                    Some(0x2028 | 0x2029) if !escapes.are_line_terminators_kept => {
                        to = unit(to, character.unwrap_or(0));
                    }
                    Some(_) => {
                        to.copy_from_nonoverlapping(text.as_ptr(), length);
                        to = to.add(length);
                    }
                    None => match escapes.invalid {
                        Invalid::Refuse => return std::ptr::null_mut(),
                        Invalid::Ignore => {}
                        Invalid::Substitute => {
                            to.copy_from_nonoverlapping("\u{fffd}".as_ptr(), 3);
                            to = to.add(3);
                        }
                    },
                }
            }
            text = text.get_unchecked(length..);
        }
        to
    }
}
