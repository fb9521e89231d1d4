//! Files that lead to a master, and are removed by the one that made them alone.

use crate::sys::process::task::own_pid;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A file that is still the one that was made: not one that another process has put in its place since.
#[derive(Debug)]
pub(super) struct OwnFile {
    path: PathBuf,
    identity: (u64, u64),
}

impl OwnFile {
    /// The file that is there now.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), identity: identity(path)? })
    }
}

impl Drop for OwnFile {
    fn drop(&mut self) {
        if identity(&self.path).is_ok_and(|identity| identity == self.identity) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let metadata = fs::symlink_metadata(path)?;
    Ok((metadata.dev(), metadata.ino()))
}

/// A name beside the path, for a file that is to take its place in one step.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}", own_pid()));
    name.into()
}

/// A file with this process's number.
#[derive(Debug)]
pub(super) struct PidFile {
    _file: OwnFile,
}

impl PidFile {
    /// Writes it, in place of any that is there. Whoever reads it finds all of it or the one before.
    pub(super) fn write(path: &Path) -> io::Result<Self> {
        let describe =
            |error: io::Error| io::Error::new(error.kind(), format!("cannot write {}: {error}", path.display()));
        let new = beside(path);
        fs::write(&new, format!("{}\n", own_pid())).and_then(|()| fs::rename(&new, path)).map_err(describe)?;
        Ok(Self { _file: OwnFile::at(path).map_err(describe)? })
    }
}
