//! Forms as browsers, curl and others send them, cut in all ways; what is broken, and where; the limits.

use super::MultipartErrorKind::*;
use super::*;
use crate::form::Boundary;

/// What came out, with data put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    data: String,
    is_complete: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Found {
    parts: Vec<Part>,
    is_complete: bool,
    error: Option<(MultipartErrorKind, u64)>,
}

const WIDE: Limits = Limits { parts: 10, head: 500, name: 100, field: 1000, file: 1000, total: 10_000 };

fn text(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string()
}

fn parse<'a>(pieces: impl IntoIterator<Item = &'a [u8]>, boundary: &str, limits: Limits) -> Found {
    let mut parser = Parser::new(Boundary::new(boundary.as_bytes()).unwrap(), limits);
    let mut found = Found::default();
    for piece in pieces {
        let mut input = piece;
        loop {
            match parser.next(&mut input) {
                Ok(None) => break,
                Ok(Some(Event::Part(head))) => found.parts.push(Part {
                    name: text(head.name()),
                    file_name: head.file_name().map(text),
                    content_type: head.content_type().map(text),
                    ..Part::default()
                }),
                Ok(Some(Event::Data(data))) => {
                    assert!(!data.is_empty());
                    found.parts.last_mut().unwrap().data += &text(data);
                }
                Ok(Some(Event::EndOfPart)) => found.parts.last_mut().unwrap().is_complete = true,
                Ok(Some(Event::End)) => found.is_complete = true,
                Err(error) => {
                    assert_eq!(parser.next(&mut &b"more"[..]), Err(error), "an error stays");
                    assert_eq!(parser.finish(), Err(error), "an error stays");
                    found.error = Some((error.kind, error.offset));
                    return found;
                }
            }
        }
        assert!(input.is_empty(), "all input is taken");
    }
    found.error = parser.finish().err().map(|error| (error.kind, error.offset));
    found
}

/// The same for every cut in two, and in pieces of up to seven bytes.
fn parse_all_ways(body: &[u8], boundary: &str, limits: Limits) -> Found {
    let whole = parse([body], boundary, limits);
    for size in 1..=7 {
        assert_eq!(parse(body.chunks(size), boundary, limits), whole, "pieces of {size}: {}", text(body));
    }
    for cut in 0..=body.len() {
        let pieces = [&body[..cut], &body[cut..]];
        assert_eq!(parse(pieces, boundary, limits), whole, "cut at {cut}: {}", text(body));
    }
    whole
}

fn part(name: &str, file_name: Option<&str>, content_type: Option<&str>, data: &str) -> Part {
    Part {
        name: name.to_owned(),
        file_name: file_name.map(str::to_owned),
        content_type: content_type.map(str::to_owned),
        data: data.to_owned(),
        is_complete: true,
    }
}

fn complete(parts: Vec<Part>) -> Found {
    Found { parts, is_complete: true, error: None }
}

