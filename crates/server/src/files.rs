//! Static files: which file a request is for, and what is sent of it. The bytes go from the file to the socket without passing through here.

mod choice;

use crate::id::Id;
use crate::segments::Piece;
use crate::sys::file::{open_beneath, random};
use crate::worker::Worker;
use choice::{Choice, Found};
use highper_http::conditional::{Conditions, EntityTag, Outcome, Representation};
use highper_http::path::DotFiles;
use highper_http::range::{ByteRange, MOST_RANGES, Multipart, Selection, select, write_unsatisfied_range};
use highper_http::{BodyKind, Head, Method, ResponseError, date};
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::rc::Rc;

/// How files are served.
#[derive(Clone, Debug)]
pub struct FileOptions {
    /// What stands for a folder, if it is there.
    pub index: Option<String>,
    /// Which names that begin with a dot are served.
    pub dot_files: DotFiles,
    /// `file.br`, `file.zst` and `file.gz` are sent in place of `file` to who accepts them, unless they are older than it.
    pub precompressed: bool,
    /// The value of Cache-Control. None: how long a file may be kept is the client's guess (RFC 9111 section 4.2.2).
    pub cache_control: Option<String>,
    /// Ranges of one request that are answered as such.
    pub most_ranges: usize,
}

impl Default for FileOptions {
    fn default() -> Self {
        Self {
            index: Some("index.html".to_owned()),
            dot_files: DotFiles::WellKnown,
            precompressed: true,
            cache_control: None,
            most_ranges: MOST_RANGES,
        }
    }
}

/// What has come of a request for a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Served {
    /// It is answered.
    Answered,
    /// It is not: there is no such file, or the method is neither GET nor HEAD. Somebody else may have an answer.
    NotFound,
}

/// A folder whose files are served.
#[derive(Debug)]
pub struct Files {
    root: File,
    options: FileOptions,
    name: Vec<u8>,
    ranges: Vec<ByteRange>,
    text: Vec<u8>,
}

/// Bytes of a part that is copied and not left to sendfile.
const SMALL: usize = 16 * 1024;

/// A field of a response.
type Line<'l> = (&'l [u8], &'l [u8]);

impl Files {
    /// The files below `root`.
    pub fn new(root: &Path, options: FileOptions) -> io::Result<Self> {
        let root = File::open(root)?;
        if !root.metadata()?.is_dir() {
            return Err(io::Error::from(io::ErrorKind::NotADirectory));
        }
        Ok(Self { root, options, name: Vec::new(), ranges: Vec::new(), text: Vec::new() })
    }

