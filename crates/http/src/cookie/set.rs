//! Writing Set-Cookie (RFC 6265, 4.1; draft-ietf-httpbis-rfc6265bis, 4.1 and 5.7). What browsers would drop is refused here, where someone
//! sees it.

use crate::date;
use crate::syntax::is_token;
use std::fmt;

/// The longest name and value together, and the longest value of an attribute (rfc6265bis, 5.7): longer ones are dropped by browsers.
const LONGEST_PAIR: usize = 4096;
const LONGEST_ATTRIBUTE: usize = 1024;

/// Which requests of other sites a cookie goes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameSite {
    /// None of them.
    Strict,
    /// Those that follow a link to here.
    Lax,
    /// All. Browsers want `Secure` with it.
    None,
}

/// A cookie to be set.
#[derive(Clone, Copy, Debug, Default)]
pub struct SetCookie<'a> {
    /// A token.
    pub name: &'a [u8],
    /// Visible ASCII without quotes, commas, semicolons and backslashes; quotes may stand around it.
    pub value: &'a [u8],
    /// The host with all below it; the host alone where there is none.
    pub domain: Option<&'a [u8]>,
    /// The paths it is for. Browsers take the folder of the request where there is none.
    pub path: Option<&'a [u8]>,
    /// The seconds it lives; none or fewer removes it. Wins over `expires`.
    pub max_age: Option<i64>,
    /// When it ends, in seconds since 1970.
    pub expires: Option<i64>,
    /// For encrypted connections only.
    pub secure: bool,
    /// Not for scripts.
    pub http_only: bool,
    /// With which requests of other sites.
    pub same_site: Option<SameSite>,
    /// A jar of its own below each site that embeds this one.
    pub partitioned: bool,
}

/// Why a cookie is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CookieError {
    /// The name is no token.
    Name,
    /// The value has a byte that no value has.
    Value,
    /// Name and value have more than 4,096 bytes together.
    TooLong,
    /// The domain is no name of a host, or too long.
    Domain,
    /// The path does not begin with a slash, has a control character or a semicolon, or is too long.
    Path,
    /// `SameSite=None` or `Partitioned` without `Secure`.
    Insecure,
    /// A name that begins with `__Secure-`, `__Host-`, `__Http-` or `__Host-Http-` without what that promises.
    Prefix,
}

impl fmt::Display for CookieError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Name => "the cookie's name is not a token",
            Self::Value => "the cookie's value has a byte that it cannot have",
            Self::TooLong => "the cookie's name and value are longer than 4096 bytes",
            Self::Domain => "the cookie's domain is not the name of a host",
            Self::Path => "the cookie's path is not one",
            Self::Insecure => "SameSite=None and Partitioned need Secure",
            Self::Prefix => "the cookie lacks what the prefix of its name promises",
        })
    }
}

impl std::error::Error for CookieError {}

impl SetCookie<'_> {
    /// Appends the value of a Set-Cookie field. Nothing is appended if the cookie is refused.
    ///
    /// # Errors
    /// What browsers would not take, or what would say something else than it should.
    pub fn write(&self, out: &mut Vec<u8>) -> Result<(), CookieError> {
        self.check()?;
        out.extend_from_slice(self.name);
        out.push(b'=');
        out.extend_from_slice(self.value);
        let mut attribute = |name: &[u8], value: &[u8]| {
            out.extend_from_slice(b"; ");
            out.extend_from_slice(name);
            out.extend_from_slice(value);
        };
        if let Some(expires) = self.expires {
            attribute(b"Expires=", &date::imf_fixdate(expires));
        }
        if let Some(max_age) = self.max_age {
            // The grammar of RFC 6265 has no zero; browsers take both alike.
            attribute(b"Max-Age=", max_age.max(0).to_string().as_bytes());
        }
        if let Some(domain) = self.domain {
            attribute(b"Domain=", domain);
        }
        if let Some(path) = self.path {
            attribute(b"Path=", path);
        }
        match self.same_site {
            Some(SameSite::Strict) => attribute(b"SameSite=Strict", b""),
            Some(SameSite::Lax) => attribute(b"SameSite=Lax", b""),
            Some(SameSite::None) => attribute(b"SameSite=None", b""),
            None => {}
        }
        for (is_set, name) in
            [(self.secure, &b"Secure"[..]), (self.http_only, b"HttpOnly"), (self.partitioned, b"Partitioned")]
        {
            if is_set {
                attribute(name, b"");
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<(), CookieError> {
        if !is_token(self.name) {
            return Err(CookieError::Name);
        }
        if !is_value(self.value) {
            return Err(CookieError::Value);
        }
        if self.name.len() + self.value.len() > LONGEST_PAIR {
            return Err(CookieError::TooLong);
        }
        if self.domain.is_some_and(|domain| !is_domain(domain)) {
            return Err(CookieError::Domain);
        }
        if self.path.is_some_and(|path| !is_path(path)) {
            return Err(CookieError::Path);
        }
        if !self.secure && (self.partitioned || self.same_site == Some(SameSite::None)) {
            return Err(CookieError::Insecure);
        }
        if self.keeps_prefix() { Ok(()) } else { Err(CookieError::Prefix) }
    }

    /// rfc6265bis, 4.1.3 and 5.7: what browsers demand of names with a prefix, whatever the case of its letters.
    fn keeps_prefix(&self) -> bool {
        let begins =
            |prefix: &[u8]| self.name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        let is_host_only = self.domain.is_none() && self.path == Some(b"/");
        if begins(b"__Host-Http-") {
            self.secure && self.http_only && is_host_only
        } else if begins(b"__Host-") {
            self.secure && is_host_only
        } else if begins(b"__Http-") {
            self.secure && self.http_only
        } else {
            self.secure || !begins(b"__Secure-")
        }
    }
}

/// `cookie-value`: cookie-octets, with quotes around them or not.
fn is_value(value: &[u8]) -> bool {
    let inside = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value);
    inside.iter().all(|&byte| matches!(byte, b'!' | b'#'..=b'+' | b'-'..=b':' | b'<'..=b'[' | b']'..=b'~'))
}

/// Labels of letters, digits and hyphens. A dot in front is borne, as browsers do (rfc6265bis, 5.6.3).
fn is_domain(domain: &[u8]) -> bool {
    let name = domain.strip_prefix(b".").unwrap_or(domain);
    domain.len() <= LONGEST_ATTRIBUTE
        && name.split(|&byte| byte == b'.').all(|label| {
            let is_hyphen = |byte: Option<&u8>| byte == Some(&b'-');
            !label.is_empty()
                && label.iter().all(|&byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !is_hyphen(label.first())
                && !is_hyphen(label.last())
        })
}

/// `path-value`; what does not begin with a slash is no path to browsers.
fn is_path(path: &[u8]) -> bool {
    path.first() == Some(&b'/')
        && path.len() <= LONGEST_ATTRIBUTE
        && path.iter().all(|&byte| byte != b';' && !byte.is_ascii_control())
}
