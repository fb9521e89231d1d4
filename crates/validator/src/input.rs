//! What the engine checks: values that it looks at where they are. The extension implements this for PHP's own values, `input/json.rs` for a
//! JSON document.

pub mod json;

/// What a value is. Objects, resources and whatever else no rule knows are opaque: they are present, and of no type.
#[derive(Clone, Copy, Debug)]
pub enum View<'a, A> {
    /// `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float, NAN and infinities included.
    Float(f64),
    /// A string; its bytes may be no UTF-8.
    String(&'a [u8]),
    /// A list or a map: an ordered table, as PHP has it.
    Array(A),
    /// Anything else.
    Opaque,
}

/// A value of a payload.
pub trait Value<'a>: Copy {
    /// The tables of this representation.
    type Array: Array<'a, Value = Self>;

    /// Looks at the value.
    fn view(self) -> View<'a, Self::Array>;

    /// Whether two opaque values are the same one.
    fn is_same_opaque(self, other: Self) -> bool;
}

/// An ordered table of values by key.
pub trait Array<'a>: Copy {
    /// What it holds.
    type Value: Value<'a, Array = Self>;
    /// Its entries in their order.
    type Entries: Iterator<Item = (Key<'a>, Self::Value)>;

    /// The number of entries.
    fn len(self) -> usize;

    /// Whether there is no entry.
    fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The value of a key.
    fn get(self, key: &Segment) -> Option<Self::Value>;

    /// The value of a key in one of many tables that are likely to have it in the same place; the hint says in which, and is told.
    #[inline(always)]
    fn get_near(self, key: &Segment, hint: &mut Hint) -> Option<Self::Value> {
        let _ = hint;
        self.get(key)
    }

    /// Whether the keys are 0, 1, 2 … in this order.
    fn is_list(self) -> bool;

    /// The entries.
    fn entries(self) -> Self::Entries;
}

/// Where a key was found in a table; what the numbers mean is that representation's affair.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hint {
    /// The place in the table.
    pub position: u32,
    /// What tells the key there from others; 0 if nothing was found yet.
    pub key: usize,
}

/// A key as it stands in a table. A text that PHP takes for an integer (`-?[1-9][0-9]*` or `0` within 64 bits) is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key<'a> {
    /// An integer.
    Int(i64),
    /// Any other text.
    Text(&'a [u8]),
}

/// A part of a path, prepared for being looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    text: Box<[u8]>,
    integer: Option<i64>,
    hash: u64,
}

impl Segment {
    /// Prepares a key.
    #[must_use]
    pub fn new(text: &[u8]) -> Self {
        Self { integer: integer_key(text), hash: times_33(text), text: text.into() }
    }

    /// The key as text, also where it is an integer.
    #[inline]
    #[must_use]
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// The key as a table holds it.
    #[inline]
    #[must_use]
    pub fn key(&self) -> Key<'_> {
        self.integer.map_or(Key::Text(&self.text), Key::Int)
    }

    /// The text's hash as PHP's tables use it (Bernstein's, times 33, the highest bit set). Other representations need not look at it.
    #[inline]
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.hash
    }
}

/// The integer that PHP makes of a key, if it makes one.
pub(crate) fn integer_key(text: &[u8]) -> Option<i64> {
    let (first, digits) = match text {
        [b'-', digits @ ..] => (digits.first()?, digits),
        digits => (digits.first()?, digits),
    };
    let canonical = if *first == b'0' { text == b"0" } else { digits.iter().all(u8::is_ascii_digit) };
    if !canonical || digits.len() > 19 {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// The hash of `zend_inline_hash_func`: bytes are added as C's `char`, which has a sign on some machines.
#[allow(clippy::useless_conversion, reason = "not on machines whose char has a sign")]
fn times_33(text: &[u8]) -> u64 {
    let add = |hash: u64, &byte: &u8| {
        hash.wrapping_mul(33).wrapping_add(i64::from(std::ffi::c_char::from_ne_bytes([byte])).cast_unsigned())
    };
    text.iter().fold(5381, add) | 1 << 63
}
