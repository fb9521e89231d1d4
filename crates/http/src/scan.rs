//! Where a token, a field value or a request target ends. Eight bytes are looked at together, in a plain integer.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Marks the bytes below a limit of at most 128 by their highest bit. Above the first one marked, a borrow may mark others, too: only the first counts.
fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(ONES * u64::from(limit)) & !word & HIGH_BITS
}

/// Marks the bytes that equal one; likewise, only the first counts.
fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (ONES * u64::from(byte)), 1)
}

/// The place of the first byte from `at` on that `mark` marks, or the end. Marks are as `below` makes them; `filler` is a byte that has none.
#[inline(always)]
fn find(bytes: &[u8], at: usize, filler: u8, mark: impl Fn(u64) -> u64) -> usize {
    let (words, tail) = bytes.get(at..).unwrap_or_default().as_chunks::<8>();
    let mut place = at;
    for word in words {
        let marks = mark(u64::from_le_bytes(*word));
        if marks != 0 {
            return place + (marks.trailing_zeros() / 8) as usize;
        }
        place += 8;
    }
    find_in_rest(bytes, tail, place, filler, mark)
}

/// The same among the last bytes, which are no whole word.
#[cold]
#[inline(never)]
fn find_in_rest(bytes: &[u8], tail: &[u8], place: usize, filler: u8, mark: impl Fn(u64) -> u64) -> usize {
    let mut last = [filler; 8];
    for (to, from) in last.iter_mut().zip(tail) {
        *to = *from;
    }
    let marks = mark(u64::from_le_bytes(last));
    if marks == 0 { bytes.len().max(place) } else { place + (marks.trailing_zeros() / 8) as usize }
}

/// Where a field value ends that begins at `at`: at the first control character besides HTAB, or at the end of the bytes (RFC 9110 section 5.5).
#[inline]
pub(crate) fn value_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        // Blocks are tested whole, which the compiler turns into vector instructions.
        let rest = bytes.get(at..).unwrap_or_default();
        for block in rest.as_chunks::<16>().0 {
            if block.iter().fold(false, |any, &byte| any | (byte < b' ') | (byte == 0x7f)) {
                break;
            }
            at += 16;
        }
        at = find(bytes, at, b' ', |word| below(word, b' ') | equal(word, 0x7f));
        if bytes.get(at) != Some(&b'\t') {
            return at;
        }
        at += 1;
    }
}

/// Where the path of a request target ends: at a question mark, or where the target does.
#[inline]
pub(crate) fn path_end(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, b'/', |word| outside_target(word) | equal(word, b'?'))
}

/// Where a request target ends: at the first byte that no URI has, or that begins a fragment (RFC 9112 section 3.2). The delimiters that RFC 3986 leaves
/// out and browsers send all the same, such as `|` and `{`, do not end it.
#[inline]
pub(crate) fn target_end(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, b'/', outside_target)
}

#[inline(always)]
fn outside_target(word: u64) -> u64 {
    below(word, b'!') | equal(word, 0x7f) | equal(word, b'#') | (word & HIGH_BITS)
}

/// The characters of tokens (RFC 9110 section 5.6.2).
const TOKEN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let character = byte as u8;
        table[byte] = character.is_ascii_alphanumeric()
            || matches!(character, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~');
        byte += 1;
    }
    table
};

/// Whether a byte may stand in a token.
#[inline(always)]
pub(crate) fn is_token_byte(byte: u8) -> bool {
    TOKEN[usize::from(byte)]
}

/// Whether the bytes are a token: one or more of its characters.
#[inline]
pub(crate) fn is_token(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&byte| is_token_byte(byte))
}

/// Where a token ends that begins at `at`; there if there is none.
#[inline]
pub(crate) fn token_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at = find(bytes, at, b'a', outside_names);
        match bytes.get(at) {
            Some(&byte) if is_token_byte(byte) => at += 1,
            _ => return at,
        }
    }
}

/// Marks all but letters and hyphens, of which most names consist.
#[inline(always)]
fn outside_names(word: u64) -> u64 {
    const LOW_BITS: u64 = !HIGH_BITS;
    let folded = word | (ONES * 0x20);
    let above = folded.wrapping_add(ONES * u64::from(0x7f - b'z'));
    let other = word ^ (ONES * u64::from(b'-'));
    // Unlike `equal`, this marks hyphens and nothing else: what it marks is taken away.
    let hyphens = !((other & LOW_BITS).wrapping_add(LOW_BITS) | other) & HIGH_BITS;
    (below(folded, b'a') | (above & HIGH_BITS) | (word & HIGH_BITS)) & !hyphens
}

/// The elements of a comma-separated list, without the whitespace around them; empty ones are there, too (RFC 9110 section 5.6.1).
pub(crate) fn elements(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|&byte| byte == b',').map(trim)
}

/// Without spaces and tabs around (RFC 9110 section 5.6.3).
pub(crate) fn trim(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = text {
        text = rest;
    }
    text
}

#[cfg(test)]
mod tests;
