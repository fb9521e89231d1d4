//! Matching as one would write it first: every form of one pattern is tried against the whole path, piece by piece, with no trie and no order
//! among routes. What the table answers about a route alone is compared with this. Knows no regular expressions.

/// A part of a segment.
enum Piece {
    Literal(Vec<u8>),
    Parameter(Vec<u8>),
}

/// How many ways to split a segment the router tries (docs/router.md, Patterns). A path that comes near is not compared.
const TRIES: usize = 150;

/// What a pattern says about a path.
pub enum Answer {
    /// It has constraints that are not known here, or takes too many tries.
    Unknown,
    /// The decoded values, or nothing if the path is not of the pattern.
    Known(Option<Vec<Vec<u8>>>),
}

/// Asks a valid pattern about a path in its canonical form. `fold` makes letters in literals equal to those of the other case.
pub fn ask(pattern: &[u8], path: &[u8], fold: bool) -> Answer {
    let Some(forms) = forms(pattern) else { return Answer::Unknown };
    let mut matching = Vec::new();
    for form in &forms {
        let Some(segments) = segments(form, fold) else { return Answer::Unknown };
        let mut tries = TRIES;
        let mut values = Vec::new();
        let matches =
            walk(&segments, &path.split(|&byte| byte == b'/').collect::<Vec<_>>(), fold, &mut values, &mut tries);
        if tries == 0 {
            return Answer::Unknown;
        }
        if matches {
            matching.push(values);
        }
    }
    // Which of several forms goes first is the router's to say.
    if matching.len() > 1 { Answer::Unknown } else { Answer::Known(matching.pop()) }
}

/// The pattern with none of its tails, with the first, and so on. `None` if a constraint is no name.
fn forms(pattern: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut forms = Vec::new();
    let mut form = Vec::new();
    let mut rest = pattern;
    while let Some((&byte, behind)) = rest.split_first() {
        match byte {
            b'{' => {
                let end = rest.iter().position(|&byte| byte == b'}')?;
                let (parameter, behind) = rest.split_at_checked(end + 1)?;
                let constraint = parameter.splitn(2, |&byte| byte == b':').nth(1).unwrap_or(b"int}");
                is_known(constraint.strip_suffix(b"}")?).then_some(())?;
                form.extend_from_slice(parameter);
                rest = behind;
                continue;
            }
            b'[' => forms.push(form.clone()),
            b']' => {}
            _ => form.push(byte),
        }
        rest = behind;
    }
    forms.push(form);
    Some(forms)
}

/// The pieces of each segment of a form; the first one is that before the leading slash.
fn segments(form: &[u8], fold: bool) -> Option<Vec<Vec<Piece>>> {
    let mut segments = vec![Vec::new()];
    let mut rest = form;
    while !rest.is_empty() {
        let end = rest.iter().position(|&byte| byte == b'{').unwrap_or(rest.len());
        let (literal, behind) = rest.split_at_checked(end)?;
        for (index, text) in canonical(literal)?.split(|&byte| byte == b'/').enumerate() {
            if index > 0 {
                segments.push(Vec::new());
            }
            if !text.is_empty() {
                let text = if fold { text.to_ascii_lowercase() } else { text.to_vec() };
                segments.last_mut()?.push(Piece::Literal(text));
            }
        }
        rest = behind;
        if let Some(end) = rest.iter().position(|&byte| byte == b'}') {
            segments.last_mut()?.push(Piece::Parameter(rest.get(1..end)?.to_vec()));
            rest = rest.get(end + 1..)?;
        }
    }
    Some(segments)
}

fn walk(segments: &[Vec<Piece>], path: &[&[u8]], fold: bool, values: &mut Vec<Vec<u8>>, tries: &mut usize) -> bool {
    let (Some((segment, segments)), Some((text, rest))) = (segments.split_first(), path.split_first()) else {
        return segments.is_empty() && path.is_empty();
    };
    if let [Piece::Parameter(parameter)] = segment.as_slice()
        && let Some((name, constraint)) = catch_all(parameter)
    {
        let all = path.join(&b'/');
        let value = decode(&all);
        let matches = !name.is_empty() && !all.is_empty() && accepts(constraint, &value);
        values.push(value);
        return matches;
    }
    let before = values.len();
    // A segment is split in the first way that fits; what comes behind does not make it try another.
    if split(segment, text, fold, values, tries) && walk(segments, rest, fold, values, tries) {
        return true;
    }
    values.truncate(before);
    false
}

