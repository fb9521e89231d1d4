//! Cookies: nothing of a field is lost or made up, and a Set-Cookie says what it was told and nothing else. The input is a Cookie field; and in
//! lines, the name, the value, the domain and the path of a cookie to be set.

use crate::random::Random;
use highper_http::cookie::{SameSite, SetCookie, cookies, find};

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let mut letters = 0;
    for cookie in cookies(input) {
        let is_pair = !cookie.name.contains(&b'=') && !cookie.name.contains(&b';') && !cookie.value.contains(&b';');
        if !is_pair || (cookie.name.is_empty() && cookie.value.is_empty()) {
            return Err(format!("{cookie:?} is no cookie"));
        }
        let first = cookies(input).find(|other| other.name == cookie.name).map(|other| other.value);
        if find(input, cookie.name) != first {
            return Err(format!("{cookie:?} is not found first"));
        }
        letters += cookie.name.iter().chain(cookie.value).filter(|byte| byte.is_ascii_alphanumeric()).count();
    }
    if letters != input.iter().filter(|byte| byte.is_ascii_alphanumeric()).count() {
        return Err("letters are lost".to_owned());
    }
    set(input, random)
}

fn set(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let mut lines = input.splitn(4, |&byte| byte == b'\n');
    let mut line = || lines.next().filter(|line| !line.is_empty());
    let (name, value, domain, path) = (line(), line(), line(), line());
    let same_sites = [None, Some(SameSite::Strict), Some(SameSite::Lax), Some(SameSite::None)];
    let mut is = || random.below(2) == 0;
    let cookie = SetCookie {
        name: name.unwrap_or_default(),
        value: value.unwrap_or_default(),
        domain,
        path,
        max_age: is().then_some(7),
        expires: is().then_some(7),
        secure: is(),
        http_only: is(),
        partitioned: is(),
        same_site: random.pick(&same_sites).copied().flatten(),
    };
    let mut out = Vec::new();
    if cookie.write(&mut out).is_err() {
        return if out.is_empty() { Ok(false) } else { Err("a refused cookie is written".to_owned()) };
    }
    if out.iter().any(u8::is_ascii_control) {
        return Err(format!("a control character in {}", out.escape_ascii()));
    }
    let mut parts = out.split(|&byte| byte == b';');
    let pair = parts.next().unwrap_or_default();
    if pair != [cookie.name, b"=", cookie.value].concat() || find(pair, cookie.name) != Some(cookie.value) {
        return Err(format!("{cookie:?} is written {}", out.escape_ascii()));
    }
    let attributes = [cookie.max_age.is_some(), cookie.expires.is_some(), domain.is_some(), path.is_some()];
    let flags = [cookie.secure, cookie.http_only, cookie.partitioned, cookie.same_site.is_some()];
    let expected = attributes.iter().chain(&flags).filter(|is_there| **is_there).count();
    let found = parts.count();
    if found != expected {
        return Err(format!("{found} attributes instead of {expected} in {}", out.escape_ascii()));
    }
    let begins = |prefix: &str| cookie.name.to_ascii_lowercase().starts_with(prefix.as_bytes());
    if begins("__host-") && !(cookie.secure && domain.is_none() && path == Some(b"/")) {
        return Err(format!("{} breaks its promise", out.escape_ascii()));
    }
    Ok(true)
}

const SEEDS: &[&str] = &[
    "SID=31d4d96e407aad42; lang=en-US",
    "a=1;a=2; ;=;b;=c; d=\"x;y\"",
    "id\nvalue\nexample.com\n/",
    "__Host-id\n\"a:b\"\n\n/",
    "__Secure-id\n%20\n.a.b-c\n/a b",
    "id",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
