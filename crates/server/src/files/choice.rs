//! Which file a request is for: the path, the index of a folder, and the variant that is compressed already.

use super::{FileOptions, open};
use highper_http::coding::{Accepted, Coding};
use highper_http::{Head, media, path};
use std::fs::{File, Metadata};
use std::os::unix::fs::MetadataExt;
use std::rc::Rc;

/// A file to send.
#[derive(Debug)]
pub struct Found {
    pub file: Rc<File>,
    pub length: u64,
    /// In seconds since 1970.
    pub modified: i64,
    nanoseconds: i64,
    pub media_type: &'static str,
    pub coding: Coding,
    /// Another client might get another variant.
    pub varies: bool,
}

impl Found {
    /// What tells it from what stood there before and may stand there later: the moment it was written, its length, and how it is coded.
    pub fn tag(&self) -> String {
        let coding = self.coding.name().unwrap_or_default();
        format!("{:x}.{:x}-{:x}{coding}", self.modified, self.nanoseconds, self.length)
    }
}

/// What a request is for.
#[derive(Debug)]
pub enum Choice {
    File(Found),
    /// A folder whose name lacks its slash: what its pages refer to would be looked for beside it.
    Folder,
    Nothing,
    /// Not a path, or one that nothing may have; with the status that says so.
    Invalid(u16),
}

/// Chooses. `name` is memory to work in.
pub fn choose(root: &File, options: &FileOptions, head: &Head<'_>, name: &mut Vec<u8>) -> Choice {
    let is_folder = match path::resolve(head.path(), options.dot_files, name) {
        Ok(resolved) => resolved.is_folder,
        Err(error) if error.status() == 404 => return Choice::Nothing,
        Err(error) => return Choice::Invalid(error.status()),
    };
    let Some((mut file, mut metadata)) = look(root, name) else { return Choice::Nothing };
    if metadata.is_dir() {
        let Some(index) = &options.index else { return Choice::Nothing };
        if !name.is_empty() {
            name.push(b'/');
        }
        name.extend_from_slice(index.as_bytes());
        let Some(found) = look(root, name) else { return Choice::Nothing };
        if !is_folder {
            return Choice::Folder;
        }
        (file, metadata) = found;
    } else if is_folder {
        return Choice::Nothing;
    }
    if !metadata.is_file() {
        return Choice::Nothing;
    }
    let media_type = media::of_file(name).unwrap_or(media::UNKNOWN);
    let varies = options.precompressed && is_compressible(media_type);
    let mut coding = Coding::Identity;
    if varies && let Some((best, variant)) = variant(root, name, head, &metadata) {
        coding = best;
        (file, metadata) = variant;
    }
    Choice::File(Found {
        file: Rc::new(file),
        length: metadata.len(),
        modified: metadata.mtime(),
        nanoseconds: metadata.mtime_nsec(),
        media_type,
        coding,
        varies,
    })
}

/// The compressed variant that the client would rather have.
fn variant(
    root: &File,
    name: &mut Vec<u8>,
    head: &Head<'_>,
    original: &Metadata,
) -> Option<(Coding, (File, Metadata))> {
    let accepted = Accepted::read(head.fields().values(b"accept-encoding"));
    let mut codings: Vec<_> = Coding::ALL.into_iter().filter(|coding| coding.name().is_some()).collect();
    codings
        .retain(|&coding| accepted.weight(coding) > 0 && accepted.weight(coding) >= accepted.weight(Coding::Identity));
    let length = name.len();
    while let Some(best) = accepted.best(&codings) {
        name.extend_from_slice(best.suffix().as_bytes());
        let found = look(root, name);
        name.truncate(length);
        let is_current = |metadata: &Metadata| {
            metadata.is_file() && (metadata.mtime(), metadata.mtime_nsec()) >= (original.mtime(), original.mtime_nsec())
        };
        if let Some(found) = found.filter(|(_, metadata)| is_current(metadata)) {
            return Some((best, found));
        }
        codings.retain(|&coding| coding != best);
    }
    None
}

fn look(root: &File, name: &[u8]) -> Option<(File, Metadata)> {
    let file = open(root, name).ok()?;
    let metadata = file.metadata().ok()?;
    Some((file, metadata))
}

/// Whether files of a type are worth being compressed; images, films and archives are so already.
fn is_compressible(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.starts_with("text/")
        || ["json", "xml", "javascript", "wasm"].iter().any(|part| essence.ends_with(part))
        || matches!(essence, "application/manifest" | "font/ttf" | "font/otf" | "application/pdf" | "image/bmp")
}
