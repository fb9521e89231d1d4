//! Paths: which names they are, which they are not, and that no combination of odd pieces leaves the root.

use super::PathErrorKind::*;
use super::*;

#[test]
fn a_path_is_a_name_below_the_root() {
    for (path, relative, is_folder) in [
        ("/", "", true),
        ("/a", "a", false),
        ("/a/", "a", true),
        ("/a/b.css", "a/b.css", false),
        ("/a//b", "a/b", false),
        ("//", "", true),
        ("//a", "a", false),
        ("/a/./b", "a/b", false),
        ("/a/.", "a", true),
        ("/./a", "a", false),
        ("/a/../b", "b", false),
        ("/a/..", "", true),
        ("/a/b/..", "a", true),
        ("/a/b/c/../../d", "a/d", false),
        ("/a/%2e%2e/b", "b", false),
        ("/a/.%2E/b", "b", false),
        ("/a/%2e/b", "a/b", false),
        ("/a%20b", "a b", false),
        ("/a+b", "a+b", false),
        ("/caf%C3%A9", "café", false),
        ("/café", "café", false),
        ("/%41%7a", "Az", false),
        ("/a;b=c:d@e", "a;b=c:d@e", false),
        ("/%253f", "%3f", false),
        // Decoded once: these are the names, odd as they are.
        ("/%252e%252e/a", "%2e%2e/a", false),
        ("/%3Fa%23", "?a#", false),
        ("/a..", "a..", false),
        ("/.well-known/acme-challenge/x", ".well-known/acme-challenge/x", false),
        ("/a/../.well-known/x", ".well-known/x", false),
    ] {
        let mut scratch = b"left over".to_vec();
        let name = Name { relative: relative.as_bytes(), is_folder };
        assert_eq!(resolve(path.as_bytes(), DotFiles::WellKnown, &mut scratch), Ok(name), "path: {path}");
    }
}

#[test]
fn what_is_no_name_is_refused() {
    let long = format!("/a/{}", "b".repeat(256));
    let deep = "/0123456789abcde".repeat(257);
    for (path, kind, offset) in [
        ("", NotAbsolute, 0),
        ("a", NotAbsolute, 0),
        ("*", NotAbsolute, 0),
        ("http://a/b", NotAbsolute, 0),
        ("%2fa", NotAbsolute, 0),
        ("/..", AboveRoot, 1),
        ("/../a", AboveRoot, 1),
        ("/%2e%2e/etc/passwd", AboveRoot, 1),
        ("/a/../..", AboveRoot, 6),
        ("/a/b/../../../a", AboveRoot, 11),
        ("//../a", AboveRoot, 2),
        ("/./../a", AboveRoot, 3),
        ("/a%2fb", EncodedSlash, 2),
        ("/..%2fa", EncodedSlash, 3),
        ("/a%5Cb", Backslash, 2),
        ("/..\\a", Backslash, 3),
        ("/a%00.css", Control, 2),
        ("/a\0", Control, 2),
        ("/a%0d%0a", Control, 2),
        ("/a\n", Control, 2),
        ("/%7f", Control, 1),
        ("/a%", Escape, 2),
        ("/a%4", Escape, 2),
        ("/a%4g", Escape, 2),
        ("/a%u0041", Escape, 2),
        ("/a%%41", Escape, 2),
        ("/a?b", NoPath, 2),
        ("/a#b", NoPath, 2),
        ("/.git/config", Hidden, 1),
        ("/a/.env", Hidden, 3),
        ("/%2ehtaccess", Hidden, 1),
        ("/a/.well-known/x", Hidden, 3),
        ("/.well-known2", Hidden, 1),
        ("/...", Hidden, 1),
        (&long, TooLong, 3),
        (&deep, TooLong, 4097),
    ] {
        let mut scratch = Vec::new();
        let found = resolve(path.as_bytes(), DotFiles::WellKnown, &mut scratch);
        assert_eq!(found, Err(PathError { kind, offset }), "path: {path}");
    }
    let mut scratch = Vec::new();
    for path in ["/.git/config", "/...", "/a/.env"] {
        let name = resolve(path.as_bytes(), DotFiles::Allowed, &mut scratch).unwrap();
        assert_eq!(name.relative, &path.as_bytes()[1..], "path: {path}");
    }
    assert_eq!(resolve(b"/.git/../..", DotFiles::Allowed, &mut scratch).unwrap_err().kind, AboveRoot);
}

#[test]
fn no_combination_leaves_the_root() {
    let pieces = ["/", ".", "..", "%2e", "a", "%2f", "\\", "%00", "//", "/../", ".git"];
    let mut scratch = Vec::new();
    let (mut tried, mut resolved) = (0, 0);
    // All sequences of five pieces: each digit of the number in base 11 is one.
    for number in 0..pieces.len().pow(5) {
        let mut rest = number;
        let mut path = "/".to_owned();
        for _ in 0..5 {
            path += pieces[rest % pieces.len()];
            rest /= pieces.len();
        }
        tried += 1;
        let Ok(name) = resolve(path.as_bytes(), DotFiles::Allowed, &mut scratch) else { continue };
        resolved += 1;
        let segments = || name.relative.split(|&byte| byte == b'/');
        let is_safe = segments().all(|segment| !matches!(segment, b"" | b"." | b".."));
        assert!(is_safe || name.relative.is_empty(), "path: {path}, name: {}", name.relative.escape_ascii());
        assert!(!name.relative.contains(&b'\\') && !name.relative.contains(&0), "path: {path}");
    }
    assert!(resolved > 10_000 && resolved < tried, "{resolved} of {tried}");
}
