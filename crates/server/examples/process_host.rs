//! A server for the tests of `process`: this program is the master, the generation and the worker. Its application is a file of words that a
//! worker reads when it boots, so that a reload shows new code; its worker's loop is the simplest that keeps the rules of draining.
//!
//! `process_host master KEY=VALUE…`, `process_host ask SOCKET REQUEST`

#![allow(clippy::unwrap_used)] // It serves tests: what goes wrong is to be seen.

use highper_server::process::client::{Request, ask};
use highper_server::process::{Config, Endpoint, Generation, Launch, Master, Order, Outcome, Reason, Stderr, Worker};
use highper_server::sys::process::clock;
use highper_server::sys::process::poll::Waiting;
use socket2::Socket;
use std::ffi::OsString;
use std::io::{ErrorKind, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
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
                let path = config.control.as_deref().and_then(std::path::Path::parent).unwrap().join(value);
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
        Ok(Outcome::Worker(worker)) => Host::new(*worker, app).run(),
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

/// How long an idle connection is kept by a worker that drains: its client may be about to ask for something.
const LINGER: Duration = Duration::from_millis(500);

struct Host {
    worker: Worker,
    app: String,
    folder: std::path::PathBuf,
    watched: Vec<usize>,
    connections: Vec<Connection>,
    draining_until: Option<Option<Instant>>,
    eaten: Vec<u8>,
}

struct Connection {
    stream: std::fs::File,
    input: Vec<u8>,
    used: Instant,
    is_over: bool,
}

impl Host {
    fn new(worker: Worker, app: &str) -> Self {
        let folder = std::path::Path::new(app).parent().unwrap().to_owned();
        let app = std::fs::read_to_string(app).unwrap_or_default();
        Self {
            worker,
            app,
            folder,
            watched: Vec::new(),
            connections: Vec::new(),
            draining_until: None,
            eaten: Vec::new(),
        }
    }

    /// `fail WORDS`, `die STATUS`, `sleep`, `wait FILE`: instead of becoming ready, or before. `slot N …`: only there. Anything else is a version.
    fn boot(&self) -> Option<ExitCode> {
        let app = match self.app.trim().strip_prefix("slot ") {
            Some(rest) => match rest.split_once(' ') {
                Some((slot, rest)) if slot == self.worker.slot().to_string() => rest,
                _ => "",
            },
            None => self.app.trim(),
        };
        match app.split_once(' ').unwrap_or((app, "")) {
            ("fail", words) => {
                self.worker.failed(words);
                Some(ExitCode::FAILURE)
            }
            ("die", status) => Some(ExitCode::from(status.parse::<u8>().unwrap())),
            ("sleep", _) => loop {
                std::thread::park();
            },
            ("wait", file) => {
                while !std::path::Path::new(file).exists() {
                    std::thread::sleep(Duration::from_millis(5));
                }
                None
            }
            _ => None,
        }
    }

    fn run(mut self) -> ExitCode {
        if let Some(code) = self.boot() {
            return code;
        }
        self.worker.ready();
        let mut waiting = Waiting::default();
        loop {
            self.wait(&mut waiting);
            self.worker.statistics().begin_turn(clock::nanoseconds());
            for order in self.worker.take().unwrap() {
                match order {
                    Order::Watch(listener) => self.watched.push(listener),
                    Order::Unwatch(listener) => self.watched.retain(|other| *other != listener),
                    Order::Drain(time) => {
                        self.accept();
                        self.watched.clear();
                        self.worker.quiet();
                        self.draining_until = Some(time.map(|time| Instant::now() + time));
                    }
                    _ => {}
                }
            }
            self.accept();
            self.serve();
            self.worker.check_limits();
            let now = Instant::now();
            if let Some(until) = self.draining_until {
                self.connections.retain(|connection| !connection.input.is_empty() || now < connection.used + LINGER);
                if self.connections.is_empty() || until.is_some_and(|until| until <= now) {
                    self.worker.statistics().end_turn(clock::nanoseconds());
                    return ExitCode::SUCCESS;
                }
            }
            self.worker.statistics().set_connections(self.connections.len().try_into().unwrap());
        }
    }

    fn wait(&mut self, waiting: &mut Waiting) {
        waiting.clear();
        let [channel, signals] = self.worker.descriptors();
        waiting.watch(signals, false);
        if !self.worker.is_orphan() {
            waiting.watch(channel, false);
        }
        for listener in &self.watched {
            waiting.watch(self.worker.listeners()[*listener].as_fd(), false);
        }
        for connection in &self.connections {
            waiting.watch(connection.stream.as_fd(), false);
        }
        self.worker.statistics().end_turn(clock::nanoseconds());
        waiting.wait(self.draining_until.map(|_| Duration::from_millis(20))).unwrap();
    }

    fn accept(&mut self) {
        for listener in &self.watched {
            let socket = self.worker.listeners()[*listener].socket.try_clone().unwrap();
            let listener = Socket::from(socket);
            while let Ok((stream, _)) = listener.accept() {
                stream.set_nonblocking(true).unwrap();
                let stream = std::fs::File::from(OwnedFd::from(stream));
                self.connections.push(Connection { stream, input: Vec::new(), used: Instant::now(), is_over: false });
                self.worker.statistics().accepted(1);
            }
        }
    }

    fn serve(&mut self) {
        let mut room = [0; 4096];
        for index in 0..self.connections.len() {
            loop {
                let connection = &mut self.connections[index];
                match connection.stream.read(&mut room) {
                    Ok(0) => connection.is_over = true,
                    Ok(count) => connection.input.extend_from_slice(&room[..count]),
                    Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                    Err(_) => connection.is_over = true,
                }
                if connection.is_over {
                    break;
                }
            }
            while let Some(end) = self.connections[index].input.windows(4).position(|part| part == b"\r\n\r\n") {
                let head: Vec<u8> = self.connections[index].input.drain(..end + 4).collect();
                self.answer(index, &String::from_utf8(head).unwrap());
            }
        }
        self.connections.retain(|connection| !connection.is_over);
    }

    fn answer(&mut self, index: usize, head: &str) {
        match head.split(' ').nth(1).unwrap() {
            "/exit" => std::process::exit(3),
            // In its handler, so that it does not come back to its loop, and hears no signal there.
            "/hang" => loop {
                std::thread::park();
            },
            "/spin" => {
                let until = Instant::now() + Duration::from_millis(20);
                while Instant::now() < until {
                    std::hint::spin_loop();
                }
            }
            // As long as the test wants.
            "/gate" => {
                let gate = std::path::Path::new(&self.folder).join("gate");
                while !gate.exists() {
                    std::thread::sleep(Duration::from_millis(5));
                }
            }
            "/eat" => self.eaten.extend(std::iter::repeat_n(1, 64 << 20)),
            "/fault" => {
                self.worker.leaving(Reason::Fault);
                self.watched.clear();
                self.draining_until = Some(Some(Instant::now() + Duration::from_secs(5)));
            }
            _ => {}
        }
        let is_last = self.draining_until.is_some() || head.contains("Connection: close");
        let body =
            format!("{} {} {} {}", std::process::id(), self.worker.slot(), self.worker.generation(), self.app.trim());
        let end = if is_last { "close" } else { "keep-alive" };
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: {end}\r\n\r\n{body}", body.len());
        let connection = &mut self.connections[index];
        connection.used = Instant::now();
        connection.is_over |= connection.stream.write_all(answer.as_bytes()).is_err() || is_last;
        self.worker.statistics().answered(1, 0);
        self.worker.statistics().transferred(head.len().try_into().unwrap(), answer.len().try_into().unwrap());
    }
}
