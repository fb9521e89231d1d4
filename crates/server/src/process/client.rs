//! Asking a running master: what `highper reload`, `highper stop` and `highper status` do. The lines are in `master/requests.rs`.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Request {
    /// Its status, as JSON.
    Status,
    /// New workers with new code.
    Reload,
    /// To drain and end.
    Stop,
    /// The same without a limit in time.
    Quit,
    /// To end at once.
    End,
    /// To open log files anew.
    Reopen,
}

/// Asks the master with this control socket, and waits for its answer, at most so long. For a reload that is until the new generation is ready.
///
/// # Errors
/// [`io::ErrorKind::Other`] with the master's words if it refused or failed, [`io::ErrorKind::NotFound`] or
/// [`io::ErrorKind::ConnectionRefused`] if there is none, else what the system says.
pub fn ask(control: &Path, request: Request, time: Option<Duration>) -> io::Result<String> {
    let answer = once_more(request, || exchange(control, request, time))?;
    let answer = answer.trim_end();
    match answer.strip_prefix("error ").or_else(|| answer.strip_prefix("failed ")) {
        Some(reason) => Err(io::Error::other(reason.to_owned())),
        None => Ok(answer.strip_prefix("ok ").unwrap_or(answer).to_owned()),
    }
}

/// A master that is being replaced may end before it has answered; the one in its place will. Asking twice for the end of a server would end
/// the wrong one.
fn once_more(request: Request, mut exchange: impl FnMut() -> io::Result<String>) -> io::Result<String> {
    use io::ErrorKind::{BrokenPipe, ConnectionReset, UnexpectedEof};
    match exchange() {
        Err(error)
            if matches!(request, Request::Status | Request::Reload)
                && matches!(error.kind(), BrokenPipe | ConnectionReset | UnexpectedEof) =>
        {
            exchange()
        }
        other => other,
    }
}

fn exchange(control: &Path, request: Request, time: Option<Duration>) -> io::Result<String> {
    let mut stream = UnixStream::connect(control)?;
    stream.set_read_timeout(time)?;
    stream.write_all(match request {
        Request::Status => b"status\n",
        Request::Reload => b"reload\n",
        Request::Stop => b"stop\n",
        Request::Quit => b"quit\n",
        Request::End => b"end\n",
        Request::Reopen => b"reopen\n",
    })?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(answer) }
}
