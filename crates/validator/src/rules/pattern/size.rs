//! How much a pattern takes once it is compiled, reckoned from its text alone: the fallback reckons in the same way and refuses the same
//! patterns, whatever its PCRE would still take.

/// The most steps; a single item may be repeated as often as PCRE can.
const MAX_STEPS: u64 = 150_000;
/// The most bytes of PCRE's code, which cannot jump farther than 64 KB.
const MAX_CODE: u64 = 50_000;
/// Where counting ends.
const MANY: u64 = 1 << 32;

/// What a part of a pattern takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub steps: u64,
    pub code: u64,
}

impl Size {
    pub fn new(steps: u64, code: u64) -> Self {
        Self { steps: steps.min(MANY), code: code.min(MANY) }
    }

    pub fn plus(self, other: Self) -> Self {
        Self::new(self.steps + other.steps, self.code + other.code)
    }

    /// Of a character.
    pub fn char(char: char) -> Self {
        Self::new(1, if char.is_ascii() { 5 } else { 8 })
    }

    /// Of a set that is not written out.
    pub fn set() -> Self {
        Self::new(1, 40)
    }

    /// Of a repetition. PCRE repeats a single item by a counter, and a group by writing it down as often.
    pub fn times(self, min: u32, max: Option<u32>, single: bool) -> Self {
        let copies = u64::from(max.unwrap_or(min).max(min).max(1));
        let code = if single { self.code + 12 } else { (self.code + 10) * copies };
        Self::new((self.steps + 1) * copies, code)
    }

    pub fn is_too_large(self) -> bool {
        self.steps > MAX_STEPS || self.code > MAX_CODE
    }
}
