//! Header fields as PHP code gives them and gets them, checked as RFC 9110 has them (5.1, 5.5).

use crate::zval::array::{Array, Key, new_string};
use crate::zval::call::{type_error, value_error};
use crate::zval::string;
use crate::zval::value::{IS_ARRAY, IS_LONG, IS_STRING, Raw};

/// A name or a value: the program's own, or an owned string of PHP's.
#[derive(Clone, Copy)]
pub enum Text {
    Own(&'static [u8]),
    Php(Raw),
}

impl Text {
    /// # Safety
    /// The text is alive, and outlives the slice.
    pub unsafe fn bytes<'t>(self) -> &'t [u8] {
        match self {
            Self::Own(text) => text,
            // SAFETY: as promised; it is a string.
            Self::Php(text) => unsafe { text.bytes() },
        }
    }

    unsafe fn add_reference(self) {
        if let Self::Php(text) = self {
            // SAFETY: alive.
            unsafe { text.add_reference() };
        }
    }

    unsafe fn release(self) {
        if let Self::Php(text) = self {
            // SAFETY: owned by whoever held the line.
            unsafe { text.let_go() };
        }
    }
}

/// Field lines in their order.
#[derive(Default)]
pub struct Fields(Vec<(Text, Text)>);

impl Clone for Fields {
    fn clone(&self) -> Self {
        for (name, value) in &self.0 {
            // SAFETY: both are alive; the copy owns references of its own.
            unsafe {
                name.add_reference();
                value.add_reference();
            }
        }
        Self(self.0.clone())
    }
}

impl Drop for Fields {
    fn drop(&mut self) {
        for (name, value) in std::mem::take(&mut self.0) {
            // SAFETY: the lines owned both. Strings have no destructors.
            unsafe {
                name.release();
                value.release();
            }
        }
    }
}

/// Why fields are not taken.
#[derive(Clone, Copy)]
pub enum Fault {
    NotByName,
    Name,
    Value,
    Type(Raw),
}

impl Fault {
    /// Throws what is wrong with the field of that name.
    #[cold]
    pub fn throw(self, name: &[u8]) {
        let name = String::from_utf8_lossy(name);
        match self {
            Self::NotByName => value_error("Header fields are given by name"),
            Self::Name => value_error("The name of a header field must be a token"),
            Self::Value => {
                value_error(&format!("The value of the header field '{name}' must not have control characters"))
            }
            Self::Type(given) => {
                // SAFETY: the value is an argument of the running call, or within one.
                let given = unsafe { given.type_name() };
                let given = String::from_utf8_lossy(&given);
                type_error(&format!(
                    "The value of the header field '{name}' must be of type string or int, {given} given"
                ));
            }
        }
    }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// A text without the blanks around it.
pub fn trimmed(text: &[u8]) -> &[u8] {
    let begin = text.iter().position(|&byte| !is_blank(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|&byte| !is_blank(byte)).map_or(begin, |last| last + 1);
    text.get(begin..end).unwrap_or_default()
}

/// Whether a text can be a field's name.
pub fn is_token(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|&byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Whether a text can be a field's value.
pub fn is_value(text: &[u8]) -> bool {
    text.iter().all(|&byte| byte == b'\t' || !byte.is_ascii_control())
}

/// Whether a field of a response is the server's own to set.
#[cfg(feature = "server")]
pub fn is_own(name: &[u8]) -> bool {
    const OWN: [&[u8]; 5] = [b"content-length", b"transfer-encoding", b"connection", b"keep-alive", b"date"];
    OWN.iter().any(|own| own.eq_ignore_ascii_case(name))
}

impl Fields {
    /// Names and values in their order.
    ///
    /// # Safety
    /// The lines are not changed while the slices are in use.
    pub unsafe fn lines<'f>(&self) -> impl Iterator<Item = (&'f [u8], &'f [u8])> + Clone {
        // SAFETY: as promised.
        self.0.iter().map(|(name, value)| unsafe { (name.bytes(), value.bytes()) })
    }

    /// Adds the lines of another, which go over.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Adds a line that is known to be as it has to be; takes the texts over.
    pub fn push(&mut self, name: Text, value: Text) {
        self.0.push((name, value));
    }

    /// Whether there is a field of that name, in any case.
    pub fn has(&self, name: &[u8]) -> bool {
        // SAFETY: the slice is gone before the next one is asked for.
        self.0.iter().any(|(known, _)| unsafe { known.bytes() }.eq_ignore_ascii_case(name))
    }

    /// Removes the fields of a name.
    pub fn remove(&mut self, name: &[u8]) {
        // SAFETY: as above; what goes was owned.
        self.0.retain(|(known, value)| unsafe {
            let stays = !known.bytes().eq_ignore_ascii_case(name);
            if !stays {
                known.release();
                value.release();
            }
            stays
        });
    }

    /// Adds a field as PHP code gives it: a string, an integer, or a list of those; an error is one to throw.
    ///
    /// # Safety
    /// Both are alive; the name is a string.
    pub unsafe fn add(&mut self, name: Raw, value: Raw) -> Result<(), Fault> {
        // SAFETY: as promised.
        unsafe {
            if !is_token(name.bytes()) {
                return Err(Fault::Name);
            }
            if value.kind() != IS_ARRAY {
                return self.add_line(name, value);
            }
            for (_, value) in Array(value.payload.array).iter() {
                self.add_line(name, value)?;
            }
            Ok(())
        }
    }

    unsafe fn add_line(&mut self, name: Raw, value: Raw) -> Result<(), Fault> {
        // SAFETY: as for `add`.
        unsafe {
            let text = match value.kind() {
                IS_STRING => {
                    let (given, text) = (value.bytes(), trimmed(value.bytes()));
                    if !is_value(text) {
                        return Err(Fault::Value);
                    }
                    if text.len() == given.len() {
                        value.add_reference();
                        value
                    } else {
                        new_string(text)
                    }
                }
                IS_LONG => {
                    let (digits, begin) = string::decimal(value.payload.long);
                    new_string(digits.get(begin..).unwrap_or_default())
                }
                _ => return Err(Fault::Type(value)),
            };
            name.add_reference();
            self.0.push((Text::Php(name), Text::Php(text)));
            Ok(())
        }
    }

    /// Adds all fields of an array; false if an exception was thrown.
    ///
    /// # Safety
    /// The array is alive. No reference into an object is held.
    pub unsafe fn add_all(fields: *mut Self, headers: Array) -> bool {
        for (key, value) in headers.iter() {
            let (name, added) = match key {
                Key::Index(_) => (&b""[..], Err(Fault::NotByName)),
                Key::Name(name) => {
                    let text = new_string(name);
                    // SAFETY: both are alive; adding runs no PHP code.
                    unsafe {
                        let added = (*fields).add(text, value);
                        text.let_go();
                        (name, added)
                    }
                }
            };
            if let Err(fault) = added {
                fault.throw(name);
                return false;
            }
        }
        true
    }
}

/// The values of some lines as one, as RFC 9110 joins them (5.3); null without any.
pub fn joined<'v>(name: &[u8], mut values: impl Iterator<Item = &'v [u8]> + Clone) -> Raw {
    let rest = values.clone().skip(1);
    let Some(first) = values.next() else { return Raw::NULL };
    if rest.clone().next().is_none() {
        return new_string(first);
    }
    let separator: &[u8] = if name.eq_ignore_ascii_case(b"cookie") { b"; " } else { b", " };
    let length = rest.clone().fold(first.len(), |length, value| length + separator.len() + value.len());
    Raw::new_string(string::of_pieces(length, |give| {
        give(first);
        for value in rest {
            give(separator);
            give(value);
        }
    }))
}

/// A list of values.
pub fn list<'v>(values: impl Iterator<Item = &'v [u8]>) -> Raw {
    let list = Array::new(1);
    for value in values {
        list.push(new_string(value));
    }
    list.value()
}

/// All lines by their names in lower case.
pub fn table<'v>(lines: impl Iterator<Item = (&'v [u8], &'v [u8])>) -> Raw {
    let table = Array::new(8);
    for (name, value) in lines {
        let name = string::lower(name);
        // SAFETY: the name is ours until the table has it; a list that is found is ours alone.
        unsafe {
            match table.get_key(string::bytes(name)) {
                Some(list) => Array(list.payload.array).push(new_string(value)),
                None => {
                    let list = Array::new(1);
                    list.push(new_string(value));
                    table.set_key(string::bytes(name), list.value());
                }
            }
            string::release(name);
        }
    }
    table.value()
}
