//! Punycode (RFC 3492): how long a label becomes by it, and what a label in it stands for.

// Section 5.
const BASE: u32 = 36;
const TMIN: u32 = 1;
const TMAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// The most octets that DNS has for a label (RFC 1035, section 2.3.4).
pub(super) const MAX_LABEL: usize = 63;

/// Whether a label is longer than DNS has room for, once it is written in ASCII.
pub(super) fn is_too_long(label: &str) -> bool {
    if label.is_ascii() {
        return label.len() > MAX_LABEL;
    }
    // These two become letters of ASCII before anything is encoded (UTS #46).
    if label.contains(['\u{17F}', '\u{212A}']) {
        return is_too_long(&label.replace('\u{17F}', "s").replace('\u{212A}', "k"));
    }
    // Each character takes at least one digit, so the loops below are short.
    let limit = MAX_LABEL - "xn--".len();
    if label.chars().count() > limit {
        return true;
    }
    encoded_length(label, limit).is_none_or(|length| length > limit)
}

/// The length of the label in Punycode, without prefix; `None` if it is above the limit for certain.
fn encoded_length(label: &str, limit: usize) -> Option<usize> {
    let basic = label.bytes().filter(u8::is_ascii).count();
    let mut length = if basic > 0 { basic + 1 } else { 0 };
    let total = u32::try_from(label.chars().count()).ok()?;
    let mut handled = u32::try_from(basic).ok()?;
    let (mut n, mut delta, mut bias, mut first) = (INITIAL_N, 0_u32, INITIAL_BIAS, true);
    while handled < total {
        let next = label.chars().map(u32::from).filter(|&code| code >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for code in label.chars().map(u32::from) {
            if code < n {
                delta = delta.checked_add(1)?;
            } else if code == n {
                length += digits(delta, bias);
                bias = adapt(delta, handled + 1, first);
                (delta, first) = (0, false);
                handled += 1;
            }
        }
        if length > limit {
            return None;
        }
        (delta, n) = (delta + 1, n + 1);
    }
    Some(length)
}

/// The label that stands behind `xn--` and this; `None` if there is none, or if DNS has no room for it.
pub(super) fn decode(encoded: &str) -> Option<String> {
    if encoded.len() + "xn--".len() > MAX_LABEL || !encoded.is_ascii() {
        return None;
    }
    let (basic, rest) = match encoded.rsplit_once('-') {
        Some(("", _)) => return None,
        Some(parts) => parts,
        None => ("", encoded),
    };
    let mut label: Vec<char> = basic.chars().collect();
    let (mut n, mut index, mut bias, mut first) = (INITIAL_N, 0_u32, INITIAL_BIAS, true);
    let mut rest = rest.bytes().peekable();
    while rest.peek().is_some() {
        let (before, mut weight, mut k) = (index, 1_u32, BASE);
        loop {
            let digit = match rest.next()? {
                letter @ (b'a'..=b'z' | b'A'..=b'Z') => u32::from(letter.to_ascii_lowercase() - b'a'),
                digit @ b'0'..=b'9' => u32::from(digit - b'0') + 26,
                _ => return None,
            };
            index = index.checked_add(digit.checked_mul(weight)?)?;
            let t = threshold(k, bias);
            if digit < t {
                break;
            }
            (weight, k) = (weight.checked_mul(BASE - t)?, k + BASE);
        }
        let points = u32::try_from(label.len()).ok()? + 1;
        bias = adapt(index - before, points, first);
        n = n.checked_add(index / points)?;
        index %= points;
        label.insert(usize::try_from(index).ok()?, char::from_u32(n)?);
        (index, first) = (index + 1, false);
    }
    Some(label.into_iter().collect())
}

/// The number of digits of a variable-length integer.
fn digits(value: u32, bias: u32) -> usize {
    let (mut q, mut k, mut count) = (value, BASE, 1);
    loop {
        let t = threshold(k, bias);
        if q < t {
            return count;
        }
        (q, k, count) = ((q - t) / (BASE - t), k + BASE, count + 1);
    }
}

fn threshold(k: u32, bias: u32) -> u32 {
    k.saturating_sub(bias).clamp(TMIN, TMAX)
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > ((BASE - TMIN) * TMAX) / 2 {
        (delta, k) = (delta / (BASE - TMIN), k + BASE);
    }
    k + (BASE - TMIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_of_the_encoded_form() {
        for (label, encoded) in [
            ("ü", "tda"),
            ("bücher", "bcher-kva"),
            ("ß", "zca"),
            ("münchen-ost", "mnchen-ost-9db"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("MajiでKoiする5秒前", "MajiKoi5-783gue6qz075azm5e"),
            ("\u{1F600}", "e28h"),
        ] {
            assert_eq!(encoded_length(label, 59), Some(encoded.len()), "label: {label}");
            assert_eq!(decode(encoded).as_deref(), Some(label), "encoded: {encoded}");
        }
    }

    #[test]
    fn what_is_not_encoded_is_not_decoded() {
        for (encoded, label) in [
            ("", Some("")),
            ("abc-", Some("abc")),
            ("-tda", None),
            ("zzzzzzzz", None),
            ("a_", None),
            ("99999999", None),
            ("bcher-kv", None),
            ("tdaü", None),
        ] {
            assert_eq!(decode(encoded).as_deref(), label, "encoded: {encoded}");
        }
        assert_eq!(decode(&"a".repeat(60)), None);
    }

    #[test]
    fn labels_are_limited_by_their_encoded_length() {
        for (label, too_long) in [
            ("a".repeat(63), false),
            ("a".repeat(64), true),
            // One character repeated takes a digit each.
            ("ü".repeat(57), false),
            ("ü".repeat(58), true),
            ("ü".repeat(60), true),
        ] {
            assert_eq!(is_too_long(&label), too_long, "label: {label}");
        }
    }
}
