//! The table of requests in tests/vectors/http: what is seen of each, with which status it is refused, and what becomes of the connection; whole, cut in
//! two at every byte, and byte by byte.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use serde_json::Value;
use support::{Outcome, Request, Seen, Then, run};

struct Case {
    name: String,
    input: Vec<u8>,
    row: Value,
}

/// Text whose characters are bytes, or a list of such texts, some of them with how often they come.
fn bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::String(text) => {
            text.chars().map(|character| u8::try_from(u32::from(character)).expect("a byte")).collect()
        }
        Value::Array(parts) => parts
            .iter()
            .flat_map(|part| match part.as_array().map(Vec::as_slice) {
                Some([text, Value::Number(count)]) => {
                    bytes(text).repeat(usize::try_from(count.as_u64().expect("a count")).expect("a count"))
                }
                _ => bytes(part),
            })
            .collect(),
        _ => panic!("{value} is no text"),
    }
}

fn cases() -> Vec<Case> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/http/requests.ndjson");
    let text = std::fs::read_to_string(file).expect("the table is there");
    let case = |line: &str| {
        let row: Value = serde_json::from_str(line).expect("a line of JSON");
        Case { name: row["name"].as_str().expect("a name").to_owned(), input: bytes(&row["input"]), row }
    };
    text.lines().map(case).collect()
}

/// What differs between what was expected and what was seen.
fn difference(row: &Value, outcome: &Outcome) -> Option<String> {
    let expected = row["expect"].as_array().expect("a list");
    if expected.len() != outcome.seen.len() {
        return Some(format!("{} things expected, {} seen", expected.len(), outcome.seen.len()));
    }
    for (expected, seen) in expected.iter().zip(&outcome.seen) {
        let found = match seen {
            Seen::Rejected(reject) => {
                let status = expected["status"].as_u64();
                (status != Some(u64::from(reject.status)) || expected["kind"] != reject.kind.name())
                    .then(|| format!("refused with {} {}", reject.status, reject.kind.name()))
            }
            Seen::Request(_) if expected.get("status").is_some() => Some("accepted".to_owned()),
            Seen::Request(request) => differing_part(expected, request),
        };
        if found.is_some() {
            return found;
        }
    }
    let then = match outcome.then {
        Then::Open => "open",
        Then::Waits => "waits",
        Then::Close => "close",
        Then::Upgraded => "upgraded",
    };
    if row["then"] != then {
        return Some(format!("then {then}"));
    }
    let completed = outcome.seen.iter().filter(|seen| matches!(seen, Seen::Request(_))).count();
    if (outcome.announced > completed) != (row.get("announced") == Some(&Value::Bool(true))) {
        return Some(format!("{} announced, {completed} complete", outcome.announced));
    }
    let continues = outcome.output.windows(25).filter(|part| part == b"HTTP/1.1 100 Continue\r\n\r\n").count() as u64;
    if row.get("continues").is_some_and(|expected| *expected != continues) {
        return Some(format!("100 sent {continues} times"));
    }
    None
}

fn differing_part(expected: &Value, request: &Request) -> Option<String> {
    let listed = |list: &[(Vec<u8>, Vec<u8>)], name: &str| {
        list.iter().find(|(known, _)| known == name.as_bytes()).map(|(_, value)| value.clone())
    };
    for (key, value) in expected.as_object().expect("an object") {
        let is_equal = match key.as_str() {
            "method" => request.method == bytes(value),
            "target" => request.target == bytes(value),
            "path" => request.path == bytes(value),
            "body" => request.body == bytes(value),
            "authority" => request.authority.as_deref() == Some(&bytes(value)[..]),
            "upgrade" => request.upgrade == (!value.is_null()).then(|| bytes(value)),
            "fields" | "trailers" => {
                let list = if key == "fields" { &request.fields } else { &request.trailers };
                let value = value.as_object().expect("an object");
                (key == "fields" || value.len() == list.len())
                    && value.iter().all(|(name, value)| listed(list, name) == Some(bytes(value)))
            }
            _ => panic!("{key} is nothing that can be expected"),
        };
        if !is_equal {
            return Some(format!("{key} of {request:?}"));
        }
    }
    None
}

#[test]
fn requests_are_read_as_the_table_has_it() {
    let cases = cases();
    assert!(cases.len() > 800, "{} cases are not the whole table", cases.len());
    let mut differing = Vec::new();
    for Case { name, input, row } in &cases {
        let outcome = run([&input[..]], row.get("eof").is_some());
        if let Some(difference) = difference(row, &outcome) {
            let shown = &input[..input.len().min(200)];
            differing.push(format!("{name}\n  {}\n  {difference}", shown.escape_ascii()));
        }
    }
    assert!(differing.is_empty(), "{} of {} differ:\n{}", differing.len(), cases.len(), differing.join("\n"));
}

#[test]
fn it_does_not_matter_how_a_request_is_cut() {
    for Case { name, input, row } in cases() {
        let is_ended = row.get("eof").is_some();
        let whole = run([&input[..]], is_ended);
        // Of long ones, some places.
        let step = input.len() / 400 + 1;
        for at in (0..=input.len()).step_by(step) {
            let (first, second) = input.split_at(at);
            assert_eq!(run([first, second], is_ended), whole, "{name}: cut at {at} of {}", input.escape_ascii());
        }
        for size in [1, 2, 7].map(|size| size * step) {
            assert_eq!(run(input.chunks(size), is_ended), whole, "{name}: in pieces of {size}");
        }
    }
}

#[test]
fn what_is_refused_is_answered_and_closed() {
    for Case { name, input, row } in cases() {
        let outcome = run([&input[..]], row.get("eof").is_some());
        let Some(Seen::Rejected(reject)) = outcome.seen.last() else { continue };
        let output = String::from_utf8_lossy(&outcome.output).into_owned();
        let last = output.rfind("HTTP/1.1 ").map(|at| &output[at..]).expect("a response");
        assert!(last.starts_with(&format!("HTTP/1.1 {} ", reject.status)), "{name}: {last}");
        assert!(last.contains("\r\nConnection: close\r\n"), "{name}: {last}");
        assert!(reject.offset <= input.len() as u64, "{name}: offset {}", reject.offset);
        assert!(!reject.kind.to_string().is_empty());
    }
}