    /// Answers a request for the file that its path names.
    ///
    /// # Errors
    /// That the request has been answered already, is gone, or had to be broken off.
    pub fn serve(&mut self, worker: &mut Worker, id: Id) -> Result<Served, ResponseError> {
        let head = worker.head(id).ok_or(ResponseError::NoRequest)?;
        if !matches!(head.method(), Method::Get | Method::Head) {
            return Ok(Served::NotFound);
        }
        match choice::choose(&self.root, &self.options, &head, &mut self.name) {
            Choice::Nothing => Ok(Served::NotFound),
            Choice::Invalid(status) => refuse(worker, id, status),
            Choice::Folder => {
                self.text.clear();
                relocate(head.path(), head.query(), &mut self.text);
                let location: [Line<'_>; 1] = [(b"Location", &self.text)];
                worker.respond(id, 308, location, BodyKind::Empty)?;
                Ok(Served::Answered)
            }
            Choice::File(found) => self.send(worker, id, found),
        }
    }

    /// Answers with a file, a part of it, or that the client has it.
    fn send(&mut self, worker: &mut Worker, id: Id, found: Found) -> Result<Served, ResponseError> {
        let now = i64::try_from(worker.calendar().as_secs()).unwrap_or(i64::MAX);
        let tag = found.tag();
        let etag = EntityTag::strong(tag.as_bytes()).ok_or(ResponseError::Value)?;
        let representation =
            Representation { exists: true, etag: Some(etag), last_modified: Some(found.modified.min(now)) };
        let head = worker.head(id).ok_or(ResponseError::NoRequest)?;
        let outcome = Conditions::new(head.fields()).evaluate(head.method_name(), &representation, now);
        let selection = match range_field(&head, &representation, now) {
            Some(range) => select(range, found.length, self.options.most_ranges, &mut self.ranges),
            None => Selection::Whole,
        };

        let mut quoted = Vec::with_capacity(tag.len().saturating_add(2));
        etag.write(&mut quoted);
        let modified = date::imf_fixdate(found.modified.min(now));
        let mut fields: Vec<Line<'_>> = vec![(b"ETag", &quoted), (b"Last-Modified", &modified)];
        if let Some(cache) = &self.options.cache_control {
            fields.push((b"Cache-Control", cache.as_bytes()));
        }
        if found.varies {
            fields.push((b"Vary", b"Accept-Encoding"));
        }
        match outcome {
            Outcome::Proceed => {}
            Outcome::NotModified => {
                worker.respond(id, 304, fields, BodyKind::Empty)?;
                return Ok(Served::Answered);
            }
            Outcome::PreconditionFailed => return refuse(worker, id, 412),
        }
        fields.push((b"Accept-Ranges", b"bytes"));
        if let Some(coding) = found.coding.name() {
            fields.push((b"Content-Encoding", coding.as_bytes()));
        }
        // A browser that guesses at types takes an upload for a script.
        fields.push((b"X-Content-Type-Options", b"nosniff"));
        let text = &mut self.text;
        text.clear();
        match selection {
            Selection::Whole => {
                fields.push((b"Content-Type", found.media_type.as_bytes()));
                worker.respond(id, 200, fields, BodyKind::Sized(found.length))?;
                part(worker, id, &found.file, 0, found.length)?;
            }
            Selection::One(range) => {
                range.write_content_range(found.length, text);
                fields.push((b"Content-Type", found.media_type.as_bytes()));
                fields.push((b"Content-Range", text));
                worker.respond(id, 206, fields, BodyKind::Sized(range.len()))?;
                part(worker, id, &found.file, range.first(), range.len())?;
            }
            Selection::Many => return many(worker, id, &found, &self.ranges, fields, text),
            Selection::Unsatisfiable => {
                write_unsatisfied_range(found.length, text);
                fields.push((b"Content-Range", text));
                worker.respond(id, 416, fields, BodyKind::Empty)?;
                return Ok(Served::Answered);
            }
        }
        worker.finish(id, [])?;
        Ok(Served::Answered)
    }
}

/// The Range field, if it counts. Of more than one nobody knows which is meant, and HEAD has no ranges (RFC 9110 section 14.2).
fn range_field<'h>(head: &Head<'h>, representation: &Representation<'_>, now: i64) -> Option<&'h [u8]> {
    let mut values = head.fields().values(b"range");
    let range = values.next().filter(|_| head.method() == Method::Get)?;
    let counts = values.next().is_none() && Conditions::new(head.fields()).range_applies(representation, now);
    counts.then_some(range)
}

/// Several ranges, each with a head of its own (RFC 9110 section 14.6).
fn many<'l>(
    worker: &mut Worker,
    id: Id,
    found: &Found,
    ranges: &[ByteRange],
    mut fields: Vec<Line<'l>>,
    text: &'l mut Vec<u8>,
) -> Result<Served, ResponseError> {
    let made = random().ok().and_then(|random| Multipart::new(random, Some(found.media_type.as_bytes()), found.length));
    let Some(multipart) = made else { return refuse(worker, id, 500) };
    let Some(length) = multipart.content_length(ranges) else { return refuse(worker, id, 500) };
    multipart.write_content_type(text);
    fields.push((b"Content-Type", text));
    worker.respond(id, 206, fields, BodyKind::Sized(length))?;
    let mut between = Vec::new();
    for range in ranges {
        between.clear();
        multipart.write_head(range, &mut between);
        let _ = worker.write(id, &between)?;
        part(worker, id, &found.file, range.first(), range.len())?;
    }
    between.clear();
    multipart.write_end(&mut between);
    let _ = worker.write(id, &between)?;
    worker.finish(id, [])?;
    Ok(Served::Answered)
}

/// Sends a part of a file. A small one is read at once: that takes no more calls, and holds no descriptor while the client takes its time.
fn part(worker: &mut Worker, id: Id, file: &Rc<File>, offset: u64, length: u64) -> Result<(), ResponseError> {
    // However much of a file waits to be sent takes no memory, so nobody has to wait.
    let mut room = [0; SMALL];
    let small = usize::try_from(length).ok().and_then(|length| room.get_mut(..length));
    let Some(small) = small else {
        let _ = worker.send(id, Piece::File { file: Rc::clone(file), offset, length })?;
        return Ok(());
    };
    if file.read_exact_at(small, offset).is_err() {
        // It has become shorter since it was looked at; its length is sent already.
        worker.abort(id);
        return Err(ResponseError::TooShort);
    }
    let _ = worker.write(id, small)?;
    Ok(())
}

fn refuse(worker: &mut Worker, id: Id, status: u16) -> Result<Served, ResponseError> {
    let reason = highper_http::reason(status).unwrap_or_default();
    let fields: [Line<'_>; 1] = [(b"Content-Type", b"text/plain")];
    worker.respond(id, status, fields, BodyKind::Bytes(reason.as_bytes()))?;
    Ok(Served::Answered)
}

/// Where a folder is that was asked for as a file. More than one slash at the beginning would name another host.
fn relocate(path: &[u8], query: Option<&[u8]>, to: &mut Vec<u8>) {
    let slashes = path.iter().take_while(|&&byte| byte == b'/').count();
    to.push(b'/');
    to.extend_from_slice(path.get(slashes..).unwrap_or_default());
    to.push(b'/');
    if let Some(query) = query {
        to.push(b'?');
        to.extend_from_slice(query);
    }
}

fn open(root: &File, name: &[u8]) -> io::Result<File> {
    use std::os::fd::AsFd;
    open_beneath(root.as_fd(), name)
}
