//! The powers of five, cut to 128 bits, that [`super::float`] multiplies by. Computed by the compiler; nothing is typed in.

/// The smallest and the greatest power of ten for which a number of 19 digits can be finite and not zero.
pub const SMALLEST: i32 = -342;
/// See [`SMALLEST`].
pub const GREATEST: i32 = 308;

const COUNT: usize = (GREATEST - SMALLEST + 1) as usize;

/// For each exponent the upper 128 bits of its power of five, the highest bit set. Rounded down; for negative exponents of at least -27
/// rounded up, as the proof of the algorithm wants it (D. Lemire: Number parsing at a gigabyte per second, 2021, section 5).
pub static POWERS: [u128; COUNT] = compute();

/// A number of 256 bits with the highest one set; the scale is of no interest here.
type Wide = [u64; 4];

const fn times_five(wide: Wide) -> Wide {
    let mut digits = [0_u64; 5];
    let mut carry = 0_u128;
    let mut at = 0;
    while at < 4 {
        let product = wide[at] as u128 * 5 + carry;
        digits[at] = product as u64;
        carry = product >> 64;
        at += 1;
    }
    digits[4] = carry as u64;
    // Shift the surplus bits out.
    let surplus = 64 - digits[4].leading_zeros();
    let mut result = [0_u64; 4];
    at = 0;
    while at < 4 {
        result[at] = digits[at] >> surplus | digits[at + 1] << (64 - surplus);
        at += 1;
    }
    result
}

const fn by_five(wide: Wide) -> Wide {
    // One more digit below, so that the shift afterwards brings in true bits.
    let dividend = [0, wide[0], wide[1], wide[2], wide[3]];
    let mut quotient = [0_u64; 5];
    let mut rest = 0_u128;
    let mut at = 5;
    while at > 0 {
        at -= 1;
        let part = rest << 64 | dividend[at] as u128;
        quotient[at] = (part / 5) as u64;
        rest = part % 5;
    }
    let missing = quotient[4].leading_zeros();
    let mut result = [0_u64; 4];
    at = 0;
    while at < 4 {
        result[at] = quotient[at + 1] << missing | quotient[at] >> (64 - missing);
        at += 1;
    }
    result
}

const fn upper(wide: Wide) -> u128 {
    (wide[3] as u128) << 64 | wide[2] as u128
}

/// 256 bits leave the upper 128 exact after hundreds of steps that each lose less than one unit of the last place; a test compares
/// them with exact arithmetic.
const fn compute() -> [u128; COUNT] {
    const ONE: Wide = [0, 0, 0, 1 << 63];
    let mut powers = [0; COUNT];
    let zero = (-SMALLEST) as usize;
    let mut wide = ONE;
    let mut at = zero;
    while at < COUNT {
        powers[at] = upper(wide);
        wide = times_five(wide);
        at += 1;
    }
    wide = ONE;
    at = zero;
    while at > 0 {
        at -= 1;
        wide = by_five(wide);
        powers[at] = upper(wide) + if zero - at <= 27 { 1 } else { 0 };
    }
    powers
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A natural number of any size, lowest digit first.
    #[derive(Clone)]
    struct Natural(Vec<u32>);

    impl Natural {
        fn times(&mut self, factor: u32) {
            let mut carry = 0_u64;
            for digit in &mut self.0 {
                let product = u64::from(*digit) * u64::from(factor) + carry;
                *digit = product as u32;
                carry = product >> 32;
            }
            if carry > 0 {
                self.0.push(carry as u32);
            }
        }

        fn bits(&self) -> usize {
            self.0.len() * 32 - self.0.last().map_or(0, |digit| digit.leading_zeros() as usize)
        }

        fn bit(&self, at: usize) -> bool {
            self.0.get(at / 32).is_some_and(|digit| digit >> (at % 32) & 1 == 1)
        }

        fn shift_in(&mut self, bit: bool) {
            let mut carry = u32::from(bit);
            for digit in &mut self.0 {
                let next = *digit >> 31;
                *digit = *digit << 1 | carry;
                carry = next;
            }
            if carry > 0 {
                self.0.push(carry);
            }
        }

        fn take(&mut self, other: &Self) -> bool {
            let digits = self.0.len().max(other.0.len());
            let digit = |number: &Self, at: usize| number.0.get(at).copied().unwrap_or(0);
            let is_less = (0..digits).rev().find_map(|at| {
                let (one, two) = (digit(self, at), digit(other, at));
                (one != two).then_some(one < two)
            });
            if is_less == Some(true) {
                return false;
            }
            let mut borrow = 0_i64;
            for at in 0..digits {
                let value = i64::from(digit(self, at)) - i64::from(digit(other, at)) - borrow;
                borrow = i64::from(value < 0);
                if at < self.0.len() {
                    self.0[at] = value as u32;
                }
            }
            true
        }
    }

    #[test]
    fn powers_are_those_of_exact_arithmetic() {
        let mut power = Natural(vec![1]);
        for exponent in 0..=342_i32 {
            if exponent <= GREATEST {
                let bits = power.bits();
                let exact =
                    (0..128).fold(0_u128, |all, at| all << 1 | u128::from(bits > at && power.bit(bits - 1 - at)));
                assert_eq!(POWERS[(exponent - SMALLEST) as usize], exact, "5^{exponent}");
            }
            if exponent > 0 {
                // Long division of a power of two: the first 128 bits of the quotient.
                let (mut rest, mut quotient, mut found) = (Natural(vec![1]), 0_u128, 0);
                while found < 128 {
                    rest.shift_in(false);
                    let bit = rest.take(&power);
                    if bit || found > 0 {
                        quotient = quotient << 1 | u128::from(bit);
                        found += 1;
                    }
                }
                let wanted = quotient + u128::from(exponent <= 27);
                assert_eq!(POWERS[(-exponent - SMALLEST) as usize], wanted, "5^-{exponent}");
            }
            power.times(5);
        }
    }
}
