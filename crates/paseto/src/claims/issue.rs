//! Adding the claims that a token is issued with.

use super::{ClaimFault, ClaimFaultKind, Claims, Rules};
use crate::json::write_string;
use crate::time;

/// Claims as a token is issued with them: those given, as they are, then `iat`, `exp`, `iss`, `aud` and `sub`, as far as the rules have
/// them and they are not there. The moment is in seconds since 1970. What the output held is lost.
///
/// # Errors
/// The first fault: of the payload, of types, or a claim that contradicts the rules. The output is empty then.
pub fn complete(claims: &[u8], rules: &Rules, now: i64, out: &mut Vec<u8>) -> Result<(), ClaimFault> {
    out.clear();
    let mut given = Claims::default();
    let outline = given.read(claims)?;
    given.times()?;
    let parties = given.parties(rules);
    for (name, expected, value) in &parties {
        if let (Some(expected), Some(Some(text))) = (expected, value)
            && !text.is(expected)
        {
            return Err(ClaimFault::new(name, ClaimFaultKind::Mismatch));
        }
    }
    let issued = match given.iat {
        None => Some(stamp("iat", now)?),
        Some(_) => None,
    };
    let expires = match rules.lifetime {
        Some(lifetime) if given.exp.is_none() => Some(stamp("exp", now.saturating_add(lifetime.into()))?),
        _ => None,
    };
    let [iss, aud, sub] = parties.map(|(name, expected, value)| (name, expected.filter(|_| value.is_none())));
    let iat = ("iat", issued.as_ref().map(<[u8; 20]>::as_slice));
    let exp = ("exp", expires.as_ref().map(<[u8; 20]>::as_slice));
    let added = [iat, exp, iss, aud, sub];
    // Times are ASCII.
    if [iss, aud, sub].iter().any(|(_, value)| value.is_some_and(|value| std::str::from_utf8(value).is_err())) {
        return Err(ClaimFault::new("", ClaimFaultKind::NotUtf8));
    }
    // No byte becomes more than six, so the buffer stays where it is, and what is moved leaves no copy behind.
    out.reserve(
        claims.len() + added.iter().map(|(_, value)| value.map_or(0, |value| value.len() * 6 + 9)).sum::<usize>(),
    );
    let (before, after) = claims.split_at_checked(outline.closing).unwrap_or((claims, b""));
    out.extend_from_slice(before);
    let mut is_first = outline.is_empty;
    for (name, value) in added {
        let Some(value) = value else { continue };
        out.extend_from_slice(if is_first { b"\"" } else { b",\"" });
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        write_string(value, out);
        is_first = false;
    }
    out.extend_from_slice(after);
    Ok(())
}

fn stamp(claim: &'static str, seconds: i64) -> Result<[u8; 20], ClaimFault> {
    time::write(seconds).ok_or(ClaimFault::new(claim, ClaimFaultKind::NotTime))
}