#[test]
fn forms_are_read_as_they_are_sent() {
    let octets = Some("application/octet-stream");
    for (who, boundary, body, parts) in [
        (
            "Chromium: a text and a file",
            "----WebKitFormBoundary7MA4YWxkTrZu0gW",
            "------WebKitFormBoundary7MA4YWxkTrZu0gW\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\ntwo\r\nlines\r\n\
             ------WebKitFormBoundary7MA4YWxkTrZu0gW\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b%22.txt\"\r\n\
             Content-Type: text/plain\r\n\r\n\r\n--\r\n------WebKitFormBoundary7MA4YWxkTrZu0gW--\r\n",
            vec![
                part("text", None, None, r"two\r\nlines"),
                part("file", Some(r#"a \"b\".txt"#), Some("text/plain"), r"\r\n--"),
            ],
        ),
        (
            "Firefox: a file left out, and a name in UTF-8",
            "---------------------------9051914041544843365972754266",
            "-----------------------------9051914041544843365972754266\r\nContent-Disposition: form-data; name=\"é\"; filename=\"\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n\r\n-----------------------------9051914041544843365972754266--\r\n",
            vec![part(r"\xc3\xa9", Some(""), octets, "")],
        ),
        (
            "curl -F",
            "------------------------d74496d66958873e",
            "--------------------------d74496d66958873e\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
             --------------------------d74496d66958873e\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.bin\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n\0\x01\r\r\n-\r\n--\r\n--------------------------d74496d66958873e--\r\n",
            vec![part("a", None, None, "1"), part("f", Some("x.bin"), octets, r"\x00\x01\r\r\n-\r\n--")],
        ),
        ("an empty form of fetch()", "x", "--x--\r\n", vec![]),
        (
            "nothing behind the last delimiter",
            "x",
            "--x\r\ncontent-disposition: Form-Data;name=a\r\n\r\n1\r\n--x--",
            vec![part("a", None, None, "1")],
        ),
        (
            "a preamble, blanks behind boundaries, and an epilogue (RFC 2046, 5.1.1)",
            "simple boundary",
            "This is the preamble.\r\n--simple \r\n--simple boundary \t\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
             --simple boundary--\r\nThis is the epilogue.\r\n--simple boundary\r\n",
            vec![part("a", None, None, "1")],
        ),
        (
            "a line break before the first delimiter",
            "x",
            "\r\n--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n",
            vec![part("a", None, None, "1")],
        ),
        (
            "no body at all (RFC 2046, 5.1.1), and an empty one",
            "x",
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n\r\n--x--",
            vec![part("a", None, None, ""), part("b", None, None, "")],
        ),
        (
            "what only looks like a delimiter",
            "xy",
            "--xy\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n--x\r\n--x\r\n-\r\n\r\r\n\r\n--\r\n--x\r\r\n--xy--",
            vec![part("a", None, None, r"--x\r\n--x\r\n-\r\n\r\r\n\r\n--\r\n--x\r")],
        ),
        (
            "bare line feeds are data",
            "x",
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\n--x\n--x--\r\n--x--",
            vec![part("a", None, None, r"1\n--x\n--x--")],
        ),
        (
            "fields nobody asks for, and an encoding that is none",
            "x",
            "--x\r\nX-Other: 1\r\nContent-Transfer-Encoding: 8BIT\r\nContent-Type:text/plain; charset=utf-8 \r\n\
             Content-Disposition:  form-data ; name=\"a\" ; size=1;\r\n\r\n1\r\n--x--",
            vec![part("a", None, Some("text/plain; charset=utf-8"), "1")],
        ),
    ] {
        assert_eq!(parse_all_ways(body.as_bytes(), boundary, WIDE), complete(parts), "{who}");
    }
}

#[test]
fn names_are_read_as_browsers_write_them() {
    for (disposition, name, file_name) in [
        (r#"form-data; name="a"; filename="b.txt""#, "a", Some("b.txt")),
        (r#"form-data; filename="b.txt"; name="a""#, "a", Some("b.txt")),
        (r#"FORM-DATA;NAME="a";FILENAME="b.txt""#, "a", Some("b.txt")),
        ("form-data; name=a; filename=b.txt", "a", Some("b.txt")),
        ("form-data; name = \"a\"\t; filename\t=b.txt", "a", Some("b.txt")),
        (r#"form-data; name="""#, "", None),
        (r#"form-data; name="a[b][]""#, "a[b][]", None),
        (r#"form-data; name="a;b"; filename="c;d=e""#, "a;b", Some("c;d=e")),
        // HTML Standard, 4.10.21.8: three bytes are escaped, and nothing else is.
        (r#"form-data; name="a%22b%0D%0ac"; filename="%41%25%""#, "a\"b\r\nc", Some("%41%25%")),
        // Older curl and others escape by backslashes.
        (r#"form-data; name="a\"b"; filename="c\\d.txt""#, "a\"b", Some(r"c\d.txt")),
        // Browsers do not; and old ones sent whole paths.
        (r#"form-data; name="a"; filename="C:\dir\b.txt""#, "a", Some(r"C:\dir\b.txt")),
        (r#"form-data; name="a"; filename="b\""#, "a", Some(r"b\")),
        (r#"form-data; name="a\"; filename="b""#, r"a\", Some("b")),
        (r#"form-data; name="a\\"; filename="b""#, r"a\", Some("b")),
        // RFC 8187.
        ("form-data; name=a; filename*=UTF-8''%e2%82%ac%20rates", "a", Some("€ rates")),
        ("form-data; name=a; filename=\"EURO rates\"; filename*=utf-8'en'%e2%82%ac%20rates", "a", Some("€ rates")),
        ("form-data; name=a; filename*=utf-8''b; filename=\"c\"", "a", Some("b")),
        // What cannot be read is passed over.
        ("form-data; name=a; filename=b; filename*=iso-8859-1''%a3", "a", Some("b")),
        ("form-data; name=a; filename=b; filename*=UTF-8''%ff", "a", Some("b")),
        ("form-data; name=a; filename=b; filename*=UTF-8''%4", "a", Some("b")),
        ("form-data; name=a; filename=b; filename*=c", "a", Some("b")),
        ("form-data; name=a; filename=b; filename*=UTF-8''%00", "a", Some("b")),
        ("form-data; name=\"\u{540d}\"; filename=\"\u{6587}.txt\"", "\u{540d}", Some("\u{6587}.txt")),
        ("form-data;; name=a;;", "a", None),
    ] {
        let body = format!("--x\r\nContent-Disposition: {disposition}\r\n\r\n\r\n--x--");
        let found = parse([body.as_bytes()], "x", WIDE);
        let expected = part(&text(name.as_bytes()), file_name.map(|name| text(name.as_bytes())).as_deref(), None, "");
        assert_eq!(found, complete(vec![expected]), "Content-Disposition: {disposition}");
    }
}

#[test]
fn dispositions_that_say_nothing_are_refused() {
    for disposition in [
        "",
        "form-data",
        "form-data; filename=\"a\"",
        "attachment; name=\"a\"",
        "form-data; name=\"a\"; name=\"b\"",
        "form-data; name=a; filename=b; filename=c",
        "form-data; name=a; filename*=UTF-8''b; filename*=UTF-8''c",
        "form-data; name=a; filename*=iso-8859-1''%a3",
        "form-data; name=\"a",
        "form-data; name=\"a\"b",
        "form-data; name=a b",
        "form-data; name=a\"b\"",
        "form-data; name=",
        "form-data; name",
        "form-data name=a",
        "form-data; =a",
        "form-data; name==a;b",
    ] {
        let body = format!("--x\r\nX: y\r\nContent-Disposition: {disposition}\r\n\r\n\r\n--x--");
        let found = parse([body.as_bytes()], "x", WIDE);
        assert_eq!(found.error, Some((Disposition, 11)), "Content-Disposition: {disposition}");
    }
}

#[test]
fn a_file_s_name_loses_its_folders() {
    for (file_name, expected) in [
        ("a.txt", Some("a.txt")),
        ("dir/a.txt", Some("a.txt")),
        (r"C:\dir\a.txt", Some("a.txt")),
        ("../../etc/passwd", Some("passwd")),
        (r"..\a/..\b", Some("b")),
        ("", None),
        (".", None),
        ("..", None),
        ("a/..", None),
        ("a/", None),
        ("a%0D%0Ab", None),
        (".hidden", Some(".hidden")),
    ] {
        let body = format!("--x\r\nContent-Disposition: form-data; name=a; filename=\"{file_name}\"\r\n\r\n\r\n--x--");
        let mut parser = Parser::new(Boundary::new(b"x").unwrap(), WIDE);
        let mut input = body.as_bytes();
        let Ok(Some(Event::Part(head))) = parser.next(&mut input) else { panic!("file: {file_name}") };
        assert_eq!(head.base_name(), expected.map(str::as_bytes), "file: {file_name}");
    }
}

#[test]
fn all_fields_of_a_head_can_be_seen() {
    let body = b"--x\r\nContent-Disposition: form-data; name=a\r\nX-One:  1 \r\nx-two:\r\n\r\n\r\n--x--";
    let mut parser = Parser::new(Boundary::new(b"x").unwrap(), WIDE);
    let mut input = &body[..];
    let Ok(Some(Event::Part(head))) = parser.next(&mut input) else { panic!("no part") };
    let fields: Vec<_> = head.fields().collect();
    let expected = [(&b"Content-Disposition"[..], &b"form-data; name=a"[..]), (b"X-One", b"1"), (b"x-two", b"")];
    assert_eq!(fields, expected);
}

#[test]
fn what_is_broken_is_told_with_its_place() {
    // The length of the head below.
    let good = "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n";
    let at = good.len() as u64;
    for (name, body, expected) in [
        ("nothing", String::new(), (UnexpectedEnd, 0)),
        ("no delimiter", "a=1&b=2".to_owned(), (UnexpectedEnd, 7)),
        ("another boundary", "--y\r\n\r\n--y--\r\n".to_owned(), (UnexpectedEnd, 14)),
        ("half a delimiter", "--".to_owned(), (UnexpectedEnd, 2)),
        ("a delimiter alone", "--x\r\n".to_owned(), (UnexpectedEnd, 5)),
        ("half a last delimiter", "--x-".to_owned(), (UnexpectedEnd, 4)),
        ("a boundary that goes on", "--xy\r\n".to_owned(), (Delimiter, 3)),
        ("a boundary that goes on later", format!("{good}1\r\n--xy\r\n"), (Delimiter, at + 6)),
        ("a boundary and one hyphen", "--x-\r\n".to_owned(), (Delimiter, 4)),
        ("blanks and something", "--x \ty".to_owned(), (Delimiter, 5)),
        ("a bare LF", "--x\nContent-Disposition: form-data; name=a\n\n1\n--x--".to_owned(), (Delimiter, 3)),
        ("a bare CR", "--x\rContent".to_owned(), (Delimiter, 4)),
        ("half a head", "--x\r\nContent-Disposition: form-data; name=a\r\n".to_owned(), (UnexpectedEnd, 45)),
        ("data that do not end", format!("{good}1\r\n--"), (UnexpectedEnd, at + 5)),
        ("no head", "--x\r\n\r\n1\r\n--x--".to_owned(), (MissingDisposition, 5)),
        ("no disposition", "--x\r\nContent-Type: text/plain\r\n\r\n1\r\n--x--".to_owned(), (MissingDisposition, 5)),
        ("no colon", "--x\r\nA: b\r\nContent\r\n\r\n".to_owned(), (HeadField, 11)),
        ("no name", "--x\r\n: b\r\n\r\n".to_owned(), (HeadField, 5)),
        ("a blank before the colon", "--x\r\nA : b\r\n\r\n".to_owned(), (HeadField, 5)),
        ("a line that goes on", "--x\r\nA: b\r\n c: d\r\n\r\n".to_owned(), (HeadField, 11)),
        ("LF in a head", "--x\r\nA: b\nC: d\r\n\r\n".to_owned(), (HeadField, 5)),
        ("CR in a head", "--x\r\nA: b\rC: d\r\n\r\n".to_owned(), (HeadField, 5)),
        ("NUL in a head", "--x\r\nA: \0\r\n\r\n".to_owned(), (HeadField, 5)),
        (
            "two dispositions",
            "--x\r\nContent-Disposition: form-data; name=a\r\ncontent-disposition: form-data; name=a\r\n\r\n"
                .to_owned(),
            (RepeatedField, 45),
        ),
        ("two types", "--x\r\nContent-Type: a/b\r\nContent-Type: a/b\r\n\r\n".to_owned(), (RepeatedField, 24)),
        (
            "base64",
            "--x\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n".to_owned(),
            (TransferEncoding, 45),
        ),
        ("a head that ends with its delimiter", "--x\r\nA: b\r\n--x--\r\n\r\n".to_owned(), (HeadField, 11)),
    ] {
        let found = parse_all_ways(body.as_bytes(), "x", WIDE);
        assert_eq!((found.is_complete, found.error), (false, Some(expected)), "{name}: {body:?}");
    }
}

#[test]
fn limits_hold_however_the_form_is_cut() {
    let head = "Content-Disposition: form-data; name=a\r\n\r\n";
    let (part, long) = (format!("--x\r\n{head}12345\r\n"), "x".repeat(101));
    // The length of a head, and where the data begin behind it.
    let (length, data) = (head.len(), head.len() as u64 + 5);
    let file = format!("--x\r\n{}12345\r\n--x--", head.replace("=a", "=a; filename=b"));
    for (name, body, limits, parts, error) in [
        ("as many parts as allowed", format!("{part}{part}--x--"), Limits { parts: 2, ..WIDE }, 2, None),
        (
            "a part more",
            format!("{part}{part}--x--"),
            Limits { parts: 1, ..WIDE },
            1,
            Some((TooManyParts, part.len() as u64 + 5)),
        ),
        ("no part", "--x--".to_owned(), Limits { parts: 0, ..WIDE }, 0, None),
        ("a head as long as allowed", format!("{part}--x--"), Limits { head: length, ..WIDE }, 1, None),
        ("a longer head", format!("{part}--x--"), Limits { head: length - 1, ..WIDE }, 0, Some((HeadTooLong, 5))),
        ("a head without end", format!("--x\r\n{}", "a".repeat(600)), WIDE, 0, Some((HeadTooLong, 5))),
        ("no head is allowed", format!("{part}--x--"), Limits { head: 0, ..WIDE }, 0, Some((HeadTooLong, 5))),
        ("a field as long as allowed", format!("{part}--x--"), Limits { field: 5, ..WIDE }, 1, None),
        ("a longer field", format!("{part}--x--"), Limits { field: 3, ..WIDE }, 1, Some((PartTooLong, data + 3))),
        (
            "a field with nothing allowed",
            format!("{part}--x--"),
            Limits { field: 0, ..WIDE },
            1,
            Some((PartTooLong, data)),
        ),
        ("a file as long as allowed", file.clone(), Limits { field: 0, file: 5, ..WIDE }, 1, None),
        ("a longer file", file, Limits { file: 4, ..WIDE }, 1, Some((PartTooLong, data + 16))),
        (
            "what only looks like a delimiter is too long",
            format!("--x\r\n{head}1\r\n--y\r\n--x--"),
            Limits { field: 3, ..WIDE },
            1,
            Some((PartTooLong, data + 3)),
        ),
        (
            "a form as long as allowed",
            format!("{part}--x--\r\nepilogue"),
            Limits { total: part.len() as u64 + 5, ..WIDE },
            1,
            None,
        ),
        (
            "a longer form",
            format!("{part}--x--"),
            Limits { total: part.len() as u64 + 4, ..WIDE },
            1,
            Some((TooLong, part.len() as u64 + 4)),
        ),
        ("a preamble without end", "a".repeat(60), Limits { total: 50, ..WIDE }, 0, Some((TooLong, 50))),
        (
            "a long name",
            format!("--x\r\nA: b\r\n{}", head.replace("=a", &format!("={long}"))),
            WIDE,
            0,
            Some((NameTooLong, 11)),
        ),
        (
            "a long file's name",
            format!("--x\r\n{}", head.replace("=a", &format!("=a; filename={long}"))),
            WIDE,
            0,
            Some((NameTooLong, 5)),
        ),
    ] {
        let found = parse_all_ways(body.as_bytes(), "x", limits);
        assert_eq!((found.parts.len(), found.error), (parts, error), "{name}: {body:?}");
        assert_eq!(found.is_complete, error.is_none(), "{name}: {body:?}");
        let sizes = found.parts.iter().map(|part| part.data.len() as u64);
        let most = limits.field.max(limits.file);
        assert!(sizes.max().unwrap_or(0) <= most * 4, "{name}: more than the limit was given");
    }
}

#[test]
fn data_are_as_they_were_sent() {
    // All sequences of four pieces that come close to a delimiter.
    let pieces = ["\r", "\n", "-", "x", "\r\n", "--", "\r\n--", "a"];
    for number in 0..pieces.len().pow(4) {
        let mut rest = number;
        let mut data = String::new();
        for _ in 0..4 {
            data += pieces[rest % pieces.len()];
            rest /= pieces.len();
        }
        // What is a delimiter is no data, nor is one that the head's blank line begins.
        if format!("\r\n{data}").contains("\r\n--x") {
            continue;
        }
        let body = format!("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n{data}\r\n--x--");
        let expected = complete(vec![part("a", None, None, &text(data.as_bytes()))]);
        for size in [1, 2, 3, body.len()] {
            assert_eq!(parse(body.as_bytes().chunks(size), "x", WIDE), expected, "pieces of {size}: {body:?}");
        }
    }
}

#[test]
fn what_is_there_whole_is_not_copied() {
    let body = b"--x\r\nContent-Disposition: form-data; name=name\r\n\r\ndata\r\n--x--".to_vec();
    let mut parser = Parser::new(Boundary::new(b"x").unwrap(), WIDE);
    let mut input = &body[..];
    let Ok(Some(Event::Part(head))) = parser.next(&mut input) else { panic!("no part") };
    assert_eq!(head.name().as_ptr(), body[42..].as_ptr());
    let Ok(Some(Event::Data(data))) = parser.next(&mut input) else { panic!("no data") };
    assert_eq!((data, data.as_ptr()), (&b"data"[..], body[50..].as_ptr()));
}
