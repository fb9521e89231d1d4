//! Opening files below a folder, which nothing in their names and no link can leave; random bytes.

use std::ffi::CString;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

/// To read, without waiting for the other end of a pipe that stands there.
const READ: i32 = libc::O_RDONLY | libc::O_CLOEXEC | libc::O_NONBLOCK | libc::O_NOCTTY;

/// Opens `name` below `root` to be read. Symbolic links are followed as long as they stay below (openat2(2), RESOLVE_BENEATH).
///
/// Where the system has no openat2, or does not allow it as some sandboxes do, no link is followed at all.
pub fn open_beneath(root: BorrowedFd<'_>, name: &[u8]) -> io::Result<File> {
    let name = if name.is_empty() { b"." } else { name };
    match openat2(root, name) {
        Err(error) if matches!(error.raw_os_error(), Some(libc::ENOSYS | libc::EPERM)) => step_by_step(root, name),
        result => result,
    }
}

fn openat2(root: BorrowedFd<'_>, name: &[u8]) -> io::Result<File> {
    let name = CString::new(name)?;
    // SAFETY: `open_how` is made of integers, for which zero is a value, and may get fields that zero turns off.
    let mut how: libc::open_how = unsafe { std::mem::zeroed() };
    how.flags = u64::try_from(READ).unwrap_or(0);
    how.resolve = libc::RESOLVE_BENEATH | libc::RESOLVE_NO_MAGICLINKS;
    // SAFETY: the name ends with NUL, `how` has the size that is told, and both live through the call.
    let number = unsafe {
        libc::syscall(libc::SYS_openat2, root.as_raw_fd(), name.as_ptr(), &raw const how, size_of::<libc::open_how>())
    };
    own(RawFd::try_from(number).unwrap_or(-1))
}

/// Opens one segment after another, none of which may be a link or lead up.
fn step_by_step(root: BorrowedFd<'_>, name: &[u8]) -> io::Result<File> {
    let mut segments = name.split(|&byte| byte == b'/').filter(|segment| !segment.is_empty()).peekable();
    let mut folder: Option<OwnedFd> = None;
    while let Some(segment) = segments.next() {
        if segment == b".." {
            return Err(io::Error::from(io::ErrorKind::NotFound));
        }
        let segment = CString::new(segment)?;
        let from = folder.as_ref().map_or(root, |folder| folder.as_fd());
        let flags = READ | libc::O_NOFOLLOW | if segments.peek().is_some() { libc::O_DIRECTORY } else { 0 };
        // SAFETY: the name ends with NUL and lives through the call.
        let file = own(unsafe { libc::openat(from.as_raw_fd(), segment.as_ptr(), flags) })?;
        if segments.peek().is_none() {
            return Ok(file);
        }
        folder = Some(file.into());
    }
    Err(io::Error::from(io::ErrorKind::NotFound))
}

fn own(number: RawFd) -> io::Result<File> {
    if number < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the descriptor was just opened and is known to nobody else.
    Ok(unsafe { File::from_raw_fd(number) })
}

/// Random bytes from the kernel.
pub fn random() -> io::Result<[u8; 16]> {
    let mut bytes = [0; 16];
    // SAFETY: the pointer is to as many bytes as are asked for. So few come at once or not at all (getrandom(2)).
    let read = unsafe { libc::getrandom(bytes.as_mut_ptr().cast(), bytes.len(), 0) };
    if usize::try_from(read) == Ok(bytes.len()) { Ok(bytes) } else { Err(io::Error::last_os_error()) }
}

#[cfg(test)]
mod tests {
    use super::{File, open_beneath, openat2, random, step_by_step};
    use std::io::{self, Read};
    use std::os::fd::{AsFd, BorrowedFd};
    use std::os::unix::fs::symlink;

    type Open = fn(BorrowedFd<'_>, &[u8]) -> io::Result<File>;

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let base = std::env::temp_dir().join(format!("highper-beneath-{}", std::process::id()));
        let root = base.join("root");
        std::fs::create_dir_all(root.join("inner")).unwrap();
        std::fs::write(base.join("secret"), "secret").unwrap();
        std::fs::write(root.join("inner/file"), "file").unwrap();
        symlink("inner/file", root.join("inside")).unwrap();
        symlink("../secret", root.join("outside")).unwrap();
        symlink("/etc/passwd", root.join("absolute")).unwrap();
        symlink("..", root.join("up")).unwrap();
        let folder = File::open(&root).unwrap();
        let ways: [(&str, Open); 3] = [("openat2", openat2), ("step by step", step_by_step), ("either", open_beneath)];
        for (name, opens, follows) in [
            ("inner/file", true, false),
            ("inside", true, true),
            ("outside", false, true),
            ("absolute", false, true),
            ("up/secret", false, true),
            ("../secret", false, false),
            ("inner/../../secret", false, false),
            ("/etc/passwd", false, false),
            ("missing", false, false),
            ("inner/file/more", false, false),
            ("a\0b", false, false),
        ] {
            for (way, open) in ways {
                let opened = open(folder.as_fd(), name.as_bytes());
                let expected = opens && !(follows && way == "step by step");
                assert_eq!(opened.is_ok(), expected, "{name}, {way}: {opened:?}");
                if let Ok(mut file) = opened {
                    let mut text = String::new();
                    file.read_to_string(&mut text).unwrap();
                    assert_eq!(text, "file", "{name}, {way}");
                }
            }
        }
        assert!(open_beneath(folder.as_fd(), b"").unwrap().metadata().unwrap().is_dir());
        std::fs::remove_dir_all(base).unwrap();
    }

    #[test]
    fn random_bytes_differ() {
        assert_ne!(random().unwrap(), random().unwrap());
    }
}
