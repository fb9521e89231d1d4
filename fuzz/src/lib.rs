//! What is asked of whatever reads bytes from outside: a property and seeds for each target. The fuzzer on stable Rust (main.rs) and the one that
//! goes by coverage (coverage/) share them.

mod abi;
mod accept;
mod chunks;
mod cookie;
mod date;
mod exchange;
mod forwarded;
mod head;
mod http;
mod json;
mod msgpack;
mod multipart;
pub mod mutate;
mod naive;
mod path;
mod patience;
mod pattern;
mod pieces;
mod proxy_protocol;
pub mod random;
mod range;
mod route;
mod rules;
mod schema;
mod seeds;
mod token;
mod transcode;
mod tree;
mod urlencoded;

use random::Random;

/// Checks an input. Says whether the library accepted it, or what is wrong with what it made of it.
pub type Check = fn(&[u8], &mut Random) -> Result<bool, String>;

/// What mutations begin with, or why there is nothing.
pub type Seeds = fn(&mut Random) -> Result<Vec<Vec<u8>>, String>;

/// A kind of input.
pub struct Target {
    /// As on the command line.
    pub name: &'static str,
    /// The property.
    pub check: Check,
    /// What mutations begin with.
    pub seeds: Seeds,
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "json", check: json::check, seeds: |random| Ok(seeds::json(random)) },
    Target { name: "msgpack", check: msgpack::check, seeds: |random| Ok(seeds::msgpack(random)) },
    Target { name: "transcode", check: transcode::check, seeds: |random| Ok(seeds::json(random)) },
    Target { name: "abi", check: abi::check, seeds: |_| Ok(abi::seeds()) },
    Target { name: "accept", check: accept::check, seeds: |_| Ok(accept::seeds()) },
    Target { name: "route", check: route::check, seeds: |_| Ok(route::seeds()) },
    Target { name: "token", check: token::check, seeds: |_| token::seeds() },
    Target { name: "head", check: head::check, seeds: |_| Ok(head::seeds()) },
    Target { name: "chunks", check: chunks::check, seeds: |_| Ok(chunks::seeds()) },
    Target { name: "exchange", check: exchange::check, seeds: |_| Ok(exchange::seeds()) },
    Target { name: "rules", check: rules::check, seeds: |_| Ok(rules::seeds()) },
    Target { name: "pattern", check: pattern::check, seeds: |_| Ok(pattern::seeds()) },
    Target { name: "schema", check: schema::check, seeds: |_| Ok(schema::seeds()) },
    Target { name: "multipart", check: multipart::check, seeds: |_| Ok(multipart::seeds()) },
    Target { name: "urlencoded", check: urlencoded::check, seeds: |_| Ok(urlencoded::seeds()) },
    Target { name: "proxy_protocol", check: proxy_protocol::check, seeds: |_| Ok(proxy_protocol::seeds()) },
    Target { name: "forwarded", check: forwarded::check, seeds: |_| Ok(forwarded::seeds()) },
    Target { name: "range", check: range::check, seeds: |_| Ok(range::seeds()) },
    Target { name: "date", check: date::check, seeds: |_| Ok(date::seeds()) },
    Target { name: "cookie", check: cookie::check, seeds: |_| Ok(cookie::seeds()) },
    Target { name: "path", check: path::check, seeds: |_| Ok(path::seeds()) },
];

/// The target of that name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// A number that depends on the bytes alone, the same on every machine (FNV-1a).
pub fn fingerprint(input: &[u8]) -> u64 {
    input.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
