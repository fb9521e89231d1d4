//! Writes the little JSON (RFC 8259) that reports need. Texts are bytes, and bytes that are not UTF-8 are written so that
//! they can be had back.

/// What is added to a byte that cannot be written as it is. The code points from U+10FE80 to U+10FEFF are for private use.
const STAND_IN: u32 = 0x10_FE00;

/// A text that grows value by value. Whoever writes sees to it that what is begun is ended.
#[derive(Default)]
pub struct Json {
    text: Vec<u8>,
    needs_comma: bool,
}

impl Json {
    /// The finished text.
    pub fn finish(self) -> Vec<u8> {
        self.text
    }

    fn value(&mut self, text: &[u8]) {
        if self.needs_comma {
            self.text.push(b',');
        }
        self.text.extend_from_slice(text);
        self.needs_comma = true;
    }

    fn bracketed(&mut self, open: &[u8], close: u8, inside: impl FnOnce(&mut Self)) {
        self.value(open);
        self.needs_comma = false;
        inside(self);
        self.text.push(close);
        self.needs_comma = true;
    }

    pub fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.bracketed(b"{", b'}', fields);
    }

    pub fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut item: impl FnMut(&mut Self, T)) {
        self.bracketed(b"[", b']', |json| items.into_iter().for_each(|each| item(json, each)));
    }

    /// The key of the value that comes next.
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.name(key.as_bytes())
    }

    /// As [`key`](Self::key), of any bytes.
    pub fn name(&mut self, name: &[u8]) -> &mut Self {
        self.string(name);
        self.text.push(b':');
        self.needs_comma = false;
        self
    }

    pub fn number(&mut self, number: usize) {
        self.value(number.to_string().as_bytes());
    }

    pub fn boolean(&mut self, boolean: bool) {
        self.value(if boolean { b"true" } else { b"false" });
    }

    pub fn null(&mut self) {
        self.value(b"null");
    }

    pub fn optional_string(&mut self, bytes: Option<&[u8]>) {
        match bytes {
            Some(bytes) => self.string(bytes),
            None => self.null(),
        }
    }

    pub fn string(&mut self, bytes: &[u8]) {
        self.value(b"\"");
        for chunk in bytes.utf8_chunks() {
            for character in chunk.valid().chars() {
                self.character(character);
            }
            self.stand_ins(chunk.invalid());
        }
        self.text.push(b'"');
    }

    fn character(&mut self, character: char) {
        let mut buffer = [0; 4];
        let bytes = character.encode_utf8(&mut buffer).as_bytes();
        match character {
            '"' | '\\' => self.text.extend_from_slice(&[b'\\', bytes[0]]),
            '\0'..='\x1f' => self.text.extend_from_slice(format!("\\u{:04x}", u32::from(character)).as_bytes()),
            // A stand-in that was in the text already is taken apart, or it would be had back as something else.
            '\u{10FE80}'..='\u{10FEFF}' => self.stand_ins(bytes),
            _ => self.text.extend_from_slice(bytes),
        }
    }

    fn stand_ins(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            let stand_in = char::from_u32(STAND_IN + u32::from(byte)).unwrap_or(char::REPLACEMENT_CHARACTER);
            self.text.extend_from_slice(stand_in.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_separated_and_nested() {
        let mut json = Json::default();
        json.object(|json| {
            json.key("none").null();
            json.key("empty").list([0; 0], Json::number);
            json.key("numbers").list([1, 20], Json::number);
            json.key("objects").list([true, false], |json, value| json.object(|json| json.key("is").boolean(value)));
            json.key("absent").optional_string(None);
            json.key("present").optional_string(Some(b""));
        });
        let expected = concat!(
            r#"{"none":null,"empty":[],"numbers":[1,20],"objects":[{"is":true},{"is":false}],"#,
            r#""absent":null,"present":""}"#
        );
        assert_eq!(String::from_utf8(json.finish()).as_deref(), Ok(expected));
    }

    #[test]
    fn strings_are_utf_8_and_can_be_had_back() {
        for (bytes, expected) in [
            (&b""[..], "\"\""),
            (b"a\"\\/", r#""a\"\\/""#),
            (b"\0\x1f\n\x7f", "\"\\u0000\\u001f\\u000a\x7f\""),
            ("é€😀".as_bytes(), "\"é€😀\""),
            (b"a\xffb", "\"a\u{10FEFF}b\""),
            (b"\xc3", "\"\u{10FEC3}\""),
            (b"\xed\xa0\x80", "\"\u{10FEED}\u{10FEA0}\u{10FE80}\""),
            ("\u{10FE7F}\u{10FE80}".as_bytes(), "\"\u{10FE7F}\u{10FEF4}\u{10FE8F}\u{10FEBA}\u{10FE80}\""),
        ] {
            let mut json = Json::default();
            json.string(bytes);
            assert_eq!(String::from_utf8(json.finish()).as_deref(), Ok(expected), "bytes: {bytes:?}");
        }
    }
}
