//! Salsa20, eight blocks side by side in registers of eight words, for processors with AVX2; AVX-512 rotates in one instruction what else
//! takes three. What runs where is found out at run time.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_or_si256, _mm256_permute2x128_si256, _mm256_rol_epi32,
    _mm256_set1_epi32, _mm256_slli_epi32, _mm256_srli_epi32, _mm256_storeu_si256, _mm256_unpackhi_epi32,
    _mm256_unpackhi_epi64, _mm256_unpacklo_epi32, _mm256_unpacklo_epi64, _mm256_xor_si256,
};

/// Eight blocks, in halves.
pub type Blocks = [[u8; 32]; 16];
type Half = [__m256i; 8];

/// Encrypts or decrypts eight blocks by the stream of a state whose ninth and tenth words are the block counter of the first. False if this
/// processor has not what it takes; then nothing was done.
pub fn apply(state: &[u32; 16], counter: u64, input: &Blocks, output: &mut Blocks) -> bool {
    if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl") {
        // SAFETY: the processor was asked for the features.
        unsafe { with_avx512(state, counter, input, output) };
        true
    } else if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor was asked for the feature.
        unsafe { with_avx2(state, counter, input, output) };
        true
    } else {
        false
    }
}

/// The body of [`with_avx2`] and [`with_avx512`], which differ in how they rotate.
macro_rules! blocks {
    ($rotate:ident, $state:expr, $counter:expr, $input:expr, $output:expr) => {{
        let first = words($state, $counter);
        let mut x = first;
        // Xors into the first word the sum of the others, rotated.
        macro_rules! mix {
            ($to:ident, $a:ident, $b:ident, $by:literal) => {
                $to = _mm256_xor_si256($to, $rotate::<$by>(_mm256_add_epi32($a, $b)));
            };
        }
        macro_rules! quarter {
            ($a:ident, $b:ident, $c:ident, $d:ident) => {
                mix!($b, $a, $d, 7);
                mix!($c, $b, $a, 9);
                mix!($d, $c, $b, 13);
                mix!($a, $d, $c, 18);
            };
        }
        let [
            mut x0,
            mut x1,
            mut x2,
            mut x3,
            mut x4,
            mut x5,
            mut x6,
            mut x7,
            mut x8,
            mut x9,
            mut x10,
            mut x11,
            mut x12,
            mut x13,
            mut x14,
            mut x15,
        ] = x;
        for _ in 0..10 {
            quarter!(x0, x4, x8, x12);
            quarter!(x5, x9, x13, x1);
            quarter!(x10, x14, x2, x6);
            quarter!(x15, x3, x7, x11);
            quarter!(x0, x1, x2, x3);
            quarter!(x5, x6, x7, x4);
            quarter!(x10, x11, x8, x9);
            quarter!(x15, x12, x13, x14);
        }
        x = [x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15];
        for (word, first) in x.iter_mut().zip(first) {
            *word = _mm256_add_epi32(*word, first);
        }
        let [a, b, c, d, e, f, g, h, low @ ..] = x;
        let upper = transpose([a, b, c, d, e, f, g, h]);
        let lower = transpose(low);
        let halves = $input.as_chunks::<2>().0.iter().zip($output.as_chunks_mut::<2>().0);
        for ((stream, rest), ([input, more], [output, place])) in upper.into_iter().zip(lower).zip(halves) {
            store(output, _mm256_xor_si256(stream, load(input)));
            store(place, _mm256_xor_si256(rest, load(more)));
        }
    }};
}

