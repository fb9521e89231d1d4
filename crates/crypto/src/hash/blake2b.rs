//! BLAKE2b with what a key leaves behind overwritten.

use crate::Error;
use crate::secret::overwrite;
use blake2b_simd::Params;

pub use blake2b_simd::State;

/// The longest digest and the longest key, in bytes.
const MAX: usize = 64;

/// BLAKE2b (RFC 7693) over parts in a row, as long as the output. An empty key is none.
///
/// # Errors
/// [`Error::KeyLength`] for a key of more than 64 bytes, [`Error::Parameter`] unless the output has 1 to 64.
pub fn blake2b(key: &[u8], parts: &[&[u8]], out: &mut [u8]) -> Result<(), Error> {
    if key.len() > MAX {
        return Err(Error::KeyLength);
    }
    if out.is_empty() || out.len() > MAX {
        return Err(Error::Parameter);
    }
    if let ([], [part]) = (key, parts) {
        // In one piece nothing has to be copied together.
        out.copy_from_slice(Params::new().hash_length(out.len()).hash(part).as_bytes());
        return Ok(());
    }
    let mut state = begin(key, out.len());
    for part in parts {
        state.update(part);
    }
    out.copy_from_slice(state.finalize().as_bytes());
    wipe(&mut state);
    Ok(())
}

/// A state to go on from. The lengths have to be right: a digest of 1 to 64 bytes, a key of 64 at most.
pub fn begin(key: &[u8], length: usize) -> State {
    let mut params = Params::new();
    params.hash_length(length).key(key);
    let state = params.to_state();
    if !key.is_empty() {
        overwrite(&mut params, Params::new());
    }
    state
}

/// Puts an empty state in the place of one.
pub fn wipe(state: &mut State) {
    overwrite(state, State::new());
}
