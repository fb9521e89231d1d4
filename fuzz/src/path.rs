//! Paths of targets: no name leaves the root, a name that was found is found again from what is written of it, and decoding is done once.

use crate::random::Random;
use highper_http::path::{DotFiles, resolve};

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let (mut scratch, mut other) = (Vec::new(), Vec::new());
    let careful = resolve(input, DotFiles::WellKnown, &mut scratch);
    let name = match (careful, resolve(input, DotFiles::Allowed, &mut other)) {
        (Ok(name), Ok(free)) if name != free => return Err(format!("{name:?}, but {free:?} with hidden files")),
        (Ok(name), Err(error)) => return Err(format!("{name:?}, but {error:?} with hidden files")),
        (_, Ok(name)) => name,
        (Err(_), Err(error)) => {
            let is_place = error.offset <= input.len() && !error.to_string().is_empty();
            return if is_place { Ok(false) } else { Err(format!("{error:?} is behind the end")) };
        }
    };
    let segments = || name.relative.split(|&byte| byte == b'/');
    let is_bad = |segment: &[u8]| matches!(segment, b"" | b"." | b"..") || segment.len() > 255;
    if !name.relative.is_empty() && segments().any(is_bad) {
        return Err(format!("{name:?} leaves the root, or is none"));
    }
    if name.relative.iter().any(|&byte| byte == b'\\' || byte.is_ascii_control()) || name.relative.len() > input.len() {
        return Err(format!("{name:?} is no name"));
    }
    if let Ok(name) = careful
        && name.relative.split(|&byte| byte == b'/').skip(1).any(|segment| segment.starts_with(b"."))
    {
        return Err(format!("{name:?} is hidden"));
    }
    if name.relative.len() > 4000 {
        // What is written below may be too long.
        return Ok(true);
    }
    let mut written = Vec::new();
    for segment in segments().filter(|segment| !segment.is_empty()) {
        written.push(b'/');
        for &byte in segment {
            // Any byte may be written either way, but for those that mean something.
            if byte.is_ascii_alphanumeric() && random.below(2) == 0 {
                written.push(byte);
            } else {
                written.extend_from_slice(format!("%{byte:02x}").as_bytes());
            }
        }
        written
            .extend_from_slice(random.pick(&[&b""[..], b"/.", b"/a/..", b"/", b"/%2E"]).copied().unwrap_or_default());
    }
    if name.is_folder || written.is_empty() {
        written.push(b'/');
    }
    let mut scratch = Vec::new();
    match resolve(&written, DotFiles::Allowed, &mut scratch) {
        Ok(again) if again.relative == name.relative => Ok(true),
        again => Err(format!("{name:?}, but {again:?} of {}", written.escape_ascii())),
    }
}

const SEEDS: &[&str] = &[
    "/",
    "/a/b.css",
    "/a//b/./c/../d/",
    "/%2e%2e/%2E./etc",
    "/a/%252e%252e/caf%C3%A9",
    "/.well-known/x",
    "/a/.git/..",
    "/a%2fb\\%5c%00",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
