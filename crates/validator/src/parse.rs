//! Rule texts taken apart: pieces between pipes, names, parameters as PHP's `str_getcsv()` reads them.

use crate::rules::pattern::closing;
use crate::rules::string::trim;

/// The separator and the enclosure of parameters, and what keeps an enclosure from being one.
const SEPARATOR: u8 = b',';
const ENCLOSURE: u8 = b'"';
const ESCAPE: u8 = b'\\';

/// A rule as it stands in a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Written<'a> {
    pub(crate) name: &'a [u8],
    pub(crate) parameters: Vec<Box<[u8]>>,
}

/// A pattern in a pipe string has no end, and more rules follow: it was cut at a pipe of its own.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CutPattern<'a> {
    /// The name of its rule.
    pub(crate) name: &'a [u8],
}

/// The rules of a pipe string; empty ones are left out.
pub(crate) fn split(text: &[u8]) -> impl Iterator<Item = Result<&[u8], CutPattern<'_>>> {
    let mut pieces = text.split(|&byte| byte == b'|').peekable();
    std::iter::from_fn(move || {
        let piece = pieces.next()?;
        let (name, parameters) = cut(piece);
        let is_open = |pattern| takes_pattern(&plain(name)) && !is_closed(pattern);
        let is_cut = pieces.peek().is_some() && parameters.is_some_and(is_open);
        Some(if is_cut { Err(CutPattern { name }) } else { Ok(piece) })
    })
    .filter(|piece| piece.as_ref().map_or(true, |piece| !piece.trim_ascii().is_empty()))
}

/// Reads one rule.
pub(crate) fn rule(text: &[u8]) -> Written<'_> {
    let (name, parameters) = cut(text);
    let parameters = match parameters {
        None => Vec::new(),
        Some(pattern) if takes_pattern(&plain(name)) => vec![pattern.into()],
        Some(parameters) => csv(parameters),
    };
    Written { name, parameters }
}

/// A name in the form in which names are compared: small letters without `_`, `-` and space.
pub(crate) fn plain(name: &[u8]) -> Vec<u8> {
    let is_kept = |byte: &u8| !matches!(byte, b'_' | b'-' | b' ');
    trim(name).iter().copied().filter(is_kept).map(|byte| byte.to_ascii_lowercase()).collect()
}

fn cut(text: &[u8]) -> (&[u8], Option<&[u8]>) {
    match memchr::memchr(b':', text) {
        Some(colon) => (trim(text.get(..colon).unwrap_or_default()), text.get(colon + 1..)),
        None => (trim(text), None),
    }
}

fn takes_pattern(plain: &[u8]) -> bool {
    matches!(plain, b"regex" | b"notregex" | b"regexpcre")
}

/// Whether a pattern has its closing delimiter, with nothing but letters behind it.
fn is_closed(pattern: &[u8]) -> bool {
    let Some((&opening, rest)) = pattern.trim_ascii_start().split_first() else { return true };
    let flags = rest.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let Some((&last, body)) = rest.get(..rest.len() - flags).and_then(<[u8]>::split_last) else { return false };
    let backslashes = body.iter().rev().take_while(|&&byte| byte == b'\\').count();
    last == closing(opening) && backslashes % 2 == 0
}

/// `str_getcsv($text, ',', '"', '\\')`, an empty text being one empty parameter.
pub(crate) fn csv(text: &[u8]) -> Vec<Box<[u8]>> {
    let text = without_line_end(text);
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let (field, behind) = csv_field(rest);
        fields.push(without_line_end(&field).into());
        match behind {
            Some(behind) => rest = behind,
            None => return fields,
        }
    }
}

/// The next field, and what follows the separator behind it.
fn csv_field(text: &[u8]) -> (Vec<u8>, Option<&[u8]>) {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let spaces = text.iter().take_while(|byte| is_space(byte)).count();
    let mut field = Vec::new();
    let mut rest = text;
    if let Some((&ENCLOSURE, quoted)) = text.get(spaces..).and_then(<[u8]>::split_first) {
        rest = unquote(quoted, &mut field);
    }
    // What stands between a closing enclosure and the separator belongs to the field, as it is.
    match memchr::memchr(SEPARATOR, rest) {
        Some(end) => {
            field.extend_from_slice(rest.get(..end).unwrap_or_default());
            (field, rest.get(end + 1..))
        }
        None => {
            field.extend_from_slice(rest);
            (field, None)
        }
    }
}

