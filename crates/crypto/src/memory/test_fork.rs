//! Runs a piece of a test in a forked child. The child may allocate: it is the C library's fork, which leaves the allocator usable.

/// What the child writes, so many bytes.
pub fn in_child(length: usize, work: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut ends = [0; 2];
    // SAFETY: `ends` has room for two descriptors.
    assert_eq!(unsafe { libc::pipe(ends.as_mut_ptr()) }, 0);
    // SAFETY: the child ends in `_exit` below and runs nothing of the test harness.
    let child = unsafe { libc::fork() };
    assert!(child >= 0);
    if child == 0 {
        let mut out = Vec::new();
        let is_done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&mut out))).is_ok();
        // SAFETY: the pointer and the length are those of a vector that is alive.
        unsafe {
            libc::write(ends[1], out.as_ptr().cast(), out.len());
            libc::_exit(i32::from(!is_done));
        }
    }
    let mut answer = Vec::new();
    while answer.len() < length {
        let mut piece = [0_u8; 4096];
        // SAFETY: `piece` has as much room as is said.
        let got = unsafe { libc::read(ends[0], piece.as_mut_ptr().cast(), piece.len().min(length - answer.len())) };
        if got <= 0 {
            break;
        }
        answer.extend(&piece[..usize::try_from(got).unwrap()]);
    }
    let mut status = 0;
    // SAFETY: the child is ours and is waited for once; the descriptors are ours and are closed once.
    unsafe {
        libc::close(ends[0]);
        libc::close(ends[1]);
        libc::waitpid(child, &raw mut status, 0);
    }
    assert_eq!((status, answer.len()), (0, length));
    answer
}
