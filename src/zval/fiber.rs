//! Fibers that are used again: a job costs two switches instead of a new stack. To PHP code each is a `Fiber` as any other, which it may suspend, and
//! resume as long as the job has not ended. How PHP's fibers are switched is in engine.rs, what one runs in work.rs.
//!
//! The pool's caller gets control back when a job ends or suspends for the first time. A job that is resumed afterwards, by whoever holds its Fiber, is
//! found among the [finished](Pool::finished) once it has ended. A fatal error ends the job's fiber and, here, nothing else.

use super::call::throw;
use super::callable::Callable;
use super::object::Embedded;
use super::value::Raw;
use engine::{Arrival, Fiber};
use ext_php_rs::ffi::zend_object;
use std::ptr;
use work::{Finished, State, Work};

mod engine;
mod work;

pub use work::{INVOKE, Outcome, WORK, Work as PooledWork, invoke, taken};

/// Whether the fiber that runs is being unwound: what does so is to be left on its way.
pub fn is_unwinding() -> bool {
    let fiber = engine::active();
    // SAFETY: the fiber that runs is alive.
    !fiber.is_null() && unsafe { Fiber::is_destroyed(fiber) }
}

/// A job that has not ended when the pool gave control back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Job(u32);

impl Job {
    /// A number that no other job has that is under way.
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// What has become of a job when the pool's caller goes on. Values are the caller's.
pub enum Ran {
    Ended(Outcome),
    /// The job has called Fiber::suspend() with a value.
    Suspended(Job, Raw),
    /// There was no fiber to be had; an exception is on its way.
    Refused,
}

/// A fiber and its callable, both owned; null where there is none.
#[derive(Clone, Copy)]
struct Place {
    fiber: *mut Fiber,
    callable: *mut zend_object,
}

const VACANT: Place = Place { fiber: ptr::null_mut(), callable: ptr::null_mut() };

/// How many fibers wait for a job at most.
const IDLE: usize = 256;

/// Fibers that wait for jobs, and those that have some. What PHP code may do meanwhile includes calling the pool again, which is why it is passed as a
/// pointer: no reference is held while a fiber runs.
pub struct Pool {
    places: Vec<Place>,
    /// Places whose fiber waits for a job.
    idle: Vec<u32>,
    /// Places without a fiber.
    vacant: Vec<u32>,
    finished: Finished,
    limit: usize,
    started: u64,
}

impl Default for Pool {
    fn default() -> Self {
        Self {
            places: Vec::new(),
            idle: Vec::new(),
            vacant: Vec::new(),
            finished: Finished::default(),
            limit: IDLE,
            started: 0,
        }
    }
}

impl Pool {
    /// Keeps at most so many fibers that have nothing to do.
    pub fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// How many fibers wait for a job, how many have one, and how many were started in all.
    pub fn counts(&self) -> (usize, usize, u64) {
        (self.idle.len(), self.places.len() - self.idle.len() - self.vacant.len(), self.started)
    }

    /// The values that the garbage collector has to follow.
    pub fn trace(&self, values: &mut Vec<Raw>) {
        for place in self.places.iter().filter(|place| !place.fiber.is_null()) {
            values.push(Raw::object(place.fiber.cast()));
            values.push(Raw::object(place.callable));
        }
    }

    /// Runs a job until it ends or suspends. The arguments go over to it.
    ///
    /// # Safety
    /// The pool stays where it is, and no reference to it is held: the job may do anything. The callable and the arguments are alive.
    #[inline(always)]
    pub unsafe fn run(pool: *mut Self, callable: Callable, arguments: &[Raw]) -> Ran {
        // SAFETY: as promised; the work is alive as long as its place is taken.
        unsafe {
            let Some((index, place)) = Self::take(pool) else {
                arguments.iter().for_each(|argument| argument.release());
                return Ran::Refused;
            };
            let work = work::of(place.callable);
            callable.value().add_reference();
            (*work).callable = callable;
            (*work).arguments.extend_from_slice(arguments);
            (*work).error_reporting = engine::error_reporting();
            (*work).state = State::Busy;
            (*work).is_direct = true;
            let arrival = Fiber::resume(place.fiber, Raw::NULL);
            if let (Arrival::Value(_), State::Done) = (&arrival, (*work).state) {
                return Ran::Ended(Self::collect(pool, index, place));
            }
            Self::not_ended(pool, index, place, arrival)
        }
    }

    #[cold]
    unsafe fn not_ended(pool: *mut Self, index: u32, place: Place, arrival: Arrival) -> Ran {
        // SAFETY: as for `run`.
        unsafe {
            let work = work::of(place.callable);
            (*work).is_direct = false;
            match arrival {
                Arrival::Value(value) if !Fiber::is_dead(place.fiber) => Ran::Suspended(Job(index), value),
                Arrival::Value(value) => {
                    value.release();
                    Self::vacate(pool, index);
                    Ran::Ended(Outcome::Died)
                }
                Arrival::Error(exception) => {
                    Self::vacate(pool, index);
                    Ran::Ended(Outcome::Threw(exception))
                }
                Arrival::Bailout => {
                    Self::vacate(pool, index);
                    Ran::Ended(Outcome::Died)
                }
            }
        }
    }

