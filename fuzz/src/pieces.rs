//! Ways to cut an input, for what is to come out the same of each.

use crate::random::Random;

/// Byte by byte; in two; and in pieces of random lengths.
pub fn cuts<'a>(input: &'a [u8], random: &mut Random) -> [Vec<&'a [u8]>; 4] {
    let (left, right) = input.split_at_checked(random.below(input.len() + 1)).unwrap_or_default();
    [input.chunks(1).collect(), vec![left, right], ragged(input, 8, random), ragged(input, 64, random)]
}

fn ragged<'a>(input: &'a [u8], longest: usize, random: &mut Random) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    let mut rest = input;
    while let Some((piece, behind)) = rest.split_at_checked((1 + random.below(longest)).min(rest.len())) {
        if piece.is_empty() {
            break;
        }
        pieces.push(piece);
        rest = behind;
    }
    pieces
}
