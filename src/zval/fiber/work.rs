//! What a pooled fiber runs: it takes a job, calls it, puts down what came of it and suspends, for ever. The frame that does so owns nothing, since a
//! bailout goes over it; what belongs to the job lies in the object that is the fiber's callable.

use super::engine::{Arrival, Fiber, active, error_class, set_error_reporting};
use crate::zval::args::{Frame, Return, this};
use crate::zval::array::new_string;
use crate::zval::call::{error, has_exception, instantiate, set_property};
use crate::zval::callable::Callable;
use crate::zval::class::Class;
use crate::zval::guard::{bail_out, hot};
use crate::zval::object::{Embedded, Native, Traced};
use crate::zval::value::Raw;
use ext_php_rs::ffi::{ext_php_rs_executor_globals, zend_object};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::ptr;
use std::rc::Rc;

/// The class of the fibers' callable.
pub static WORK: Class = Class::new();

/// The signature of [`invoke`].
pub const INVOKE: &str = "/** Runs jobs; for the engine only. */\n__invoke(): void";

unsafe extern "C" {
    fn zend_is_unwind_exit(exception: *const zend_object) -> bool;
    fn zend_is_graceful_exit(exception: *const zend_object) -> bool;
    fn zend_clear_exception();
}

/// What came of a job. Values are the receiver's.
#[derive(Clone, Copy)]
pub enum Outcome {
    Returned(Raw),
    Threw(*mut zend_object),
    /// `exit()` was called, with this status.
    Exited(i32),
    /// A fatal error ended the fiber: a limit of memory or time, most likely.
    Died,
}

impl Outcome {
    fn value(self) -> Raw {
        match self {
            Self::Returned(value) => value,
            Self::Threw(exception) => Raw::object(exception),
            Self::Exited(_) | Self::Died => Raw::NULL,
        }
    }
}

/// Where a pooled fiber is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not started.
    New,
    /// Waiting for a job.
    Idle,
    /// Running a job, or suspended within one.
    Busy,
    /// Done with a job, whose outcome nobody has taken yet.
    Done,
    /// About to end, or ended.
    Ending,
}

/// Jobs that ended while somebody else than the pool had resumed them.
pub type Finished = Rc<RefCell<VecDeque<u32>>>;

/// The value behind the callable.
pub struct Work {
    pub state: State,
    /// Where the pool keeps the fiber.
    pub place: u32,
    /// Whether it is the pool that waits for the fiber.
    pub is_direct: bool,
    pub error_reporting: i32,
    /// Owned while there is a job, as are the arguments.
    pub callable: Callable,
    pub arguments: Vec<Raw>,
    pub outcome: Option<Outcome>,
    pub finished: Finished,
    traced: Vec<Raw>,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            state: State::New,
            place: 0,
            is_direct: false,
            error_reporting: 0,
            callable: Callable::NONE,
            arguments: Vec::new(),
            outcome: None,
            finished: Finished::default(),
            traced: Vec::new(),
        }
    }
}

impl Embedded for Work {
    fn class() -> &'static Class {
        &WORK
    }
}