/// Takes the inside of an enclosure; what follows it is left.
fn unquote<'a>(mut rest: &'a [u8], field: &mut Vec<u8>) -> &'a [u8] {
    loop {
        match rest {
            [ENCLOSURE, ENCLOSURE, behind @ ..] => {
                field.push(ENCLOSURE);
                rest = behind;
            }
            [ENCLOSURE, behind @ ..] => return behind,
            // An escaped enclosure is no end, but the escape stays.
            [ESCAPE, next, behind @ ..] => {
                field.extend_from_slice(&[ESCAPE, *next]);
                rest = behind;
            }
            [byte, behind @ ..] => {
                field.push(*byte);
                rest = behind;
            }
            [] => return rest,
        }
    }
}

fn without_line_end(text: &[u8]) -> &[u8] {
    match text {
        [rest @ .., b'\r', b'\n'] | [rest @ .., b'\n' | b'\r'] => rest,
        text => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{CutPattern, csv, plain, rule, split};

    fn strings(fields: &[Box<[u8]>]) -> Vec<&str> {
        fields.iter().map(|field| std::str::from_utf8(field).unwrap()).collect()
    }

    #[test]
    fn parameters() {
        let table: [(&str, &[&str]); 19] = [
            ("", &[""]),
            ("a", &["a"]),
            ("a,b", &["a", "b"]),
            (" a , b ", &[" a ", " b "]),
            ("a,", &["a", ""]),
            (",", &["", ""]),
            (r#""a,b",c"#, &["a,b", "c"]),
            (r#" "a" ,c"#, &["a ", "c"]),
            (r#""a""b""#, &[r#"a"b"#]),
            (r#""a\"b",c"#, &[r#"a\"b"#, "c"]),
            (r#""a\\",c"#, &[r"a\\", "c"]),
            (r#""a"b"c",d"#, &[r#"ab"c""#, "d"]),
            (r#"a"b",c"#, &[r#"a"b""#, "c"]),
            (r#""open,a"#, &["open,a"]),
            (r"a\,b", &[r"a\", "b"]),
            ("4, 6\n", &["4", " 6"]),
            ("a\r\n", &["a"]),
            ("a\n,b", &["a", "b"]),
            (r#""""#, &[""]),
        ];
        for (text, expected) in table {
            assert_eq!(strings(&csv(text.as_bytes())), expected, "text: {text:?}");
        }
    }

    #[test]
    fn names() {
        for (name, expected) in [
            ("RequiredIf", "requiredif"),
            ("required_if", "requiredif"),
            (" required-if ", "requiredif"),
            ("Required If", "requiredif"),
        ] {
            assert_eq!(plain(name.as_bytes()), expected.as_bytes(), "name: {name}");
        }
    }

    #[test]
    fn rules() {
        let written = rule(b"regex:/a,b:c/");
        assert_eq!((written.name, strings(&written.parameters)), (&b"regex"[..], vec!["/a,b:c/"]));
        let written = rule(b"date_format:H:i");
        assert_eq!((written.name, strings(&written.parameters)), (&b"date_format"[..], vec!["H:i"]));
        assert!(rule(b"required").parameters.is_empty());
    }

    #[test]
    fn pipes() {
        let split = |text: &'static str| split(text.as_bytes()).collect::<Result<Vec<_>, _>>();
        assert_eq!(split("|||required| |max:5|").unwrap(), [&b"required"[..], b"max:5"]);
        for text in ["regex:/^a$/i|max:5", "regex:{^a$}|max:5", "max:5|regex:/^a"] {
            assert_eq!(split(text).unwrap().len(), 2, "text: {text}");
        }
        for text in ["regex:/a|b/", "not_regex:/a|b/i|max:5", r"Regex:/a\/|b/", "regex:(a|b)"] {
            assert!(matches!(split(text), Err(CutPattern { .. })), "text: {text}");
        }
    }
}
