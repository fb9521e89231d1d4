//! `Loop\FiberPool`: the server's pool of fibers, for tests and measurements of it in PHP.

use crate::zval::args::{Frame, Return, give, none, object, parse};
use crate::zval::array::{Array, new_string};
use crate::zval::call::{argument_type_error, argument_value_error};
use crate::zval::callable::Callable;
use crate::zval::class::{Class, Handler};
use crate::zval::fiber::{Job, Outcome, Pool, Ran};
use crate::zval::guard::hot;
use crate::zval::object::{Embedded, Native, Traced};
use crate::zval::value::Raw;
use ext_php_rs::ffi::HashTable;
use std::ptr;

/// `Loop\FiberPool`.
pub static POOL: Class = Class::new();

/// Its methods.
pub const SIGNATURES: &[&str] = &[
    "/** Keeps at most so many fibers that have nothing to do. */\n__construct(int $idle = 256)",
    "/**\n     * Runs a job until it ends or suspends: what has become of it (`returned`, `threw`, `exited`, `died` or `suspended`), with which value, and the job's number if it goes on.\n     *\n     * @param list<mixed> $arguments\n     *\n     * @return array{string, mixed, int|null}\n     */\n    run(callable $job, array $arguments = []): array",
    "/**\n     * The next job that has ended since it was suspended.\n     *\n     * @return array{string, mixed, int|null}|null\n     */\n    finished(): ?array",
    "/**\n     * @return array{idle: int, busy: int, started: int}\n     */\n    statistics(): array",
];

/// Who handles them.
pub const METHODS: &[(&str, Handler)] =
    &[("__construct", construct), ("run", run), ("finished", finished), ("statistics", statistics)];

/// The value behind a FiberPool.
#[derive(Default)]
pub struct FiberPool {
    pool: Pool,
    traced: Vec<Raw>,
}

impl Embedded for FiberPool {
    fn class() -> &'static Class {
        &POOL
    }
}

impl Traced for FiberPool {
    fn trace(&self, values: &mut Vec<Raw>) {
        self.pool.trace(values);
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

/// The pool of the object of a call.
unsafe fn pool(frame: Frame) -> *mut Pool {
    // SAFETY: methods of the class are called on its objects only; the object outlives the call.
    unsafe { &raw mut (*Native::<FiberPool>::of(object(frame))).value.pool }
}

/// A constructor that nobody calls.
pub unsafe extern "C" fn nothing(_: Frame, _: Return) {}

unsafe extern "C" fn construct(frame: Frame, _: Return) {
    hot(|| unsafe {
        // SAFETY: a place for the parameter.
        let mut idle = 256_i64;
        if parse!(frame, c"|l", &raw mut idle).is_none() {
            return;
        }
        match usize::try_from(idle) {
            Ok(idle) => (*pool(frame)).set_limit(idle),
            Err(_) => argument_value_error(1, c"must be greater than or equal to 0"),
        }
    });
}

fn answer(what: &str, value: Raw, job: Option<Job>) -> Raw {
    let answer = Array::new(3);
    answer.push(new_string(what.as_bytes()));
    answer.push(value);
    answer.push(job.map_or(Raw::NULL, |job| Raw::long(job.number().into())));
    answer.value()
}

fn ended(outcome: Outcome, job: Option<Job>) -> Raw {
    match outcome {
        Outcome::Returned(value) => answer("returned", value, job),
        Outcome::Threw(exception) => answer("threw", Raw::object(exception), job),
        Outcome::Exited(status) => answer("exited", Raw::long(status.into()), job),
        Outcome::Died => answer("died", Raw::NULL, job),
    }
}

unsafe extern "C" fn run(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter; the arguments get references of their own. Nothing of Rust's is owned while the job runs.
        let (mut callable, mut arguments) = (ptr::null_mut::<Raw>(), ptr::null_mut::<HashTable>());
        if parse!(frame, c"z|h", &raw mut callable, &raw mut arguments).is_none() {
            return;
        }
        let Some(callable) = Callable::new(*callable) else {
            return argument_type_error(1, c"of type callable", *callable);
        };
        let mut places = [Raw::NULL; 8];
        let mut count = 0;
        if !arguments.is_null() {
            for ((_, value), place) in Array(arguments).iter().zip(&mut places) {
                value.add_reference();
                *place = value;
                count += 1;
            }
        }
        match Pool::run(pool(frame), callable, places.get(..count).unwrap_or_default()) {
            Ran::Ended(outcome) => give(result, ended(outcome, None)),
            Ran::Suspended(job, value) => give(result, answer("suspended", value, Some(job))),
            Ran::Refused => {}
        }
    });
}

unsafe extern "C" fn finished(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_none() {
            return;
        }
        let pool = pool(frame);
        if let Some((job, outcome)) = Pool::finished(pool) {
            give(result, ended(outcome, Some(job)));
        } else if let Some(job) = Pool::lost(pool) {
            give(result, ended(Outcome::Died, Some(job)));
        }
    });
}

unsafe extern "C" fn statistics(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        if none(frame).is_none() {
            return;
        }
        let (idle, busy, started) = (*pool(frame)).counts();
        let answer = Array::new(3);
        let long = |count: usize| Raw::long(i64::try_from(count).unwrap_or(i64::MAX));
        answer.set("idle", long(idle));
        answer.set("busy", long(busy));
        answer.set("started", Raw::long(i64::try_from(started).unwrap_or(i64::MAX)));
        give(result, answer.value());
    });
}
