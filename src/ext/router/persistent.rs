//! `Router::persistent()`: tables that live as long as the process. What is kept holds no value of a request: handlers are copied out of the
//! request that built them and into each request that uses them. A table is built without a lock and then published whole; whoever
//! uses an older one keeps it alive.

use super::fault::Fault;
use super::router::ROUTER;
use super::scalar::{Origin, Scalar};
use super::state::Router;
use crate::zval::args::{Frame, Return, bytes, called_class, give, optional, parse};
use crate::zval::call::{CallablePlaces, call, instantiate};
use crate::zval::guard::cold;
use crate::zval::object::Native;
use crate::zval::string;
use crate::zval::value::{IS_OBJECT, Raw};
use ext_php_rs::ffi::{ext_php_rs_sapi_globals, instanceof_function_slow, zend_class_entry};
use highper_router::Table;
use parking_lot::RwLock;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::CStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

/// Tables a process keeps for an application; past that, the one longest out of use goes.
const MAX_TABLES: usize = 64;
/// Applications a process keeps tables for: deployments into new folders leave theirs behind.
const MAX_APPLICATIONS: usize = 16;

/// What a table is kept under.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Place {
    /// The folder of the entry script: two applications in one pool never meet.
    application: Vec<u8>,
    class: Vec<u8>,
    key: Vec<u8>,
}

#[derive(Clone)]
struct Kept {
    table: Arc<Table>,
    origin: Arc<Origin>,
    used: Arc<AtomicU64>,
}

static TABLES: LazyLock<RwLock<HashMap<Place, Kept>>> = LazyLock::new(RwLock::default);
static CLOCK: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// What this thread is building, each with a number: in fibers, builds need not end in the order in which they began.
    static BUILDING: RefCell<Vec<(u64, Place)>> = const { RefCell::new(Vec::new()) };
}

/// Notes that a table is being built; `None` if it is already.
fn begin(place: Place) -> Option<u64> {
    BUILDING.with_borrow_mut(|building| {
        if building.iter().any(|(_, other)| *other == place) {
            return None;
        }
        let number = CLOCK.fetch_add(1, Ordering::Relaxed);
        building.push((number, place));
        Some(number)
    })
}

fn end(number: u64) {
    BUILDING.with_borrow_mut(|building| building.retain(|(other, _)| *other != number));
}

/// Forgets builds that a bailout has cut off.
pub fn end_request() {
    BUILDING.with_borrow_mut(Vec::clear);
}

/// The number of tables that the process keeps.
pub fn count() -> usize {
    TABLES.read().len()
}

fn find(place: &Place) -> Option<Kept> {
    let kept = TABLES.read().get(place).cloned()?;
    kept.used.store(CLOCK.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
    Some(kept)
}

fn publish(place: Place, kept: Kept) {
    let mut tables = TABLES.write();
    let used = |kept: &Kept| kept.used.load(Ordering::Relaxed);
    if !tables.contains_key(&place) {
        let of_application = tables.iter().filter(|(other, _)| other.application == place.application);
        let (count, oldest) = (of_application.clone().count(), of_application.min_by_key(|(_, kept)| used(kept)));
        if let Some(oldest) = oldest.map(|(oldest, _)| oldest.clone()).filter(|_| count >= MAX_TABLES) {
            tables.remove(&oldest);
        }
        if count == 0 {
            let mut last_use: HashMap<Vec<u8>, u64> = HashMap::new();
            for (other, kept) in tables.iter() {
                let last = last_use.entry(other.application.clone()).or_default();
                *last = used(kept).max(*last);
            }
            let oldest = last_use.iter().min_by_key(|(_, last)| **last).map(|(application, _)| application);
            if let Some(oldest) = oldest.filter(|_| last_use.len() >= MAX_APPLICATIONS) {
                tables.retain(|other, _| other.application != *oldest);
            }
        }
    }
    tables.insert(place, kept);
}

/// The folder of the entry script, links resolved; empty where there is none.
fn application() -> Vec<u8> {
    // SAFETY: the SAPI sets the path before the request starts; it is a C string or null.
    let script = unsafe {
        let path = (*ext_php_rs_sapi_globals()).request_info.path_translated;
        if path.is_null() {
            return Vec::new();
        }
        CStr::from_ptr(path)
    };
    let script = Path::new(std::ffi::OsStr::from_bytes(script.to_bytes()));
    let resolved = script.canonicalize().unwrap_or_else(|_| script.to_owned());
    resolved.parent().unwrap_or(&resolved).as_os_str().as_bytes().into()
}

/// `persistent()`.
pub unsafe extern "C" fn persistent(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: one place for each parameter; no lock and no borrow is held while the build function runs.
        let (mut key, mut build, mut version) = (ptr::null_mut(), CallablePlaces::new(), ptr::null_mut());
        let (info, cache) = build.places();
        if parse!(frame, c"Sf|S!", &raw mut key, info, cache, &raw mut version).is_none() {
            return;
        }
        let build = build.value();
        let (key, version, class) = (bytes(key), optional(version), called_class(frame));
        // First, since a subclass's constants may have to be loaded, which runs PHP: nothing of Rust's is held yet.
        let Some(object) = instantiate(class) else { return };
        let found = match current(class, key, version) {
            Some(found) => Some(found),
            None if rebuild(class, key, build, version).is_none() => return Raw::object(object).release(),
            None => find(&place(class, key)),
        };
        if let Some(found) = found {
            (*Native::<Router>::of(object)).value = Router::of(found.table, Some(found.origin));
        }
        give(result, Raw::object(object));
    });
}

