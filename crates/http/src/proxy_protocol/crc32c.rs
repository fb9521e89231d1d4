//! CRC-32C (RFC 3720, appendix B.4): Castagnoli's polynomial, reflected. A header has few bytes and comes once a connection: a table of
//! 16 entries is enough.

const TABLE: [u32; 16] = table();

const fn table() -> [u32; 16] {
    let mut table = [0; 16];
    let mut entries: &mut [u32] = &mut table;
    let mut index = 0;
    while let Some((entry, rest)) = entries.split_first_mut() {
        let mut value: u32 = index;
        let mut bit = 0;
        while bit < 4 {
            value = if value & 1 == 1 { value >> 1 ^ 0x82f6_3b78 } else { value >> 1 };
            bit += 1;
        }
        *entry = value;
        entries = rest;
        index += 1;
    }
    table
}

/// The checksum of some pieces, one behind the other.
pub fn checksum<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> u32 {
    let step = |state: u32, bits: u8| {
        let index = (state ^ u32::from(bits)) & 15;
        let entry = usize::try_from(index).ok().and_then(|index| TABLE.get(index));
        state >> 4 ^ entry.copied().unwrap_or(0)
    };
    let bytes = pieces.into_iter().flatten();
    !bytes.fold(u32::MAX, |state, &byte| step(step(state, byte & 15), byte >> 4))
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn checksums_are_those_of_rfc_3720() {
        let counted: Vec<u8> = (0..32).collect();
        let backwards: Vec<u8> = (0..32).rev().collect();
        for (bytes, expected) in [
            (&[0; 32][..], 0x8a91_36aa),
            (&[0xff; 32], 0x62a8_ab43),
            (&counted, 0x46dd_794e),
            (&backwards, 0x113f_db5c),
            (b"123456789", 0xe306_9283),
            (b"", 0),
        ] {
            assert_eq!(checksum([bytes]), expected, "bytes: {bytes:?}");
            assert_eq!(checksum(bytes.chunks(5)), expected, "bytes: {bytes:?}, in pieces");
        }
    }
}
