//! The status as JSON, for `highper status` and for scripts.

use super::Report;
use crate::sys::process::clock;
use std::fmt::Write;

/// One JSON object on one line. Times are seconds, sizes are bytes.
pub fn status(report: &Report) -> String {
    let mut text = String::new();
    let totals = report.totals();
    let endpoints: Vec<String> = report.endpoints.iter().map(|endpoint| quoted(endpoint)).collect();
    let _ = write!(
        text,
        r#"{{"pid":{},"uptime":{},"ready":{},"stopping":{},"listen":[{}],"requests":{},"errors":{},"accepted":{},"received":{},"sent":{}"#,
        report.pid,
        report.uptime.as_secs(),
        report.is_ready(),
        report.is_stopping,
        endpoints.join(","),
        totals.requests,
        totals.errors,
        totals.accepted,
        totals.received,
        totals.sent,
    );
    let _ = write!(
        text,
        r#","started":{},"crashed":{},"hung":{},"recycled":{},"reloads":{},"failed_reloads":{},"last_failure":{}"#,
        totals.started,
        totals.crashed,
        totals.hung,
        totals.recycled,
        report.reloads,
        report.failed_reloads,
        report.last_failure.as_deref().map_or("null".into(), quoted),
    );
    let now = clock::nanoseconds();
    let generations: Vec<String> = report.generations.iter().map(|generation| {
        let workers: Vec<String> = generation.numbers.seats.iter().map(|seat| {
            format!(
                r#"{{"slot":{},"pid":{},"state":"{}","age":{},"requests":{},"connections":{},"memory":{},"restarts":{},"busy":{:.3}}}"#,
                seat.slot,
                seat.pid,
                seat.state.name(),
                now.saturating_sub(seat.started) / 1_000_000_000,
                seat.counted.requests,
                seat.connections,
                seat.memory,
                seat.restarts,
                std::time::Duration::from_nanos(seat.busy(now)).as_secs_f64(),
            )
        }).collect();
        format!(
            r#"{{"generation":{},"pid":{},"stage":"{}","current":{},"wanted":{},"workers":[{}]}}"#,
            generation.numbers.generation,
            generation.pid,
            generation.stage,
            generation.is_current,
            generation.numbers.wanted,
            workers.join(","),
        )
    }).collect();
    let _ = writeln!(text, r#","generations":[{}]}}"#, generations.join(","));
    text
}

/// A text as JSON writes it (RFC 8259 section 7).
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if u32::from(control) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
