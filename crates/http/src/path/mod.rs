//! From the path of a target to the name of a file below a root that it cannot leave. Says nothing of the file system: links there are the
//! caller's matter (openat2 with RESOLVE_BENEATH, where they are not wanted).

use crate::syntax::hex_pair;

/// The longest name of a file on Linux (NAME_MAX).
const LONGEST_SEGMENT: usize = 255;
/// The longest path on Linux with the NUL behind it (PATH_MAX).
const LONGEST: usize = 4095;

/// Which names that begin with a dot are let through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DotFiles {
    /// None but `.well-known` at the beginning (RFC 8615).
    #[default]
    WellKnown,
    /// All.
    Allowed,
}

/// A name below the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// Segments with single slashes in between; empty for the root. Begins and ends without a slash, and contains no NUL, no backslash
    /// and no segment `.` or `..`.
    pub relative: &'a [u8],
    /// Whether the target means a folder: it ends with a slash, or with a dot segment.
    pub is_folder: bool,
}

/// Why a path is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathErrorKind {
    /// It does not begin with a slash.
    NotAbsolute,
    /// A percent sign without two hexadecimal digits.
    Escape,
    /// NUL or another control character, encoded or not.
    Control,
    /// A backslash, which some take for a slash.
    Backslash,
    /// An encoded slash: whether it separates is not for everyone the same.
    EncodedSlash,
    /// `?` or `#`: a target was given and not its path.
    NoPath,
    /// It leads out of the root.
    AboveRoot,
    /// A name that begins with a dot.
    Hidden,
    /// No file can have such a name.
    TooLong,
}

/// What is wrong, and at which byte of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathError {
    /// What.
    pub kind: PathErrorKind,
    /// Where: a byte of the path as it was given.
    pub offset: usize,
}

impl PathError {
    /// The status to answer with: that there is no such file, or that the request is wrong.
    pub const fn status(&self) -> u16 {
        match self.kind {
            PathErrorKind::Hidden | PathErrorKind::TooLong | PathErrorKind::EncodedSlash => 404,
            _ => 400,
        }
    }
}

impl std::fmt::Display for PathError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.kind {
            PathErrorKind::NotAbsolute => "the path does not begin with a slash",
            PathErrorKind::Escape => "a percent sign has no two hexadecimal digits behind it",
            PathErrorKind::Control => "a control character is in the path",
            PathErrorKind::Backslash => "a backslash is in the path",
            PathErrorKind::EncodedSlash => "an encoded slash is in the path",
            PathErrorKind::NoPath => "a query or a fragment is in the path",
            PathErrorKind::AboveRoot => "the path leads out of the root",
            PathErrorKind::Hidden => "the path names a hidden file",
            PathErrorKind::TooLong => "the path is longer than that of any file",
        };
        write!(formatter, "{what} (byte {})", self.offset)
    }
}

impl std::error::Error for PathError {}

/// Resolves the path of a target: decodes it, once; takes dot segments away (RFC 3986, 5.2.4), but none above the root; and makes one
/// slash of several. The name is written to `scratch`, whose contents are lost.
///
/// # Errors
/// What cannot be the name of a file, or could be read in two ways.
pub fn resolve<'a>(path: &[u8], dot_files: DotFiles, scratch: &'a mut Vec<u8>) -> Result<Name<'a>, PathError> {
    scratch.clear();
    let fail = |kind, offset| Err(PathError { kind, offset });
    if path.first() != Some(&b'/') {
        return fail(PathErrorKind::NotAbsolute, 0);
    }
    let mut is_folder = true;
    let mut at = 0;
    while let Some(b'/') = path.get(at) {
        let start = at + 1;
        let before = scratch.len();
        if before > 0 {
            scratch.push(b'/');
        }
        let name = scratch.len();
        at = start + decode_segment(path.get(start..).unwrap_or_default(), start, scratch)?;
        match scratch.get(name..).unwrap_or_default() {
            b"" | b"." => {
                is_folder = true;
                scratch.truncate(before);
            }
            b".." => {
                is_folder = true;
                if before == 0 {
                    return fail(PathErrorKind::AboveRoot, start);
                }
                let parent = memchr::memrchr(b'/', scratch.get(..before).unwrap_or_default()).unwrap_or(0);
                scratch.truncate(parent);
            }
            segment => {
                is_folder = false;
                let is_well_known = before == 0 && segment == b".well-known";
                if segment.first() == Some(&b'.') && dot_files == DotFiles::WellKnown && !is_well_known {
                    return fail(PathErrorKind::Hidden, start);
                }
                if segment.len() > LONGEST_SEGMENT || scratch.len() > LONGEST {
                    return fail(PathErrorKind::TooLong, start);
                }
            }
        }
    }
    Ok(Name { relative: scratch, is_folder })
}

/// Appends what a segment says, decoded; gives its length in the path. `base` is where it begins there.
fn decode_segment(text: &[u8], base: usize, out: &mut Vec<u8>) -> Result<usize, PathError> {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let fail = |kind| Err(PathError { kind, offset: base + at });
        let (byte, length) = match byte {
            b'/' => break,
            b'?' | b'#' => return fail(PathErrorKind::NoPath),
            b'%' => match text.get(at + 1..).and_then(hex_pair) {
                Some(b'/') => return fail(PathErrorKind::EncodedSlash),
                Some(byte) => (byte, 3),
                None => return fail(PathErrorKind::Escape),
            },
            _ => (byte, 1),
        };
        if byte.is_ascii_control() {
            return fail(PathErrorKind::Control);
        }
        if byte == b'\\' {
            return fail(PathErrorKind::Backslash);
        }
        out.push(byte);
        at += length;
    }
    Ok(at)
}

#[cfg(test)]
mod tests;
