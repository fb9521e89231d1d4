//! Integers by pairs of digits, floats by the shortest digits, which are brought to PHP's form.

/// Room for an integer with its sign.
pub const MOST_INTEGER: usize = 24;
/// Room for a float in its shortest form.
pub const MOST_DOUBLE: usize = 40;

static PAIRS: [[u8; 2]; 100] = {
    let mut table = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        table[number] = [b'0' + number as u8 / 10, b'0' + number as u8 % 10];
        number += 1;
    }
    table
};

/// Two digits of a number below 100.
#[inline(always)]
unsafe fn pair(to: *mut u8, number: u32) {
    // SAFETY: below the table's length; there is room for two bytes.
    unsafe { to.cast::<[u8; 2]>().write(*PAIRS.get_unchecked(number as usize)) };
}

/// Four digits of a number below 10,000.
#[inline(always)]
unsafe fn four(to: *mut u8, number: u32) {
    // SAFETY: both halves are below 100; there is room for four bytes.
    unsafe {
        pair(to, number / 100);
        pair(to.add(2), number % 100);
    }
}

/// Eight digits of a number below 100,000,000.
#[inline(always)]
unsafe fn eight(to: *mut u8, number: u32) {
    // SAFETY: both halves are below 10,000; there is room for eight bytes.
    unsafe {
        four(to, number / 10_000);
        four(to.add(4), number % 10_000);
    }
}

/// A number below 100,000,000 without leading zeros.
#[inline(always)]
unsafe fn up_to_eight(mut to: *mut u8, number: u32) -> *mut u8 {
    // SAFETY: no more digits are written than the number has, and one beyond at most.
    unsafe {
        let mut rest = number;
        if number >= 10_000 {
            to = up_to_four(to, number / 10_000);
            rest = number % 10_000;
            four(to, rest);
            return to.add(4);
        }
        up_to_four(to, rest)
    }
}

/// A number below 10,000 without leading zeros.
#[inline(always)]
unsafe fn up_to_four(mut to: *mut u8, number: u32) -> *mut u8 {
    // SAFETY: as above.
    unsafe {
        let mut rest = number;
        if number >= 100 {
            to = up_to_two(to, number / 100);
            rest = number % 100;
            pair(to, rest);
            return to.add(2);
        }
        up_to_two(to, rest)
    }
}

/// A number below 100 without a leading zero.
#[inline(always)]
unsafe fn up_to_two(to: *mut u8, number: u32) -> *mut u8 {
    // SAFETY: there is room for two bytes, of which one may count.
    unsafe {
        if number >= 10 {
            pair(to, number);
            to.add(2)
        } else {
            to.write(b'0' + number as u8);
            to.add(1)
        }
    }
}

/// Writes an integer; answers with the end of it.
///
/// # Safety
/// There is room for [`MOST_INTEGER`].
#[inline(always)]
pub unsafe fn integer(to: *mut u8, value: i64) -> *mut u8 {
    // SAFETY: as promised; the sign is written over where there is none.
    unsafe {
        to.write(b'-');
        unsigned(to.add(usize::from(value < 0)), value.unsigned_abs())
    }
}

/// As [`integer`].
///
/// # Safety
/// As there.
#[inline(always)]
pub unsafe fn unsigned(to: *mut u8, value: u64) -> *mut u8 {
    const EIGHT: u64 = 100_000_000;
    // SAFETY: as promised; every part is below 100,000,000.
    unsafe {
        if value < EIGHT {
            up_to_eight(to, value as u32)
        } else if value < EIGHT * EIGHT {
            let to = up_to_eight(to, (value / EIGHT) as u32);
            eight(to, (value % EIGHT) as u32);
            to.add(8)
        } else {
            let to = up_to_eight(to, (value / (EIGHT * EIGHT)) as u32);
            eight(to, (value / EIGHT % EIGHT) as u32);
            eight(to.add(8), (value % EIGHT) as u32);
            to.add(16)
        }
    }
}

