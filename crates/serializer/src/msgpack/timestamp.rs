//! The timestamp, extension -1 (spec.md, "Timestamp extension type").

use super::ErrorKind;

/// The type of the extension.
pub const TIMESTAMP: i8 = -1;

/// A moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// Since 1970-01-01 00:00:00 UTC.
    pub seconds: i64,
    /// 0 to 999999999, counted upwards also before 1970.
    pub nanoseconds: u32,
}

impl Timestamp {
    /// Reads the data of the extension.
    ///
    /// # Errors
    /// If they have a length that timestamps have not, or too many nanoseconds.
    pub fn read(data: &[u8]) -> Result<Self, ErrorKind> {
        let timestamp = if let Ok(seconds) = data.try_into() {
            Self { seconds: u32::from_be_bytes(seconds).into(), nanoseconds: 0 }
        } else if let Ok(both) = data.try_into() {
            let both = u64::from_be_bytes(both);
            // 30 bits of nanoseconds above 34 bits of seconds.
            let nanoseconds = u32::try_from(both >> 34).unwrap_or(u32::MAX);
            Self { seconds: i64::try_from(both & 0x3_ffff_ffff).unwrap_or(i64::MAX), nanoseconds }
        } else if let Some((nanoseconds, seconds)) = data.split_first_chunk::<4>()
            && let Ok(seconds) = seconds.try_into()
        {
            Self { seconds: i64::from_be_bytes(seconds), nanoseconds: u32::from_be_bytes(*nanoseconds) }
        } else {
            return Err(ErrorKind::TimestampLength(data.len()));
        };
        if timestamp.nanoseconds > 999_999_999 {
            return Err(ErrorKind::TimestampNanoseconds(timestamp.nanoseconds));
        }
        Ok(timestamp)
    }
}

#[cfg(test)]
mod tests {
    use super::super::encode;
    use super::*;

    #[test]
    fn every_form_is_the_shortest_and_comes_back() {
        for (seconds, nanoseconds, packed) in [
            (0, 0, "d6ff00000000"),
            (1, 0, "d6ff00000001"),
            (0xffff_ffff, 0, "d6ffffffffff"),
            (0x1_0000_0000, 0, "d7ff0000000100000000"),
            (0, 1, "d7ff0000000400000000"),
            (0x3_ffff_ffff, 999_999_999, "d7ffee6b27ffffffffff"),
            (0x4_0000_0000, 0, "c70cff000000000000000400000000"),
            (-1, 999_999_999, "c70cff3b9ac9ffffffffffffffffff"),
            (i64::MIN, 0, "c70cff000000008000000000000000"),
            (i64::MAX, 1, "c70cff000000017fffffffffffffff"),
        ] {
            let timestamp = Timestamp { seconds, nanoseconds };
            let mut out = Vec::new();
            encode::timestamp(&mut out, timestamp);
            let hex: String = out.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(hex, packed, "{timestamp:?}");
            let header = if out[0] == 0xc7 { 3 } else { 2 };
            assert_eq!(Timestamp::read(&out[header..]), Ok(timestamp), "{packed}");
        }
    }

    #[test]
    fn other_lengths_and_too_many_nanoseconds_are_refused() {
        for length in [0, 1, 3, 5, 7, 9, 11, 13, 16] {
            assert_eq!(Timestamp::read(&vec![0; length]), Err(ErrorKind::TimestampLength(length)));
        }
        let kind = ErrorKind::TimestampNanoseconds(1_000_000_000);
        assert_eq!(Timestamp::read(&(1_000_000_000u64 << 34).to_be_bytes()), Err(kind));
        assert_eq!(Timestamp::read(b"\x3b\x9a\xca\x00\0\0\0\0\0\0\0\0"), Err(kind));
    }
}