impl Traced for Work {
    fn trace(&self, values: &mut Vec<Raw>) {
        let outcome = self.outcome.map(Outcome::value);
        let all = self.arguments.iter().copied().chain([self.callable.value()]).chain(outcome);
        values.extend(all.filter(|value| value.is_collectable()));
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

impl Work {
    /// Gives back what belongs to the job; destructors may run.
    ///
    /// # Safety
    /// Nothing of it is in use, and no reference to the work is held.
    pub unsafe fn clear(work: *mut Self) {
        // SAFETY: each is taken out before it is given back, so that nobody finds it here meanwhile.
        unsafe {
            while let Some(argument) = (*work).arguments.pop() {
                argument.release();
            }
            std::mem::replace(&mut (*work).callable, Callable::NONE).value().release();
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // A destructor may not come back: what is Rust's goes before it runs.
        self.traced = Vec::new();
        self.finished = Finished::default();
        let outcome = self.outcome.take();
        // SAFETY: the object owned these, and nobody can reach it any more.
        unsafe {
            Self::clear(self);
            self.arguments = Vec::new();
            if let Some(outcome) = outcome {
                outcome.value().release();
            }
        }
    }
}

/// What a resumer is told that has no job.
fn refusal() -> Option<*mut zend_object> {
    let class = error_class();
    // SAFETY: the class is the engine's, and makes its objects without its constructor, too.
    unsafe {
        let exception = instantiate(class)?;
        set_property(class, exception, "message", new_string(b"Cannot resume a fiber that is not suspended"));
        Some(exception)
    }
}

/// The callable of a pooled fiber.
pub unsafe extern "C" fn invoke(frame: Frame, _: Return) {
    hot(|| unsafe {
        // SAFETY: the fiber holds its callable. No reference to the work is held while anything else runs.
        let work: *mut Work = this::<Work>(frame);
        let fiber = active();
        if fiber.is_null() || (*work).state != State::New {
            return error(c"A pooled fiber's callable is called by its fiber only");
        }
        (*work).state = State::Idle;
        let mut refused = None;
        loop {
            match Fiber::suspend(fiber, refused.take()) {
                Arrival::Value(_) if (*work).state == State::Ending => return,
                Arrival::Value(_) if (*work).state == State::Busy => {
                    if !run(work, fiber) {
                        return;
                    }
                }
                // Somebody has kept the Fiber of a job that has ended.
                Arrival::Value(value) => {
                    value.release();
                    refused = refusal();
                }
                Arrival::Error(exception) => {
                    Raw::object(exception).release();
                    if Fiber::is_destroyed(fiber) {
                        (*work).state = State::Ending;
                        return;
                    }
                    refused = refusal();
                }
                Arrival::Bailout => bail_out(),
            }
        }
    });
}

/// Runs the job that lies in the work; false if the fiber is being unwound, and an exception that did so is left in place.
#[inline(always)]
unsafe fn run(work: *mut Work, fiber: *mut Fiber) -> bool {
    // SAFETY: the job's values are the work's until it ends; nothing is borrowed from it while PHP code runs.
    unsafe {
        // What the last job has set here was the fiber's own.
        set_error_reporting((*work).error_reporting);
        let callable = (*work).callable;
        let (arguments, count) = ((*work).arguments.as_mut_ptr(), (*work).arguments.len());
        let returned = callable.call(arguments, count);
        if Fiber::is_destroyed(fiber) {
            (*work).state = State::Ending;
            if let Some(value) = returned {
                value.release();
            }
            return false;
        }
        let mut outcome = match returned {
            Some(value) => Outcome::Returned(value),
            None => taken(),
        };
        Work::clear(work);
        Fiber::forget_weak_references(fiber);
        if has_exception() {
            if Fiber::is_destroyed(fiber) {
                (*work).state = State::Ending;
                outcome.value().release();
                return false;
            }
            // A destructor's.
            let late = taken();
            let superseded =
                if matches!(outcome, Outcome::Returned(_)) { std::mem::replace(&mut outcome, late) } else { late };
            superseded.value().release();
            zend_clear_exception();
        }
        (*work).outcome = Some(outcome);
        (*work).state = State::Done;
        if !(*work).is_direct {
            let place = (*work).place;
            (*work).finished.borrow_mut().push_back(place);
        }
        true
    }
}

/// Takes the exception that is on its way; without one, null was returned.
///
/// # Safety
/// The fiber that runs is not being unwound. The exception may have a destructor.
#[cold]
pub unsafe fn taken() -> Outcome {
    // SAFETY: the globals are the running thread's; the exception gets another reference before the engine gives its own back.
    unsafe {
        let globals = ext_php_rs_executor_globals();
        let exception = (*globals).exception;
        if exception.is_null() {
            return Outcome::Returned(Raw::NULL);
        }
        if zend_is_unwind_exit(exception) || zend_is_graceful_exit(exception) {
            // The process goes on, and its status is not this job's.
            let status = std::mem::replace(&mut (*globals).exit_status, 0);
            zend_clear_exception();
            return Outcome::Exited(status);
        }
        Raw::object(exception).add_reference();
        zend_clear_exception();
        Outcome::Threw(exception)
    }
}

/// The work behind a fiber's callable.
///
/// # Safety
/// The object is of the class.
pub unsafe fn of(object: *mut zend_object) -> *mut Work {
    if object.is_null() {
        return ptr::null_mut();
    }
    // SAFETY: as promised.
    unsafe { &raw mut (*Native::<Work>::of(object)).value }
}
