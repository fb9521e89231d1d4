//! `persistent()`: what lives as long as the process. What is kept holds no value of a request. It is built without a lock and then published
//! whole; whoever uses an older one keeps it alive.

use crate::zval::args::{Frame, Return, bytes, called_class, give, optional, parse};
use crate::zval::call::{CallablePlaces, call, instantiate, is_instance};
use crate::zval::class::Class;
use crate::zval::guard::cold;
use crate::zval::string;
use crate::zval::value::{IS_OBJECT, Raw};
use ext_php_rs::ffi::{ext_php_rs_sapi_globals, zend_class_entry, zend_object};
use parking_lot::RwLock;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::CStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Values of a kind that a process keeps for an application; past that, the one longest out of use goes.
pub const MAX_VALUES: usize = 64;
/// Applications a process keeps values for: deployments into new folders leave theirs behind.
pub const MAX_APPLICATIONS: usize = 16;

/// What can be kept.
pub trait Persistent: Clone + Send + Sync + 'static {
    /// Why something cannot.
    type Fault: BuildFault;

    /// The class of the objects that are built.
    fn class() -> &'static Class;

    /// Where values of this kind are kept.
    fn store() -> &'static Store<Self>;

    /// What is to be kept of an object that a build function gave.
    ///
    /// # Safety
    /// The object is alive, and of the class or one that inherits it.
    unsafe fn export(key: &[u8], object: *mut zend_object) -> Result<Self, Self::Fault>;

    /// Puts what was kept into a new object.
    ///
    /// # Safety
    /// The object is of the class, or one that inherits it.
    unsafe fn install(self, object: *mut zend_object);
}

/// Why nothing is kept.
pub trait BuildFault {
    /// A build function asks for its own key.
    fn nested_build(key: &[u8]) -> Self;

    /// A build function gave a value of another type.
    fn bad_build(key: &[u8], given: &[u8]) -> Self;

    /// Throws it.
    fn throw(self);
}

/// What a value is kept under.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Place {
    /// The folder of the entry script: two applications in one pool never meet.
    application: Vec<u8>,
    class: Vec<u8>,
    key: Vec<u8>,
}

struct Kept<T> {
    value: T,
    /// The version it was built for.
    version: Option<Vec<u8>>,
    used: AtomicU64,
}

/// What a process keeps of one kind.
pub struct Store<T>(LazyLock<RwLock<HashMap<Place, Kept<T>>>>);

static CLOCK: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// What this thread is building, each with a number: in fibers, builds need not end in the order in which they began.
    static BUILDING: RefCell<Vec<(u64, Place)>> = const { RefCell::new(Vec::new()) };
    /// The entry script as the SAPI has it, and its folder: links are resolved once a request, for
    /// that takes system calls, and a deployment that moves one takes effect with the next.
    static APPLICATION: RefCell<Option<(Vec<u8>, Vec<u8>)>> = const { RefCell::new(None) };
}

/// Notes that a value is being built; `None` if it is already.
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

/// Forgets builds that a bailout has cut off, and where the entry script is.
pub fn end_request() {
    BUILDING.with_borrow_mut(Vec::clear);
    APPLICATION.set(None);
}

impl<T: Persistent> Store<T> {
    pub const fn new() -> Self {
        Self(LazyLock::new(RwLock::default))
    }

    /// The number of values that the process keeps.
    pub fn count(&self) -> usize {
        self.0.read().len()
    }

    /// The value at a place, of the version asked for.
    fn find(&self, place: &Place, version: Option<&[u8]>) -> Option<T> {
        let values = self.0.read();
        let kept = values.get(place)?;
        if version.is_some_and(|version| kept.version.as_deref() != Some(version)) {
            return None;
        }
        kept.used.store(CLOCK.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        Some(kept.value.clone())
    }

    fn publish(&self, place: Place, kept: Kept<T>) {
        let mut values = self.0.write();
        let used = |kept: &Kept<T>| kept.used.load(Ordering::Relaxed);
        if !values.contains_key(&place) {
            let of_application = values.iter().filter(|(other, _)| other.application == place.application);
            let (count, oldest) = (of_application.clone().count(), of_application.min_by_key(|(_, kept)| used(kept)));
            if let Some(oldest) = oldest.map(|(oldest, _)| oldest.clone()).filter(|_| count >= MAX_VALUES) {
                values.remove(&oldest);
            }
            if count == 0 {
                let mut last_use: HashMap<Vec<u8>, u64> = HashMap::new();
                for (other, kept) in values.iter() {
                    let last = last_use.entry(other.application.clone()).or_default();
                    *last = used(kept).max(*last);
                }
                let oldest = last_use.iter().min_by_key(|(_, last)| **last).map(|(application, _)| application);
                if let Some(oldest) = oldest.filter(|_| last_use.len() >= MAX_APPLICATIONS) {
                    values.retain(|other, _| other.application != *oldest);
                }
            }
        }
        values.insert(place, kept);
    }
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
    APPLICATION.with_borrow_mut(|known| match known {
        Some((of, folder)) if of == script.to_bytes() => folder.clone(),
        _ => {
            let path = Path::new(std::ffi::OsStr::from_bytes(script.to_bytes()));
            let resolved = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            let folder = resolved.parent().unwrap_or(&resolved).as_os_str().as_bytes().to_vec();
            *known = Some((script.to_bytes().into(), folder.clone()));
            folder
        }
    })
}

/// `persistent()` of a class.
pub unsafe extern "C" fn persistent<T: Persistent>(frame: Frame, result: Return) {
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
        let kept = T::store().find(&place(class, key), version).map(|kept| (Raw::UNDEF, kept));
        let Some((built, kept)) = kept.or_else(|| rebuild::<T>(class, key, build, version)) else {
            return Raw::object(object).release();
        };
        kept.install(object);
        // Last: its destructor may have so much kept that this goes.
        built.release();
        give(result, Raw::object(object));
    });
}

/// The place of a key of a class in the running application.
unsafe fn place(class: *mut zend_class_entry, key: &[u8]) -> Place {
    // SAFETY: the class is the called one.
    let class = unsafe { string::bytes((*class).name) };
    Place { application: application(), class: class.into(), key: key.into() }
}

/// Builds a value and publishes it; gives what the build function gave, to be released, and what is kept of it: asked for again, it might be another
/// thread's, or gone. `None` if an exception is on its way, and then nothing has changed.
unsafe fn rebuild<T: Persistent>(
    class: *mut zend_class_entry,
    key: &[u8],
    build: Raw,
    version: Option<&[u8]>,
) -> Option<(Raw, T)> {
    // SAFETY: the class is the called one, and the build function an argument of the running call. While that runs, nothing of Rust's is held
    // here: it may never come back.
    unsafe {
        let Some(number) = begin(place(class, key)) else {
            T::Fault::nested_build(key).throw();
            return None;
        };
        let built = call(build, &mut []);
        end(number);
        let built = built?;
        let given = built.dereferenced();
        let exported = if given.kind() == IS_OBJECT && is_instance(given.payload.object, T::class().get()) {
            T::export(key, given.payload.object)
        } else {
            Err(T::Fault::bad_build(key, &given.type_name()))
        };
        match exported {
            Ok(value) => {
                let used = AtomicU64::new(CLOCK.fetch_add(1, Ordering::Relaxed));
                let kept = Kept { value: value.clone(), version: version.map(Into::into), used };
                T::store().publish(place(class, key), kept);
                Some((built, value))
            }
            Err(fault) => {
                fault.throw();
                built.release();
                None
            }
        }
    }
}
