//! The registered claims: their types, what is demanded of them when a token is read, and which are added when one is issued.

mod fault;
mod issue;

pub use fault::{ClaimFault, ClaimFaultKind};
pub use issue::complete;

use crate::json::{self, Fault, Limits, Outline, Text, Visitor};
use crate::time::{self, Moment};

/// The levels that a payload may have.
pub const MAX_LEVELS: usize = 128;

const LIMITS: Limits = Limits { levels: MAX_LEVELS, names: usize::MAX };

/// What is demanded of a token's claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// `iss`.
    pub issuer: Option<Box<[u8]>>,
    /// `aud`.
    pub audience: Option<Box<[u8]>>,
    /// `sub`.
    pub subject: Option<Box<[u8]>>,
    /// Seconds until a token that is issued expires. If there are none, tokens need no `exp`.
    pub lifetime: Option<u32>,
    /// Seconds by which clocks may differ.
    pub leeway: u32,
}

/// Whether a token that has expired is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// It is.
    Checked,
    /// It is not, but it needs `exp` all the same.
    Ignored,
}

/// Checks the claims of a token that was authenticated.
///
/// # Errors
/// The first fault, in the order: payload, types, expiry, beginning, issuer, audience, subject.
pub fn check(payload: &[u8], rules: &Rules, now: Moment, expiry: Expiry) -> Result<(), ClaimFault> {
    let mut claims = Claims::default();
    claims.read(payload)?;
    let times = claims.times()?;
    match times.expires {
        None if rules.lifetime.is_some() => return Err(ClaimFault::new("exp", ClaimFaultKind::Missing)),
        Some(exp) if expiry == Expiry::Checked && now >= exp.after(rules.leeway) => {
            return Err(ClaimFault::at("exp", &claims.exp, ClaimFaultKind::Expired));
        }
        _ => {}
    }
    let latest = now.after(rules.leeway);
    if times.begins.is_some_and(|nbf| latest < nbf) {
        return Err(ClaimFault::at("nbf", &claims.nbf, ClaimFaultKind::NotYetValid));
    }
    if times.issued.is_some_and(|iat| latest < iat) {
        return Err(ClaimFault::at("iat", &claims.iat, ClaimFaultKind::IssuedInFuture));
    }
    for (name, expected, given) in claims.parties(rules) {
        let Some(expected) = expected else { continue };
        match given {
            Some(Some(text)) if text.is(expected) => {}
            Some(_) => return Err(ClaimFault::new(name, ClaimFaultKind::Mismatch)),
            None => return Err(ClaimFault::new(name, ClaimFaultKind::Missing)),
        }
    }
    Ok(())
}

/// Checks what can be checked of claims without knowing what is demanded of them: an object with unique names, and types.
///
/// # Errors
/// The first fault.
pub fn shape(payload: &[u8]) -> Result<(), ClaimFault> {
    let mut claims = Claims::default();
    claims.read(payload)?;
    claims.times().map(drop)
}

/// A claim's value, if it is there: a string, or anything else.
type Value<'j> = Option<Option<Text<'j>>>;

/// The registered claims of a payload.
#[derive(Default)]
struct Claims<'j> {
    exp: Value<'j>,
    nbf: Value<'j>,
    iat: Value<'j>,
    iss: Value<'j>,
    aud: Value<'j>,
    sub: Value<'j>,
    jti: Value<'j>,
}

struct Times {
    expires: Option<Moment>,
    begins: Option<Moment>,
    issued: Option<Moment>,
}

impl<'j> Claims<'j> {
    fn read(&mut self, payload: &'j [u8]) -> Result<Outline, ClaimFault> {
        json::scan(payload, LIMITS, self).map_err(|_: Fault| ClaimFault::new("", ClaimFaultKind::Payload))
    }

    /// Checks the types of all claims and reads the times.
    fn times(&self) -> Result<Times, ClaimFault> {
        let times = Times {
            expires: moment("exp", &self.exp)?,
            begins: moment("nbf", &self.nbf)?,
            issued: moment("iat", &self.iat)?,
        };
        for (name, value) in [("iss", &self.iss), ("aud", &self.aud), ("sub", &self.sub), ("jti", &self.jti)] {
            if let Some(None) = value {
                return Err(ClaimFault::new(name, ClaimFaultKind::NotText));
            }
        }
        Ok(times)
    }

    /// What may be demanded, and what there is.
    fn parties<'r>(&self, rules: &'r Rules) -> [(&'static str, Option<&'r [u8]>, &Value<'j>); 3] {
        [
            ("iss", rules.issuer.as_deref(), &self.iss),
            ("aud", rules.audience.as_deref(), &self.aud),
            ("sub", rules.subject.as_deref(), &self.sub),
        ]
    }
}

fn moment(name: &'static str, value: &Value<'_>) -> Result<Option<Moment>, ClaimFault> {
    let Some(value) = value else { return Ok(None) };
    let moment = value.as_ref().and_then(|text| match text.plain() {
        Some(plain) => time::read(plain),
        None => time::read(&text.decoded()),
    });
    moment.map(Some).ok_or_else(|| ClaimFault::new(name, ClaimFaultKind::NotTime))
}

impl<'j> Visitor<'j> for Claims<'j> {
    #[inline(always)]
    fn member(&mut self, name: Text<'j>, value: Option<Text<'j>>) {
        let decoded;
        let plain = match name.plain() {
            Some(plain) => plain,
            None => {
                decoded = name.decoded();
                &decoded
            }
        };
        let place = match plain {
            b"exp" => &mut self.exp,
            b"nbf" => &mut self.nbf,
            b"iat" => &mut self.iat,
            b"iss" => &mut self.iss,
            b"aud" => &mut self.aud,
            b"sub" => &mut self.sub,
            b"jti" => &mut self.jti,
            _ => return,
        };
        *place = Some(value);
    }
}

#[cfg(test)]
mod tests;