fn catch_all(parameter: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut parts = parameter.splitn(2, |&byte| byte == b':');
    let name = parts.next()?.strip_suffix(b"*")?;
    Some((name, parts.next().unwrap_or_default()))
}

/// Fits pieces to a segment, each parameter as long as can be.
fn split(pieces: &[Piece], text: &[u8], fold: bool, values: &mut Vec<Vec<u8>>, tries: &mut usize) -> bool {
    match pieces.split_first() {
        None => text.is_empty(),
        Some((Piece::Literal(literal), pieces)) => {
            let Some((start, rest)) = text.split_at_checked(literal.len()) else { return false };
            let is_equal = if fold { start.eq_ignore_ascii_case(literal) } else { start == literal };
            is_equal && split(pieces, rest, fold, values, tries)
        }
        Some((Piece::Parameter(parameter), pieces)) => {
            let constraint = parameter.splitn(2, |&byte| byte == b':').nth(1).unwrap_or_default();
            for end in (1..=text.len()).rev() {
                let Some((value, rest)) = text.split_at_checked(end) else { continue };
                if is_cut(value) {
                    continue;
                }
                *tries = tries.saturating_sub(1);
                let value = decode(value);
                if *tries == 0 || !accepts(constraint, &value) {
                    continue;
                }
                let before = values.len();
                values.push(value);
                if split(pieces, rest, fold, values, tries) {
                    return true;
                }
                values.truncate(before);
            }
            false
        }
    }
}

/// Whether an escape at the end lacks digits.
fn is_cut(text: &[u8]) -> bool {
    text.iter().rev().take(2).any(|&byte| byte == b'%')
}

fn is_known(constraint: &[u8]) -> bool {
    [&b"int"[..], b"alpha", b"alnum", b"hex", b"slug"].contains(&constraint)
}

fn accepts(constraint: &[u8], value: &[u8]) -> bool {
    match constraint {
        b"int" => value.iter().all(u8::is_ascii_digit),
        b"alpha" => value.iter().all(u8::is_ascii_alphabetic),
        b"alnum" => value.iter().all(u8::is_ascii_alphanumeric),
        b"hex" => value.iter().all(u8::is_ascii_hexdigit),
        b"slug" => {
            value.split(|&byte| byte == b'-').all(|part| !part.is_empty() && part.iter().all(u8::is_ascii_alphanumeric))
        }
        _ => true,
    }
}

/// The canonical form of a path up to its query (docs/router.md, Paths); `None` if it is not valid.
pub fn canonical(text: &[u8]) -> Option<Vec<u8>> {
    let end = text.iter().position(|byte| b"?#".contains(byte)).unwrap_or(text.len());
    let mut rest = text.get(..end)?;
    let mut out = Vec::new();
    while let Some((&byte, behind)) = rest.split_first() {
        let (byte, is_escaped) = if byte == b'%' { (number(behind.get(..2)?)?, true) } else { (byte, false) };
        rest = if is_escaped { behind.get(2..)? } else { behind };
        let is_unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        match byte {
            0 => return None,
            _ if is_unreserved || (!is_escaped && b"/!$&'()*+,;=:@".contains(&byte)) => out.push(byte),
            _ => out.extend_from_slice(format!("%{byte:02X}").as_bytes()),
        }
    }
    Some(out)
}

fn number(digits: &[u8]) -> Option<u8> {
    let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
    is_hex.then(|| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok())?
}

fn decode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((&byte, behind)) = rest.split_first() {
        match behind.get(..2).filter(|_| byte == b'%').and_then(number) {
            Some(decoded) => {
                out.push(decoded);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                out.push(byte);
                rest = behind;
            }
        }
    }
    out
}