/// The place of a key of a class in the running application.
unsafe fn place(class: *mut zend_class_entry, key: &[u8]) -> Place {
    // SAFETY: the class is the called one.
    let class = unsafe { string::bytes((*class).name) };
    Place { application: application(), class: class.into(), key: key.into() }
}

/// The table of a key, if it is of the version asked for.
unsafe fn current(class: *mut zend_class_entry, key: &[u8], version: Option<&[u8]>) -> Option<Kept> {
    // SAFETY: as above.
    let found = find(&unsafe { place(class, key) })?;
    version.is_none_or(|version| found.origin.version.as_deref() == Some(version)).then_some(found)
}

/// Builds a table and publishes it; `None` if an exception is on its way, and then nothing has changed.
unsafe fn rebuild(class: *mut zend_class_entry, key: &[u8], build: Raw, version: Option<&[u8]>) -> Option<()> {
    // SAFETY: the class is the called one, and the build function an argument of the running call. While that runs, nothing of Rust's is held
    // here: it may never come back.
    unsafe {
        let Some(number) = begin(place(class, key)) else {
            Fault::nested_build(key).throw();
            return None;
        };
        let built = call(build, &mut []);
        end(number);
        let built = built?;
        let exported = export(key, built, version);
        let outcome = match exported {
            Ok(exported) => {
                publish(place(class, key), exported);
                Some(())
            }
            Err(fault) => {
                fault.throw();
                None
            }
        };
        built.release();
        outcome
    }
}

unsafe fn export(key: &[u8], built: Raw, version: Option<&[u8]>) -> Result<Kept, Fault> {
    // SAFETY: the value is alive; only an object of a Router's class is read as one.
    unsafe {
        let built = built.dereferenced();
        let is_router = built.kind() == IS_OBJECT && {
            let own = (*built.payload.object).ce;
            own == ROUTER.get() || instanceof_function_slow(own, ROUTER.get())
        };
        if !is_router {
            return Err(Fault::bad_build(key, &built.type_name()));
        }
        let router = &mut (*Native::<Router>::of(built.payload.object)).value;
        let count = router.table.routes().len();
        let mut values = Vec::with_capacity(count * 2);
        for position in 0..count {
            for (whose, value) in [("handler", router.handler(position)), ("middleware", router.middleware(position))] {
                let scalar = Scalar::of(value, 0).map_err(|why| {
                    let pattern = router.table.routes().get(position).map(|route| route.pattern()).unwrap_or_default();
                    Fault::bad_handler(whose, pattern, &why)
                })?;
                values.push(scalar);
            }
        }
        let origin = Arc::new(Origin { values, version: version.map(Into::into) });
        let used = Arc::new(AtomicU64::new(CLOCK.fetch_add(1, Ordering::Relaxed)));
        Ok(Kept { table: Arc::clone(&router.table), origin, used })
    }
}
