//! What a process keeps of a Router: the table, and handlers that are copied out of the request that built them and into each that uses them.

use super::fault::Fault;
use super::router::ROUTER;
use super::scalar::{Origin, Scalar};
use super::state::Router;
use crate::ext::persistent::{Persistent, Store};
use crate::zval::call::is_instance;
use crate::zval::object::Native;
use crate::zval::value::{IS_OBJECT, Raw};
use ext_php_rs::ffi::zend_object;
use highper_router::Table;
use std::sync::Arc;

/// A table with its handlers.
#[derive(Clone)]
pub struct Kept {
    table: Arc<Table>,
    origin: Arc<Origin>,
}

static STORE: Store<Kept> = Store::new();

/// The number of tables that the process keeps.
pub fn count() -> usize {
    STORE.count()
}

impl Persistent for Kept {
    type Fault = Fault;

    fn store() -> &'static Store<Self> {
        &STORE
    }

    unsafe fn export(key: &[u8], built: Raw) -> Result<Self, Fault> {
        // SAFETY: the value is alive; only an object of a Router's class is read as one.
        unsafe {
            let built = built.dereferenced();
            if built.kind() != IS_OBJECT || !is_instance(built.payload.object, ROUTER.get()) {
                return Err(Fault::bad_build(key, &built.type_name()));
            }
            let router = &mut (*Native::<Router>::of(built.payload.object)).value;
            let count = router.table.routes().len();
            let mut values = Vec::with_capacity(count * 2);
            for position in 0..count {
                for (whose, value) in
                    [("handler", router.handler(position)), ("middleware", router.middleware(position))]
                {
                    let scalar = Scalar::of(value, 0).map_err(|why| {
                        let pattern =
                            router.table.routes().get(position).map(|route| route.pattern()).unwrap_or_default();
                        Fault::bad_handler(whose, pattern, &why)
                    })?;
                    values.push(scalar);
                }
            }
            Ok(Self { table: Arc::clone(&router.table), origin: Arc::new(Origin { values }) })
        }
    }

    fn nested_build(key: &[u8]) -> Fault {
        Fault::nested_build(key)
    }

    fn throw(fault: Fault) {
        fault.throw();
    }

    unsafe fn install(self, object: *mut zend_object) {
        // SAFETY: the object is of a Router's class.
        unsafe { (*Native::<Router>::of(object)).value = Router::of(self.table, Some(self.origin)) };
    }
}
