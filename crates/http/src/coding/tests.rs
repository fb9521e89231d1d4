//! Accept-Encoding as it is sent, and what is chosen for it.

use super::Coding::{Brotli, Gzip, Identity, Zstandard};
use super::*;

fn best(field: Option<&str>, available: &[Coding]) -> Option<Coding> {
    Accepted::read(field.map(str::as_bytes)).best(available)
}

#[test]
fn the_best_variant_is_chosen() {
    for (field, expected) in [
        // Chromium, Firefox, Safari, curl --compressed.
        (Some("gzip, deflate, br, zstd"), Some(Brotli)),
        (Some("gzip, deflate, br"), Some(Brotli)),
        (Some("gzip, deflate"), Some(Gzip)),
        (Some("deflate, gzip, br, zstd"), Some(Brotli)),
        // RFC 9110, 12.5.3.
        (Some("compress, gzip"), Some(Gzip)),
        (Some(""), Some(Identity)),
        (Some("*"), Some(Brotli)),
        (Some("compress;q=0.5, gzip;q=1.0"), Some(Gzip)),
        (Some("gzip;q=1.0, identity; q=0.5, *;q=0"), Some(Gzip)),
        (None, Some(Identity)),
        (Some("x-gzip"), Some(Gzip)),
        (Some("GZIP;Q=0.5"), Some(Gzip)),
        (Some("br;q=0.5, gzip"), Some(Gzip)),
        (Some("br;q=0.5, gzip;q=0.5"), Some(Brotli)),
        (Some("br;q=0, gzip;q=0.001"), Some(Gzip)),
        (Some("br;q=0, *"), Some(Zstandard)),
        (Some("br;q=0.2, *;q=0.1"), Some(Brotli)),
        (Some("gzip;q=0.5, identity"), Some(Identity)),
        (Some("gzip;q=0.5, identity;q=0.6"), Some(Identity)),
        (Some("identity"), Some(Identity)),
        (Some("deflate"), Some(Identity)),
        (Some("deflate, identity;q=0"), None),
        (Some("*;q=0"), None),
        (Some("identity;q=0"), None),
        (Some("*;q=0, identity"), Some(Identity)),
        (Some("gzip;q=0, gzip"), Some(Identity)),
        // What is malformed says nothing.
        (Some("br;q=2, gzip"), Some(Gzip)),
        (Some("br;level=5, gzip"), Some(Gzip)),
        (Some("br;q, gzip"), Some(Gzip)),
        (Some("br;q=1;q=1, gzip"), Some(Gzip)),
        (Some(",, ;q=1, gzip ,"), Some(Gzip)),
        (Some("br gzip"), Some(Identity)),
    ] {
        assert_eq!(best(field, &Coding::ALL), expected, "Accept-Encoding: {field:?}");
    }
}

#[test]
fn only_what_there_is_is_chosen() {
    for (field, available, expected) in [
        ("gzip, br", &[Gzip, Identity][..], Some(Gzip)),
        ("br", &[Gzip, Identity], Some(Identity)),
        ("br, identity;q=0", &[Gzip, Identity], None),
        ("gzip, br", &[], None),
        // The order of preference is the caller's.
        ("gzip, br, zstd", &[Zstandard, Brotli, Gzip], Some(Zstandard)),
        ("gzip, br;q=1, zstd;q=0.999", &[Zstandard, Brotli, Gzip], Some(Brotli)),
    ] {
        assert_eq!(best(Some(field), available), expected, "Accept-Encoding: {field} of {available:?}");
    }
}

#[test]
fn fields_in_several_lines_are_one_list() {
    assert_eq!(Accepted::read([&b"gzip;q=0.5"[..], b"br"]), Accepted::read([&b"gzip;q=0.5, br"[..]]));
}

#[test]
fn only_so_many_elements_count() {
    let field = format!("{}br", "a,".repeat(MOST_ELEMENTS - 1));
    assert_eq!(best(Some(&field), &Coding::ALL), Some(Brotli));
    assert_eq!(best(Some(&format!("a,{field}")), &Coding::ALL), Some(Identity));
}

#[test]
fn variants_have_names() {
    let names = Coding::ALL.map(|coding| (coding.name(), coding.suffix()));
    assert_eq!(names, [(Some("br"), ".br"), (Some("zstd"), ".zst"), (Some("gzip"), ".gz"), (None, "")]);
}