#[target_feature(enable = "avx2")]
fn with_avx2(state: &[u32; 16], counter: u64, input: &Blocks, output: &mut Blocks) {
    #[inline]
    #[target_feature(enable = "avx2")]
    fn rotate<const BY: i32>(word: __m256i) -> __m256i {
        match BY {
            7 => _mm256_or_si256(_mm256_slli_epi32::<7>(word), _mm256_srli_epi32::<25>(word)),
            9 => _mm256_or_si256(_mm256_slli_epi32::<9>(word), _mm256_srli_epi32::<23>(word)),
            13 => _mm256_or_si256(_mm256_slli_epi32::<13>(word), _mm256_srli_epi32::<19>(word)),
            _ => _mm256_or_si256(_mm256_slli_epi32::<18>(word), _mm256_srli_epi32::<14>(word)),
        }
    }
    blocks!(rotate, state, counter, input, output);
}

#[target_feature(enable = "avx2,avx512f,avx512vl")]
fn with_avx512(state: &[u32; 16], counter: u64, input: &Blocks, output: &mut Blocks) {
    blocks!(_mm256_rol_epi32, state, counter, input, output);
}

/// The state's words, each in all eight lanes but for the counter, which goes up from lane to lane.
#[inline]
#[target_feature(enable = "avx2")]
fn words(state: &[u32; 16], counter: u64) -> [__m256i; 16] {
    let mut words = state.map(|word| _mm256_set1_epi32(word.cast_signed()));
    let [_, _, _, _, _, _, _, _, low, high, ..] = &mut words;
    let mut counters = [[0; 32]; 2];
    let [lows, highs] = &mut counters;
    let lanes = lows.as_chunks_mut::<4>().0.iter_mut().zip(highs.as_chunks_mut::<4>().0);
    for (lane, (low, high)) in (0..).zip(lanes) {
        let [a, b, c, d, rest @ ..] = counter.wrapping_add(lane).to_le_bytes();
        *low = [a, b, c, d];
        *high = rest;
    }
    *low = load(lows);
    *high = load(highs);
    words
}

/// From a word of each block in a register to the words of a block in one.
#[inline]
#[target_feature(enable = "avx2")]
fn transpose([a, b, c, d, e, f, g, h]: Half) -> Half {
    let (ab, cd) = (_mm256_unpacklo_epi32(a, b), _mm256_unpacklo_epi32(c, d));
    let (ef, gh) = (_mm256_unpacklo_epi32(e, f), _mm256_unpacklo_epi32(g, h));
    let (ab2, cd2) = (_mm256_unpackhi_epi32(a, b), _mm256_unpackhi_epi32(c, d));
    let (ef2, gh2) = (_mm256_unpackhi_epi32(e, f), _mm256_unpackhi_epi32(g, h));
    // Each has four words of a block in its lower half, and of the block four further in its upper one.
    let abcd = [
        _mm256_unpacklo_epi64(ab, cd),
        _mm256_unpackhi_epi64(ab, cd),
        _mm256_unpacklo_epi64(ab2, cd2),
        _mm256_unpackhi_epi64(ab2, cd2),
    ];
    let efgh = [
        _mm256_unpacklo_epi64(ef, gh),
        _mm256_unpackhi_epi64(ef, gh),
        _mm256_unpacklo_epi64(ef2, gh2),
        _mm256_unpackhi_epi64(ef2, gh2),
    ];
    let ([a, b, c, d], [e, f, g, h]) = (abcd, efgh);
    [
        _mm256_permute2x128_si256::<0x20>(a, e),
        _mm256_permute2x128_si256::<0x20>(b, f),
        _mm256_permute2x128_si256::<0x20>(c, g),
        _mm256_permute2x128_si256::<0x20>(d, h),
        _mm256_permute2x128_si256::<0x31>(a, e),
        _mm256_permute2x128_si256::<0x31>(b, f),
        _mm256_permute2x128_si256::<0x31>(c, g),
        _mm256_permute2x128_si256::<0x31>(d, h),
    ]
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; 32]) -> __m256i {
    // SAFETY: 32 bytes are read, which need no alignment.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(bytes: &mut [u8; 32], value: __m256i) {
    // SAFETY: 32 bytes are written, which need no alignment.
    unsafe { _mm256_storeu_si256(bytes.as_mut_ptr().cast(), value) };
}