    /// A job that was suspended, and has ended since.
    ///
    /// # Safety
    /// As for [`run`](Self::run).
    pub unsafe fn finished(pool: *mut Self) -> Option<(Job, Outcome)> {
        // SAFETY: as promised; a place among the finished holds a fiber that has an outcome.
        unsafe {
            let index = (*pool).finished.borrow_mut().pop_front()?;
            let place = Self::place(pool, index)?;
            Some((Job(index), Self::collect(pool, index, place)))
        }
    }

    /// A job whose fiber has ended without an outcome: a fatal error met it after somebody else had resumed it.
    ///
    /// # Safety
    /// As for [`run`](Self::run).
    pub unsafe fn lost(pool: *mut Self) -> Option<Job> {
        // SAFETY: as promised; what is not null is a fiber of ours.
        unsafe {
            let is_lost = |place: &Place| !place.fiber.is_null() && Fiber::is_dead(place.fiber);
            let places = &raw const (*pool).places;
            let index = u32::try_from((*places).iter().position(is_lost)?).ok()?;
            Self::vacate(pool, index);
            Some(Job(index))
        }
    }

    unsafe fn place(pool: *mut Self, index: u32) -> Option<Place> {
        // SAFETY: as for `run`; the reference does not outlive this.
        let places = unsafe { &(*pool).places };
        places.get(index as usize).copied().filter(|place| !place.fiber.is_null())
    }

    /// Takes the outcome of a job that is done, and lets its fiber wait for another.
    #[inline(always)]
    unsafe fn collect(pool: *mut Self, index: u32, place: Place) -> Outcome {
        // SAFETY: as for `run`.
        unsafe {
            let work = work::of(place.callable);
            let outcome = (*work).outcome.take().unwrap_or(Outcome::Died);
            (*work).state = State::Idle;
            (*work).is_direct = false;
            if (*pool).idle.len() < (*pool).limit {
                (*pool).idle.push(index);
            } else {
                Self::end(pool, index, place);
            }
            outcome
        }
    }

    /// A fiber that waits for a job; `None` if an exception was thrown.
    #[inline(always)]
    unsafe fn take(pool: *mut Self) -> Option<(u32, Place)> {
        // SAFETY: as for `run`.
        unsafe {
            if engine::is_blocked() {
                return Self::refuse();
            }
            while let Some(index) = (*pool).idle.pop() {
                let Some(place) = Self::place(pool, index) else { continue };
                let is_known = Fiber::is_shared(place.fiber) || Fiber::is_weakly_referenced(place.fiber);
                if Fiber::is_suspended(place.fiber) && !is_known {
                    return Some((index, place));
                }
                // Whoever has kept it is to find that it has ended.
                Self::end(pool, index, place);
            }
            Self::start(pool)
        }
    }

    #[cold]
    fn refuse() -> Option<(u32, Place)> {
        super::call::error(c"Cannot switch fibers in current execution context");
        None
    }

    #[cold]
    unsafe fn start(pool: *mut Self) -> Option<(u32, Place)> {
        // SAFETY: the callable is ours. Nothing of the pool is in use while the fiber begins.
        unsafe {
            let callable = super::call::instantiate(Work::class().get())?;
            let Some(fiber) = Fiber::started(Raw::object(callable)) else {
                Raw::object(callable).release();
                return None;
            };
            let place = Place { fiber, callable };
            let index = match (*pool).vacant.pop() {
                Some(index) => index,
                None => {
                    (*pool).places.push(VACANT);
                    u32::try_from((*pool).places.len() - 1).ok()?
                }
            };
            let places = &mut (*pool).places;
            *places.get_mut(index as usize)? = place;
            (*pool).started += 1;
            let work = work::of(callable);
            (*work).place = index;
            (*work).finished = (*pool).finished.clone();
            Some((index, place))
        }
    }

    /// Lets a fiber that has nothing to do come to its end.
    #[cold]
    unsafe fn end(pool: *mut Self, index: u32, place: Place) {
        // SAFETY: a fiber that waits returns when it is told so; no PHP code runs on the way.
        unsafe {
            (*work::of(place.callable)).state = State::Ending;
            if Fiber::is_suspended(place.fiber) {
                match Fiber::resume(place.fiber, Raw::NULL) {
                    Arrival::Value(value) => value.release(),
                    Arrival::Error(exception) => throw(exception),
                    Arrival::Bailout => {}
                }
            }
            Self::vacate(pool, index);
        }
    }

    /// Gives a place's fiber back.
    unsafe fn vacate(pool: *mut Self, index: u32) {
        // SAFETY: the place owned both.
        unsafe {
            let places = &mut (*pool).places;
            let Some(place) = places.get_mut(index as usize) else { return };
            let place = std::mem::replace(place, VACANT);
            (*pool).vacant.push(index);
            place.release();
        }
    }
}

impl Place {
    /// # Safety
    /// The place was taken out of its pool.
    unsafe fn release(self) {
        if !self.fiber.is_null() {
            // SAFETY: the place owned both. A fiber that is suspended within a job unwinds, unless somebody else holds it.
            unsafe {
                Raw::object(self.fiber.cast()).release();
                Raw::object(self.callable).release();
            }
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // Jobs that unwind run PHP code, and may not come back: what is Rust's goes before.
        self.idle = Vec::new();
        self.vacant = Vec::new();
        self.finished = Finished::default();
        while let Some(place) = self.places.pop() {
            // SAFETY: it is nobody else's.
            unsafe { place.release() };
        }
    }
}
