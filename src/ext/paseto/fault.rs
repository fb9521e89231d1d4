//! What PasetoException and its subclasses say.

use crate::ext::exception;
use crate::zval::array::new_string;
use highper_paseto::claims::{ClaimFault, ClaimFaultKind};
use highper_paseto::footer::FooterFault;

// PasetoException's constants
pub const INVALID_TOKEN: i64 = 1;
pub const EXPIRED: i64 = 2;
pub const NOT_YET_VALID: i64 = 3;
pub const CLAIM: i64 = 4;
pub const FOOTER: i64 = 5;
pub const NO_SECRET_KEY: i64 = 6;
pub const BAD_PARAMETER: i64 = 7;

/// Throws a PasetoException.
#[cold]
pub fn refuse(code: i64, message: &str) {
    exception::throw(&exception::PASETO, message.as_bytes(), code, &[]);
}

/// Throws what is said of every token that does not authenticate.
#[cold]
pub fn invalid() {
    exception::throw(&exception::INVALID_TOKEN, b"The token is not valid", INVALID_TOKEN, &[]);
}

/// Throws for a footer.
#[cold]
pub fn footer(fault: &FooterFault) {
    refuse(FOOTER, &fault.to_string());
}

/// Throws for claims.
#[cold]
pub fn claim(fault: &ClaimFault) {
    let message = fault.to_string();
    match fault.kind {
        ClaimFaultKind::Expired(_) => exception::throw(&exception::TOKEN_EXPIRED, message.as_bytes(), EXPIRED, &[]),
        ClaimFaultKind::NotYetValid(_) | ClaimFaultKind::IssuedInFuture(_) => {
            exception::throw(&exception::TOKEN_NOT_YET_VALID, message.as_bytes(), NOT_YET_VALID, &[]);
        }
        _ => mismatch(fault.claim, &message),
    }
}

/// Throws a ClaimMismatch.
#[cold]
pub fn mismatch(claim: &str, message: &str) {
    let claim = ("claim", new_string(claim.as_bytes()));
    exception::throw(&exception::CLAIM_MISMATCH, message.as_bytes(), CLAIM, &[claim]);
}