/// Writes a finite float with as few digits as give it back, in the form of zend_gcvt() with precision 17 and `e`; answers with the end of it.
///
/// # Safety
/// There is room for [`MOST_DOUBLE`].
#[inline(always)]
pub unsafe fn double(to: *mut u8, value: f64, keeps_fraction: bool) -> *mut u8 {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value).as_bytes();
    let size = value.abs();
    // Between these PHP writes the same, but for a fraction of zero.
    if (1e-4..1e16).contains(&size) {
        // SAFETY: the text has up to twenty-four bytes.
        unsafe {
            to.copy_from_nonoverlapping(text.as_ptr(), text.len());
            let end = to.add(text.len());
            return if !keeps_fraction && text.ends_with(b".0") { end.sub(2) } else { end };
        }
    }
    // SAFETY: as promised by the caller.
    unsafe { rewrite(to, text, keeps_fraction) }
}

/// The digits of `text` as zend_gcvt() sets them.
#[cold]
unsafe fn rewrite(to: *mut u8, text: &[u8], keeps_fraction: bool) -> *mut u8 {
    let mut form = Form { bytes: [0; MOST_DOUBLE], length: 0 };
    let (sign, text) = text.strip_prefix(b"-").map_or((&b""[..], text), |text| (b"-", text));
    form.push(sign);
    let mut digits = [0; 24];
    let (mut count, mut point) = (0, None);
    let mut exponent = 0_i32;
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'.' => point = Some(count),
            b'e' => {
                let rest = text.get(at + 1..).unwrap_or_default();
                exponent = std::str::from_utf8(rest).ok().and_then(|rest| rest.parse().ok()).unwrap_or(0);
                break;
            }
            digit => {
                if let Some(place) = digits.get_mut(count) {
                    *place = digit;
                    count += 1;
                }
            }
        }
    }
    let digits = digits.get(..count).unwrap_or_default();
    let leading = digits.iter().take_while(|&&digit| digit == b'0').count();
    // The point stands behind so many digits of those from the first that is not zero.
    let point = point.unwrap_or(count) as i32 + exponent - leading as i32;
    let digits = digits.get(leading..).unwrap_or_default();
    let digits =
        digits.get(..digits.iter().rposition(|&digit| digit != b'0').map_or(0, |at| at + 1)).unwrap_or_default();
    form.digits(digits, point, keeps_fraction);
    // SAFETY: there is room for as much as the form holds.
    unsafe {
        to.copy_from_nonoverlapping(form.bytes.as_ptr(), form.length);
        to.add(form.length)
    }
}

/// A float's text in the making.
struct Form {
    bytes: [u8; MOST_DOUBLE],
    length: usize,
}

impl Form {
    fn push(&mut self, text: &[u8]) {
        if let Some(place) = self.bytes.get_mut(self.length..self.length + text.len()) {
            place.copy_from_slice(text);
            self.length += text.len();
        }
    }

    fn digits(&mut self, digits: &[u8], point: i32, keeps_fraction: bool) {
        let Some((first, rest)) = digits.split_first() else {
            self.push(if keeps_fraction { b"0.0" } else { b"0" });
            return;
        };
        if !(-3..=17).contains(&point) {
            self.push(&[*first, b'.']);
            self.push(if rest.is_empty() { b"0" } else { rest });
            let exponent = point - 1;
            self.push(if exponent < 0 { b"e-" } else { b"e+" });
            let mut number = [0; 3];
            let mut at = number.len();
            let mut left = exponent.unsigned_abs();
            while left > 0 && at > 0 {
                at -= 1;
                number[at] = b'0' + (left % 10) as u8;
                left /= 10;
            }
            self.push(number.get(at..).unwrap_or_default());
            return;
        }
        let Ok(point) = usize::try_from(point) else {
            self.push(b"0.");
            self.push(b"000".get(..point.unsigned_abs() as usize).unwrap_or_default());
            self.push(digits);
            return;
        };
        // From 1e16 on there are no more than seventeen digits, and none behind the point.
        self.push(digits);
        self.push(b"00000000000000000".get(digits.len().min(point)..point).unwrap_or_default());
        if keeps_fraction {
            self.push(b".0");
        }
    }
}
