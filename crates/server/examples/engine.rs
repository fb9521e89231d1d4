//! The server with a handler in Rust, which answers what `bare` answers: `engine 127.0.0.1:8080 [IDLE_SECONDS]` runs until SIGTERM, and then says what it has
//! used.

use highper_server::http::BodyKind;
use highper_server::sys::limit::raise_open_files;
use highper_server::sys::signal::ignore_broken_pipes;
use highper_server::sys::usage::usage;
use highper_server::{Address, Drain, Id, Limits, ListenOptions, Listener, Options, Ready, Worker};
use std::error::Error;
use std::time::Duration;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let place: Address = arguments.next().unwrap_or_else(|| "127.0.0.1:8080".to_owned()).parse()?;
    ignore_broken_pipes();
    raise_open_files(100_000)?;
    let mut limits = Limits::default();
    if let Some(seconds) = arguments.next() {
        limits.idle_timeout = Some(Duration::from_secs(seconds.parse()?));
    }
    let mut worker = Worker::new(Options { limits, ..Options::default() })?;
    for listener in Listener::open(&place, &ListenOptions::default())? {
        worker.listen(listener)?;
    }
    worker.take_signals(&[libc::SIGTERM, libc::SIGINT])?;
    for address in worker.addresses().flatten() {
        println!("{address}");
    }
    let mut body = Vec::with_capacity(256);
    while !worker.is_drained() {
        worker.turn(None)?;
        while let Some(ready) = worker.next() {
            match ready {
                Ready::Request(id) => answer(&mut worker, id, &mut body),
                Ready::Signal(_) => worker.drain(Drain::Last, Duration::from_secs(1)),
                _ => {}
            }
        }
        worker.flush();
    }
    let (used, counted) = (usage(), worker.stats());
    println!("{} {} {}", counted.requests, used.user.as_micros(), used.system.as_micros());
    eprintln!("{counted:?}");
    Ok(())
}

fn answer(worker: &mut Worker, id: Id, body: &mut Vec<u8>) {
    let Some(head) = worker.head(id) else { return };
    let user = head.path().strip_prefix(b"/users/").unwrap_or(b"0");
    body.clear();
    body.extend_from_slice(b"{\"id\":");
    body.extend_from_slice(user);
    body.extend_from_slice(b",\"name\":\"Ada\"}");
    // A response that is refused is a fault of this program, and the request then goes without an answer.
    if worker.respond(id, 200, [(&b"Content-Type"[..], &b"application/json"[..])], BodyKind::Bytes(body)).is_err() {
        worker.abort(id);
    }
}
