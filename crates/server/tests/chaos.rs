//! Clients that do anything at any time. Whatever they do, each exchange ends once, and nothing is left behind when they are gone.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Client, Server, get, post};
use highper_server::{Drain, Id, Limits, Ready};
use std::collections::BTreeSet;
use std::time::Duration;

/// A congruence, so that a failure comes again.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn message(&mut self) -> Vec<u8> {
        let body = "b".repeat(usize::try_from(self.below(3000)).unwrap());
        match self.below(12) {
            0 => b"nonsense\r\n\r\n".to_vec(),
            1 => get("/hold"),
            2 => get("/chunks"),
            3 => get("/big/300000"),
            4 => {
                b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n".to_vec()
            }
            5 => b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n".to_vec(),
            6 => b"GET / HTTP/1.0\r\n\r\n".to_vec(),
            7 => b"POST /ask HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n".to_vec(),
            8 => post("/ignored", &body),
            9 => post("/echo", &body),
            _ => get("/"),
        }
    }
}

fn conversation(seed: u64, steps: usize) {
    let mut random = Random(seed);
    let limits = Limits {
        per_address: Some(40),
        handler_timeout: Some(Duration::from_secs(30)),
        output_high: 100_000,
        output_low: 20_000,
        drain_idle: Duration::from_secs(1),
        ..Limits::default()
    };
    let mut server = Server::new(limits);
    let mut clients: Vec<Option<Client>> = (0..30).map(|_| None).collect();
    for _ in 0..steps {
        let number = usize::try_from(random.below(30)).unwrap();
        let place = &mut clients[number];
        match (place.as_mut(), random.below(16)) {
            (None, _) => *place = Some(server.connect()),
            (Some(_), 0) => *place = None,
            (Some(_), 1) => place.take().unwrap().reset(),
            (Some(client), 2) => {
                // It may have been closed by the server, and reset since.
                let _ = client.stream.shutdown(std::net::Shutdown::Write);
            }
            (Some(client), 3..=6) => client.take_at_most(usize::try_from(random.below(100_000)).unwrap()),
            (Some(client), _) => {
                let message = random.message();
                let length =
                    if random.below(4) == 0 { random.below(message.len() as u64) } else { message.len() as u64 };
                client.send(&message[..usize::try_from(length).unwrap()]);
            }
        }
        match random.below(20) {
            0 => server.pass(Duration::from_secs(random.below(15))),
            1 => {
                for id in std::mem::take(&mut server.held) {
                    let fields: [(&[u8], &[u8]); 0] = [];
                    let body = highper_server::http::BodyKind::Bytes(b"held");
                    // Those that are gone are refused.
                    let is_there = server.worker.head(id).is_some();
                    assert_eq!(server.worker.respond(id, 200, fields, body).is_ok(), is_there);
                }
            }
            _ => server.step_within(Duration::ZERO),
        }
        let stats = server.worker.stats();
        assert!(stats.active <= stats.open, "seed {seed}: {stats:?}");
    }
    clients.clear();
    server.held.clear();
    server.worker.drain(Drain::Last, Duration::from_secs(60));
    server.settle();
    server.pass(Duration::from_secs(61));
    server.until("everybody is gone", |server| server.worker.is_drained());
    let stats = *server.worker.stats();
    assert_eq!((stats.open, stats.active), (0, 0), "seed {seed}: {stats:?}");
    assert_eq!(stats.responses + stats.broken, stats.requests, "seed {seed}: {stats:?}");

    // Each exchange is told of once, and once that it is gone at most.
    let ids = |wanted: fn(&Ready) -> Option<Id>| server.told.iter().filter_map(wanted).collect::<Vec<_>>();
    let begun = ids(|ready| if let Ready::Request(id) = ready { Some(*id) } else { None });
    let gone = ids(|ready| if let Ready::Gone(id) = ready { Some(*id) } else { None });
    let (begun_once, gone_once): (BTreeSet<_>, BTreeSet<_>) = (begun.iter().collect(), gone.iter().collect());
    assert_eq!((begun_once.len(), gone_once.len()), (begun.len(), gone.len()), "seed {seed}");
    assert!(gone_once.is_subset(&begun_once), "seed {seed}");
    assert_eq!(gone.len() as u64, stats.broken, "seed {seed}");
}

#[test]
fn whatever_clients_do_nothing_is_left_behind() {
    for seed in 1..=12 {
        conversation(seed, 1500);
    }
}
