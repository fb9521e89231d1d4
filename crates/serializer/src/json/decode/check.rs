//! Checking without building, with what only ext/json's own parser minds: a name that no property can have, and its room for symbols.

use super::{Decoder, Options};
use crate::json::{Error, ErrorKind};
use crate::{JsonSink, Sink};

/// Symbols that ext/json's parser can hold: Bison's limit of 10,000, less the one below the first and the one that must stay free.
const SYMBOLS: usize = 9_998;

/// Checks a document as json_validate() does; as json_decode() does where names have to be those of properties.
///
/// # Errors
/// What is wrong with it.
pub fn check(input: &[u8], options: Options, names_properties: bool) -> Result<(), Error> {
    let mut grammar = Grammar { names_properties, ..Grammar::default() };
    let options = Options { is_deep_allowed: true, ..options };
    Decoder::new().decode(input, options, &mut grammar).map(drop)
}

/// What the parser holds of a container.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    /// Symbols that lie below whatever comes next: the opening bracket and its mark, then what was reduced so far.
    symbols: usize,
    /// Where the key of the next value stands, if no property can be named so.
    bad_name: Option<usize>,
    is_map: bool,
}

#[derive(Debug, Default)]
struct Grammar {
    names_properties: bool,
    place: usize,
    /// The innermost container.
    now: Held,
    below: usize,
}

impl Grammar {
    /// A symbol more, on top of those that are held.
    fn push(&self, more: usize) -> Result<(), Error> {
        if self.below + self.now.symbols + more > SYMBOLS {
            return Err(Error::new(ErrorKind::Syntax, self.place));
        }
        Ok(())
    }

    fn begin(&mut self, is_map: bool) -> Result<Held, Error> {
        self.push(2)?;
        let outer = self.now;
        self.below += outer.symbols;
        self.now = Held { symbols: 2, bad_name: None, is_map };
        Ok(outer)
    }

    fn end(&mut self, outer: Held) -> Result<(), Error> {
        // What the container holds has become one symbol; its closing bracket comes on top.
        self.now.symbols = 2;
        self.push(2)?;
        self.below -= outer.symbols;
        self.now = outer;
        self.reduce()
    }

    /// A value is complete.
    fn value(&mut self) -> Result<(), Error> {
        self.push(1)?;
        self.reduce()
    }

    fn reduce(&mut self) -> Result<(), Error> {
        if let Some(offset) = self.now.bad_name.take() {
            return Err(Error::new(ErrorKind::InvalidPropertyName, offset));
        }
        if self.now.symbols > 0 {
            // Bracket, mark, what there is so far; an array's comma will follow it, an object's comes with the key.
            self.now.symbols = if self.now.is_map { 3 } else { 4 };
        }
        Ok(())
    }
}

impl Sink for Grammar {
    type Error = Error;
    type Frame = Held;

    fn place(&mut self, offset: usize) {
        self.place = offset;
    }

    fn null(&mut self) -> Result<(), Error> {
        self.value()
    }

    fn boolean(&mut self, _: bool) -> Result<(), Error> {
        self.value()
    }

    fn integer(&mut self, _: i64) -> Result<(), Error> {
        self.value()
    }

    fn double(&mut self, _: f64) -> Result<(), Error> {
        self.value()
    }

    fn string(&mut self, _: &[u8]) -> Result<(), Error> {
        self.value()
    }

    fn begin_array(&mut self, _: Option<usize>) -> Result<Held, Error> {
        self.begin(false)
    }

    fn end_array(&mut self, outer: Held) -> Result<(), Error> {
        self.end(outer)
    }

    fn begin_map(&mut self, _: Option<usize>) -> Result<Held, Error> {
        self.begin(true)
    }

    fn key(&mut self, text: &[u8]) -> Result<(), Error> {
        if self.names_properties && text.first() == Some(&0) {
            self.now.bad_name = Some(self.place);
        }
        // The first key comes right behind the bracket's mark; later ones behind the members so far and a comma. Then the colon.
        self.now.symbols = if self.now.symbols == 2 { 4 } else { 6 };
        self.push(0)
    }

    fn end_map(&mut self, outer: Held) -> Result<(), Error> {
        self.end(outer)
    }
}

impl JsonSink for Grammar {
    fn big_integer(&mut self, _: &[u8]) -> Result<(), Error> {
        self.value()
    }
}
