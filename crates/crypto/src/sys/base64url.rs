//! base64url, 32 characters in a register, for processors with AVX2. In constant time as the portable form is: what looks something up looks into a
//! register.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi8, _mm256_and_si256, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8, _mm256_madd_epi16,
    _mm256_maddubs_epi16, _mm256_movemask_epi8, _mm256_mulhi_epu16, _mm256_mullo_epi16, _mm256_or_si256,
    _mm256_permutevar8x32_epi32, _mm256_set_epi64x, _mm256_set1_epi8, _mm256_set1_epi16, _mm256_set1_epi32,
    _mm256_setr_epi8, _mm256_setr_epi32, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_storeu_si256,
    _mm256_subs_epu8,
};

/// Encodes blocks; false if this processor has not what it takes, and then nothing was done.
pub fn encode(blocks: &[[u8; 48]], texts: &mut [[u8; 64]]) -> bool {
    let is_able = is_x86_feature_detected!("avx2");
    if is_able {
        // SAFETY: the processor was asked for the feature.
        unsafe { encode_all(blocks, texts) };
    }
    is_able
}

/// Decodes blocks, and says whether all characters are of the alphabet; none if this processor has not what it takes.
pub fn decode(texts: &[[u8; 64]], blocks: &mut [[u8; 48]]) -> Option<bool> {
    // SAFETY: the processor was asked for the feature.
    is_x86_feature_detected!("avx2").then(|| unsafe { decode_all(texts, blocks) })
}

#[target_feature(enable = "avx2")]
fn encode_all(blocks: &[[u8; 48]], texts: &mut [[u8; 64]]) {
    for (block, text) in blocks.iter().zip(texts) {
        let [a, b, c, d, e, f] = words(block);
        let (first, second) = text.split_at_mut(32);
        // The upper half begins eight bytes later, so that neither reads beyond the block; it looks four bytes further on for its twelve.
        store(letters(_mm256_set_epi64x(c, b, b, a)), first);
        store(letters(_mm256_set_epi64x(f, e, e, d)), second);
    }
}

#[target_feature(enable = "avx2")]
fn decode_all(texts: &[[u8; 64]], blocks: &mut [[u8; 48]]) -> bool {
    let mut fault = _mm256_setzero_si256();
    for (text, block) in texts.iter().zip(blocks) {
        let [a, b, c, d, e, f, g, h] = words(text);
        let (first, second) = block.split_at_mut(24);
        for (characters, bytes) in [(_mm256_set_epi64x(d, c, b, a), first), (_mm256_set_epi64x(h, g, f, e), second)] {
            let (values, known) = places(characters);
            fault = _mm256_or_si256(fault, _mm256_cmpeq_epi8(known, _mm256_setzero_si256()));
            let mut whole = [0; 32];
            store(gathered(values), &mut whole);
            let (wanted, _) = whole.split_at(24);
            bytes.copy_from_slice(wanted);
        }
    }
    _mm256_movemask_epi8(fault) == 0
}

/// Bytes as words; a rest is left out.
#[inline(always)]
fn words<const BYTES: usize, const WORDS: usize>(bytes: &[u8; BYTES]) -> [i64; WORDS] {
    let mut words = [0; WORDS];
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks::<8>().0) {
        *word = i64::from_le_bytes(*bytes);
    }
    words
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(vector: __m256i, out: &mut [u8]) {
    if out.len() == 32 {
        // SAFETY: the room was just measured.
        unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), vector) };
    }
}

/// The characters of 24 bytes, twelve in each half: each three become four places of six bits, and each place a character.
#[inline]
#[target_feature(enable = "avx2")]
fn letters(bytes: __m256i) -> __m256i {
    #[rustfmt::skip]
    let order = _mm256_setr_epi8(
        1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10,
        5, 4, 6, 5, 8, 7, 9, 8, 11, 10, 12, 11, 14, 13, 15, 14,
    );
    let threes = _mm256_shuffle_epi8(bytes, order);
    // Multiplication shifts each of the two places in a word by its own distance.
    let high =
        _mm256_mulhi_epu16(_mm256_and_si256(threes, _mm256_set1_epi32(0x0fc0_fc00)), _mm256_set1_epi32(0x0400_0040));
    let low =
        _mm256_mullo_epi16(_mm256_and_si256(threes, _mm256_set1_epi32(0x003f_03f0)), _mm256_set1_epi32(0x0100_0010));
    let places = _mm256_or_si256(high, low);
    // The range that a place lies in: 13 for capitals, 0 for small letters, 1 to 10 for digits, 11 and 12 for the last two.
    let beyond = _mm256_subs_epu8(places, _mm256_set1_epi8(51));
    let is_capital = _mm256_cmpgt_epi8(_mm256_set1_epi8(26), places);
    let range = _mm256_or_si256(beyond, _mm256_and_si256(is_capital, _mm256_set1_epi8(13)));
    #[rustfmt::skip]
    let distances = _mm256_setr_epi8(
        71, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -17, 32, 65, 0, 0,
        71, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -17, 32, 65, 0, 0,
    );
    _mm256_add_epi8(places, _mm256_shuffle_epi8(distances, range))
}

/// The places of characters, and which of them are of the alphabet.
#[inline]
#[target_feature(enable = "avx2")]
fn places(characters: __m256i) -> (__m256i, __m256i) {
    let is_within = |first: u8, last: u8| {
        let (below, above) = ((first - 1).cast_signed(), (last + 1).cast_signed());
        // Signed: what has its highest bit set is below everything.
        _mm256_and_si256(
            _mm256_cmpgt_epi8(characters, _mm256_set1_epi8(below)),
            _mm256_cmpgt_epi8(_mm256_set1_epi8(above), characters),
        )
    };
    let ranges = [
        (is_within(b'A', b'Z'), -65),
        (is_within(b'a', b'z'), -71),
        (is_within(b'0', b'9'), 4),
        (is_within(b'-', b'-'), 17),
        (is_within(b'_', b'_'), -32),
    ];
    let (mut distance, mut known) = (_mm256_setzero_si256(), _mm256_setzero_si256());
    for (is_here, by) in ranges {
        distance = _mm256_or_si256(distance, _mm256_and_si256(is_here, _mm256_set1_epi8(by)));
        known = _mm256_or_si256(known, is_here);
    }
    (_mm256_add_epi8(characters, distance), known)
}

/// Four places each become three bytes; they fill the first 24.
#[inline]
#[target_feature(enable = "avx2")]
fn gathered(places: __m256i) -> __m256i {
    let pairs = _mm256_maddubs_epi16(places, _mm256_set1_epi16(0x0140));
    let fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001_1000));
    #[rustfmt::skip]
    let order = _mm256_setr_epi8(
        2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1,
        2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1,
    );
    _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(fours, order), _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7))
}
