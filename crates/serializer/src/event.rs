//! What a decoder tells whoever builds something of a document. No intermediate tree: a sink builds its own values.

/// Receives a document's values in their order. An error ends the decoding.
///
/// Here is what both formats have; what only one has is in [`JsonSink`] and [`MessagePackSink`], so that a sink says which it can be given. Inside a map
/// every value comes after its key.
pub trait Sink {
    /// Why the sink refuses a value.
    type Error;

    /// What the sink wants to know again when a container ends; the decoder keeps it meanwhile.
    type Frame: Copy;

    /// The offset of what comes next: a value, a key, or a container's beginning or end. For sinks that want to know.
    #[inline(always)]
    fn place(&mut self, offset: usize) {
        let _ = offset;
    }

    /// `null` or nil.
    fn null(&mut self) -> Result<(), Self::Error>;

    /// A boolean.
    fn boolean(&mut self, value: bool) -> Result<(), Self::Error>;

    /// An integer of 64 bits.
    fn integer(&mut self, value: i64) -> Result<(), Self::Error>;

    /// A number with a fraction or an exponent, or a float.
    fn double(&mut self, value: f64) -> Result<(), Self::Error>;

    /// A string, without its escapes. Valid UTF-8 where the decoder was told to check.
    fn string(&mut self, text: &[u8]) -> Result<(), Self::Error>;

    /// An array begins. MessagePack says how many elements it has.
    fn begin_array(&mut self, length: Option<usize>) -> Result<Self::Frame, Self::Error>;

    /// The array ends.
    fn end_array(&mut self, frame: Self::Frame) -> Result<(), Self::Error>;

    /// A map or object begins. MessagePack says how many pairs it has.
    fn begin_map(&mut self, length: Option<usize>) -> Result<Self::Frame, Self::Error>;

    /// A key that is a string.
    fn key(&mut self, text: &[u8]) -> Result<(), Self::Error>;

    /// The map or object ends.
    fn end_map(&mut self, frame: Self::Frame) -> Result<(), Self::Error>;
}

/// What only JSON has.
pub trait JsonSink: Sink {
    /// An integer beyond 64 bits with a sign, as it is written.
    fn big_integer(&mut self, digits: &[u8]) -> Result<(), Self::Error>;

    /// A chance to recognise the next key unread: `rest` is the input behind the key's opening quote. A sink that finds there the key
    /// it expects, with its closing quote, takes it as if by [`Sink::key`] and answers with the key's length.
    #[inline(always)]
    fn expected_key(&mut self, rest: &[u8]) -> Option<usize> {
        let _ = rest;
        None
    }
}

/// What only MessagePack has. A key that is no string comes as a value between [`begin_key`](Self::begin_key) and [`end_key`](Self::end_key).
pub trait MessagePackSink: Sink {
    /// An integer above `i64::MAX`.
    fn unsigned(&mut self, value: u64) -> Result<(), Self::Error>;

    /// Bytes.
    fn binary(&mut self, bytes: &[u8]) -> Result<(), Self::Error>;

    /// An extension value.
    fn extension(&mut self, kind: i8, data: &[u8]) -> Result<(), Self::Error>;

    /// A key that is bin, where keys are confined to strings and integers.
    #[inline(always)]
    fn binary_key(&mut self, bytes: &[u8]) -> Result<(), Self::Error> {
        self.key(bytes)
    }

    /// A key that is no string begins: the next value is the key.
    fn begin_key(&mut self) -> Result<(), Self::Error>;

    /// That key has ended.
    fn end_key(&mut self) -> Result<(), Self::Error>;
}
