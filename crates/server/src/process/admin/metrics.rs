//! Metrics in Prometheus' text format 0.0.4.

use super::Report;
use crate::process::statistics::{GenerationSnapshot, State};
use std::fmt::Write;

/// The metrics. Counters begin at zero with each master. Worker processes are labelled by slot, not by process number, so that restarts do
/// not make new series.
pub fn metrics(report: &Report) -> String {
    let mut text = String::new();
    let totals = report.totals();
    let seconds = std::time::Duration::from_nanos(totals.busy).as_secs_f64();
    let number = |value: u64| value.to_string();
    for (name, kind, help, value) in [
        ("requests_total", "counter", "Requests answered.", number(totals.requests)),
        ("request_errors_total", "counter", "Requests answered with a status of 500 or more.", number(totals.errors)),
        ("connections_accepted_total", "counter", "Connections accepted.", number(totals.accepted)),
        ("received_bytes_total", "counter", "Bytes received from clients.", number(totals.received)),
        ("sent_bytes_total", "counter", "Bytes sent to clients.", number(totals.sent)),
        ("worker_busy_seconds_total", "counter", "Time that workers were not waiting.", format!("{seconds}")),
        ("workers_started_total", "counter", "Worker processes started.", number(totals.started)),
        ("reloads_total", "counter", "Reloads that came to a new generation.", number(report.reloads)),
        ("reload_failures_total", "counter", "Generations that never became ready.", number(report.failed_reloads)),
        ("uptime_seconds", "gauge", "Time since the master was started.", report.uptime.as_secs().to_string()),
        ("ready", "gauge", "Whether connections are accepted and answered.", number(report.is_ready().into())),
    ] {
        family(&mut text, name, kind, help);
        line(&mut text, name, "", &value);
    }

    family(&mut text, "workers_replaced_total", "counter", "Worker processes that were replaced, by the cause.");
    for (cause, count) in [("crashed", totals.crashed), ("hung", totals.hung), ("recycled", totals.recycled)] {
        line(&mut text, "workers_replaced_total", &format!("{{cause=\"{cause}\"}}"), &number(count));
    }

    let all = || report.generations.iter().map(|generation| &generation.numbers);
    family(&mut text, "workers", "gauge", "Worker processes, by what they are about.");
    for state in [State::Booting, State::Serving, State::Draining] {
        let count: usize = all().map(|numbers| numbers.count(state)).sum();
        line(&mut text, "workers", &format!("{{state=\"{}\"}}", state.name()), &count.to_string());
    }
    let current =
        report.generations.iter().filter(|generation| generation.is_current).map(|generation| &generation.numbers);
    let wanted = current.clone().next_back().map_or(0, |numbers| numbers.wanted);
    family(&mut text, "workers_wanted", "gauge", "Worker processes that there should be at this load.");
    line(&mut text, "workers_wanted", "", &number(wanted));
    let generation = current.clone().next_back().map_or(0, |numbers| numbers.generation);
    family(&mut text, "generation", "gauge", "The generation that new connections are for.");
    line(&mut text, "generation", "", &number(generation));
    let connections = all().flat_map(|numbers| &numbers.seats).map(|seat| seat.connections).sum();
    family(&mut text, "connections", "gauge", "Connections that are open.");
    line(&mut text, "connections", "", &number(connections));

    let newest: Vec<&GenerationSnapshot> = current.collect();
    by_slot(
        &mut text,
        "worker_memory_bytes",
        "Memory of the worker of this slot, without what it shares.",
        &newest,
        |seat| seat.memory,
    );
    by_slot(&mut text, "worker_connections", "Connections of the worker of this slot.", &newest, |seat| {
        seat.connections
    });
    text
}

fn by_slot(
    text: &mut String,
    name: &str,
    help: &str,
    generations: &[&GenerationSnapshot],
    value: impl Fn(&crate::process::statistics::SeatSnapshot) -> u64,
) {
    family(text, name, "gauge", help);
    let mut slots = std::collections::BTreeMap::new();
    for seat in generations.iter().flat_map(|numbers| &numbers.seats).filter(|seat| seat.state == State::Serving) {
        // Of two that serve for a moment, the one that was started last.
        slots
            .entry(seat.slot)
            .and_modify(|known: &mut (u64, u64)| *known = (*known).max((seat.started, value(seat))))
            .or_insert((seat.started, value(seat)));
    }
    for (slot, (_, value)) in slots {
        line(text, name, &format!("{{slot=\"{slot}\"}}"), &value.to_string());
    }
}

fn family(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = write!(text, "# HELP highper_{name} {help}\n# TYPE highper_{name} {kind}\n");
}

fn line(text: &mut String, name: &str, labels: &str, value: &str) {
    let _ = writeln!(text, "highper_{name}{labels} {value}");
}
