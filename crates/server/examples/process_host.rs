//! A server for the tests of `process`: this program is the master, the generation and the worker. Its application is a file of words that a
//! worker reads when it boots, so that a reload shows new code.
//!
//! `process_host master KEY=VALUE…`, `process_host ask SOCKET REQUEST`

#![allow(clippy::unwrap_used)] // It serves tests: what goes wrong is to be seen.

use highper_server::http::BodyKind;
use highper_server::process::client::{Request, ask};
use highper_server::process::{
    Attached, Config, Endpoint, Generation, Launch, Master, Outcome, Reason, Stderr, Worker,
};
use highper_server::{Drain, Id, Options, Ready};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    match arguments.first().map(String::as_str) {
        Some("master") => master(rest),
        Some("generation") => generation(rest),
        Some("ask") => client(rest),
        _ => ExitCode::from(64),
    }
}

fn master(arguments: &[String]) -> ExitCode {
    let mut launch = Launch { program: std::env::current_exe().unwrap().into(), ..Launch::default() };
    launch.arguments = ["generation", "{generation}"].map(OsString::from).to_vec();
    let mut config = Config::new(launch);
    let rules = &mut config.supervision;
    let milliseconds = |value: &str| Duration::from_millis(value.parse().unwrap());
    for argument in arguments {
        let (key, value) = argument.split_once('=').unwrap();
        match key {
            "listen" => config.endpoints.push(Endpoint::Tcp(value.parse().unwrap())),
            // Beside the control socket, which is named before.
            "unix" => {
                let path = config.control.as_deref().and_then(Path::parent).unwrap().join(value);
                config.endpoints.push(Endpoint::Unix { path, mode: 0o600 });
            }
            "app" => config.launch.arguments.push(value.into()),
            "program" => config.launch.program = value.into(),
            "control" => config.control = Some(value.into()),
            "pid" => config.pid_file = Some(value.into()),
            "admin" => config.admin = Some(value.parse().unwrap()),
            "takeover" => config.takeover = Some(value.into()),
            "user" => config.launch.identity = Some((value.parse().unwrap(), value.parse().unwrap())),
            "workers" => (rules.min_workers, rules.max_workers) = (value.parse().unwrap(), value.parse().unwrap()),
            "most" => rules.max_workers = value.parse().unwrap(),
            "requests" => rules.max_requests = value.parse().unwrap(),
            "memory" => rules.max_memory = value.parse().unwrap(),
            "boot" => rules.boot_timeout = milliseconds(value),
            "drain" => rules.drain_deadline = milliseconds(value),
            "hung" => rules.hung_after = milliseconds(value),
            "grace" => rules.term_grace = milliseconds(value),
            "backoff" => rules.backoff_first = milliseconds(value),
            "interval" => rules.scaling_interval = milliseconds(value),
            "quiet" => rules.scale_down_after = value.parse().unwrap(),
            _ => return ExitCode::from(64),
        }
    }
    match Master::run(config, Box::new(Stderr)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("process_host: {error}");
            ExitCode::from(70)
        }
    }
}

fn generation(arguments: &[String]) -> ExitCode {
    let [descriptor, app] = arguments else { return ExitCode::from(64) };
    match Generation::run(descriptor.parse().unwrap(), Box::new(Stderr)) {
        Ok(Outcome::Worker(worker)) => serve(*worker, app),
        Ok(Outcome::Ended(_)) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("process_host: {error}");
            ExitCode::from(71)
        }
    }
}

fn client(arguments: &[String]) -> ExitCode {
    let [socket, request] = arguments else { return ExitCode::from(64) };
    let request = match request.as_str() {
        "reload" => Request::Reload,
        "stop" => Request::Stop,
        "quit" => Request::Quit,
        "end" => Request::End,
        "reopen" => Request::Reopen,
        _ => Request::Status,
    };
    match ask(socket.as_ref(), request, Some(Duration::from_secs(60))) {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What the application is: its text, and where its file is.
struct Application {
    text: String,
    folder: PathBuf,
    slot: u32,
    generation: u64,
    eaten: Vec<u8>,
}

fn serve(process: Worker, file: &str) -> ExitCode {
    let mut application = Application {
        text: std::fs::read_to_string(file).unwrap_or_default().trim().to_owned(),
        folder: Path::new(file).parent().unwrap().to_owned(),
        slot: process.slot(),
        generation: process.generation(),
        eaten: Vec::new(),
    };
    if let Some(code) = application.boot(&process) {
        return code;
    }
    let mut server = highper_server::Worker::new(Options::default()).unwrap();
    let mut attached = Attached::new(process, &mut server).unwrap();
    attached.ready();
    while !server.is_drained() {
        attached.turn(&mut server, None).unwrap();
        while let Some(ready) = server.next() {
            match ready {
                Ready::Request(id) => application.answer(&mut server, &mut attached, id),
                ready => drop(attached.handle(&mut server, ready).unwrap()),
            }
        }
    }
    ExitCode::SUCCESS
}

impl Application {
    /// `fail WORDS`, `die STATUS`, `sleep`, `wait FILE`: instead of becoming ready, or before. `slot N …`: only there. Anything else is a
    /// version.
    fn boot(&self, process: &Worker) -> Option<ExitCode> {
        let text = match self.text.strip_prefix("slot ") {
            Some(rest) => match rest.split_once(' ') {
                Some((slot, rest)) if slot == self.slot.to_string() => rest,
                _ => "",
            },
            None => &self.text,
        };
        match text.split_once(' ').unwrap_or((text, "")) {
            ("fail", words) => {
                process.failed(words);
                Some(ExitCode::FAILURE)
            }
            ("die", status) => Some(ExitCode::from(status.parse::<u8>().unwrap())),
            ("sleep", _) => loop {
                std::thread::park();
            },
            ("wait", file) => {
                await_file(Path::new(file));
                None
            }
            _ => None,
        }
    }

    fn answer(&mut self, server: &mut highper_server::Worker, attached: &mut Attached, id: Id) {
        match server.head(id).unwrap().path() {
            b"/exit" => std::process::exit(3),
            // In its handler, so that it does not come back to its loop, and hears no signal there.
            b"/hang" => loop {
                std::thread::park();
            },
            b"/spin" => {
                let until = Instant::now() + Duration::from_millis(20);
                while Instant::now() < until {
                    std::hint::spin_loop();
                }
            }
            b"/gate" => await_file(&self.folder.join("gate")),
            b"/eat" => self.eaten.extend(std::iter::repeat_n(1, 64 << 20)),
            b"/fault" => {
                attached.process().leaving(Reason::Fault);
                server.drain(Drain::HandOver, Duration::from_secs(5));
            }
            _ => {}
        }
        let body = format!("{} {} {} {}", std::process::id(), self.slot, self.generation, self.text);
        server.respond(id, 200, [], BodyKind::Bytes(body.as_bytes())).unwrap();
    }
}

/// As long as a test wants.
fn await_file(file: &Path) {
    while !file.exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
}
