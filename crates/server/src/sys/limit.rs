//! How many descriptors this process may have open: RLIMIT_NOFILE.

use std::io;

/// Raises the limit to what the hard limit allows, at most to `wanted`, and says what it is then. It is never lowered.
pub fn raise_open_files(wanted: u64) -> io::Result<u64> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the pointer is to one `rlimit` that lives through the call.
    if unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) } != 0 {
        return Err(io::Error::last_os_error());
    }
    let aim = wanted.min(limit.rlim_max);
    if limit.rlim_cur >= aim {
        return Ok(limit.rlim_cur);
    }
    limit.rlim_cur = aim;
    // SAFETY: as above; the call only reads it.
    if unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) } != 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(aim)
}

#[cfg(test)]
mod tests {
    use super::raise_open_files;

    #[test]
    fn the_limit_is_raised_and_never_lowered() {
        let now = raise_open_files(64).unwrap();
        assert!(now >= 64);
        assert_eq!(raise_open_files(1).unwrap(), now);
        assert!(raise_open_files(u64::MAX).unwrap() >= now);
    }
}
