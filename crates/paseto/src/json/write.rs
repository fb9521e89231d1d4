//! Writing strings, as PHP's json_encode() does with JSON_UNESCAPED_SLASHES and JSON_UNESCAPED_UNICODE.

use super::text::plain_end;

/// Appends a string in quotes. The text has to be UTF-8.
pub fn write_string(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    // What is commonly written needs no escape.
    let is_plain = plain_end(text, 0) == text.len() && !text.iter().fold(false, |any, byte| any | (*byte == 0xe2));
    let (plain, mut rest) = if is_plain { (text, &b""[..]) } else { (&b""[..], text) };
    out.extend_from_slice(plain);
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        match byte {
            b'"' | b'\\' => out.extend([b'\\', byte]),
            0x08 => out.extend(b"\\b"),
            0x0c => out.extend(b"\\f"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b'\t' => out.extend(b"\\t"),
            0..0x20 => {
                let digit = if byte % 16 < 10 { byte % 16 + b'0' } else { byte % 16 - 10 + b'a' };
                out.extend([b'\\', b'u', b'0', b'0', byte / 16 + b'0', digit]);
            }
            // JavaScript once took the two separators for ends of lines; PHP still escapes them.
            0xe2 => match rest.strip_prefix(b"\x80\xa8") {
                Some(behind) => {
                    out.extend(b"\\u2028");
                    rest = behind;
                }
                None => match rest.strip_prefix(b"\x80\xa9") {
                    Some(behind) => {
                        out.extend(b"\\u2029");
                        rest = behind;
                    }
                    None => out.push(byte),
                },
            },
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}
