//! The schemes that a URL may have.

use std::sync::LazyLock;

use crate::rules::format::data;

static KNOWN: LazyLock<Box<[&str]>> = LazyLock::new(|| {
    data::entries(include_str!("../../../../../../php/Data/schemes.php")).map(|(scheme, _)| scheme).collect()
});

/// More than the longest of them has.
const ROOM: usize = 48;

/// Whether a scheme is among those given or, if none are, those known. Case does not matter.
pub(super) fn is_accepted(scheme: &[u8], given: &[Box<[u8]>]) -> bool {
    if given.is_empty() && matches!(scheme, b"https" | b"http") {
        return true;
    }
    if !scheme.is_ascii() {
        return folded(scheme).is_some_and(|scheme| is_accepted(&scheme, given));
    }
    if given.is_empty() {
        return is_known(scheme);
    }
    given.iter().any(|one| one.trim_ascii().eq_ignore_ascii_case(scheme))
}

fn is_known(scheme: &[u8]) -> bool {
    let mut room = [0; ROOM];
    let Some(lower) = room.get_mut(..scheme.len()) else {
        return false;
    };
    lower.copy_from_slice(scheme);
    lower.make_ascii_lowercase();
    KNOWN.binary_search_by(|known| known.as_bytes().cmp(lower)).is_ok()
}

/// With the two characters that are letters of ASCII but for their case as such, if there is nothing else beyond ASCII.
fn folded(scheme: &[u8]) -> Option<Vec<u8>> {
    if scheme.len() > 2 * ROOM {
        return None;
    }
    let text = std::str::from_utf8(scheme).ok()?.replace('\u{17F}', "s").replace('\u{212A}', "k");
    text.is_ascii().then(|| text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_ones_are_sorted_and_fit() {
        assert!(KNOWN.len() > 300);
        assert!(KNOWN.is_sorted());
        assert!(KNOWN.iter().all(|scheme| scheme.len() < ROOM && *scheme == scheme.to_ascii_lowercase()));
    }

    #[test]
    fn case_does_not_matter() {
        for (scheme, given, expected) in [
            ("http", &[][..], true),
            ("HTTPS", &[], true),
            ("Chrome-Extension", &[], true),
            ("z39.50s", &[], true),
            ("aaa", &[], true),
            ("unknown", &[], false),
            ("", &[], false),
            ("http\u{17F}", &[], true),
            ("http\u{DF}", &[], false),
            ("https", &["http", "https"], true),
            ("ftp", &["http", "https"], false),
            ("Custom", &["custom"], true),
            ("https", &["http", " https "], true),
        ] {
            let given: Vec<Box<[u8]>> = given.iter().map(|one: &&str| one.as_bytes().into()).collect();
            assert_eq!(is_accepted(scheme.as_bytes(), &given), expected, "scheme: {scheme}, {given:?}");
        }
        assert!(!is_accepted(&[b'a'; 1000], &[]));
        assert!(!is_accepted(&[0xC3; 20], &[]));
    }
}
