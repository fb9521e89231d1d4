//! The pages of a made-up master.

use super::*;
use crate::process::statistics::SeatSnapshot;

fn report() -> Report {
    let seat = |slot, state, requests| SeatSnapshot {
        state,
        pid: 100 + i32::try_from(slot).unwrap(),
        slot,
        memory: 5_000_000,
        connections: 3,
        started: 1,
        counted: Totals { requests, accepted: 4, busy: 500_000_000, ..Totals::default() },
        ..SeatSnapshot::default()
    };
    let old = GenerationSnapshot {
        generation: 1,
        wanted: 2,
        ended: Totals::default(),
        seats: vec![seat(0, State::Draining, 7)],
    };
    let ended = Totals { requests: 100, started: 3, crashed: 1, ..Totals::default() };
    let new = GenerationSnapshot {
        generation: 2,
        wanted: 2,
        ended,
        seats: vec![seat(0, State::Serving, 10), seat(1, State::Booting, 0)],
    };
    Report {
        pid: 42,
        uptime: Duration::from_secs(90),
        endpoints: vec!["127.0.0.1:8080".into(), "unix:/run/\"x\"\\\n".into()],
        generations: vec![
            GenerationReport { pid: 50, stage: "draining", is_current: false, numbers: old },
            GenerationReport { pid: 60, stage: "ready", is_current: true, numbers: new },
        ],
        ended: Totals { requests: 1000, ..Totals::default() },
        reloads: 1,
        failed_reloads: 0,
        ..Report::default()
    }
}

#[test]
fn pages_by_path() {
    let ready = report();
    let stopping = Report { is_stopping: true, ..report() };
    let mut booting = report();
    booting.generations.pop();
    for (name, path, report, status, text) in [
        ("healthy", "/health", &ready, 200, "ok\n"),
        ("healthy while it stops", "/livez", &stopping, 200, "ok\n"),
        ("ready", "/ready", &ready, 200, "ready\n"),
        ("not ready while it stops", "/readyz", &stopping, 503, "stopping\n"),
        ("not ready without a generation", "/readyz", &booting, 503, "no worker is ready\n"),
    ] {
        let page = page(path, report).map(|(status, _, text)| (status, text));
        assert_eq!(page, Some((status, text.to_owned())), "{name}");
    }
    for path in ["", "/", "/metrics/", "/health?x", "health"] {
        assert_eq!(page(path, &ready), None, "{path}");
    }
}

#[test]
fn metrics_count_what_is_and_what_was() {
    let text = metrics(&report());
    for line in [
        "highper_requests_total 1117",
        "highper_connections_accepted_total 12",
        "highper_worker_busy_seconds_total 1.5",
        "highper_workers_replaced_total{cause=\"crashed\"} 1",
        "highper_workers{state=\"serving\"} 1",
        "highper_workers{state=\"draining\"} 1",
        "highper_workers{state=\"booting\"} 1",
        "highper_workers_wanted 2",
        "highper_generation 2",
        "highper_connections 9",
        "highper_worker_memory_bytes{slot=\"0\"} 5000000",
        "highper_ready 1",
        "highper_uptime_seconds 90",
    ] {
        assert!(text.lines().any(|other| other == line), "{line} is not in\n{text}");
    }
}

#[test]
fn metrics_have_the_format_that_is_promised() {
    let text = metrics(&report());
    let mut families = std::collections::HashSet::new();
    let mut family = "";
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert!(families.insert(name), "{name} has two types");
            assert!(["counter", "gauge"].contains(&kind), "{line}");
            assert_eq!(name.ends_with("_total"), kind == "counter", "{line}");
            family = name;
        } else if !line.starts_with("# HELP ") {
            let (series, value) = line.rsplit_once(' ').unwrap();
            assert_eq!(series.split('{').next(), Some(family), "{line}");
            assert!(value.parse::<f64>().is_ok(), "{line}");
        }
    }
    assert!(text.ends_with('\n') && families.len() > 15, "{text}");
}

#[test]
fn the_status_is_one_object_with_its_texts_escaped() {
    let text = status(&report());
    assert!(text.contains(r#""listen":["127.0.0.1:8080","unix:/run/\"x\"\\\u000a"]"#), "{text}");
    assert!(text.contains(r#""requests":1117"#) && text.contains(r#""last_failure":null"#), "{text}");
    assert!(text.contains(r#"{"slot":0,"pid":100,"state":"serving""#), "{text}");
    let depth = |open: char, close: char| text.matches(open).count() == text.matches(close).count();
    assert!(depth('{', '}') && depth('[', ']') && text.ends_with("}\n") && text.lines().count() == 1, "{text}");
}
