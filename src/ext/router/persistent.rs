//! What a process keeps of a Router: the table, and handlers that are copied out of the request that built them and into each that uses them.

use super::fault::Fault;
use super::router::ROUTER;
use super::scalar::{Origin, Scalar};
use super::state::Router;
use crate::ext::persistent::{Persistent, Store};
use crate::zval::class::Class;
use crate::zval::object::Native;
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

    fn class() -> &'static Class {
        &ROUTER
    }

    fn store() -> &'static Store<Self> {
        &STORE
    }

    unsafe fn export(_: &[u8], object: *mut zend_object) -> Result<Self, Fault> {
        // SAFETY: the object is of a Router's class, and alive with what it holds.
        unsafe {
            let router = &mut (*Native::<Router>::of(object)).value;
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

    unsafe fn install(self, object: *mut zend_object) {
        // SAFETY: the object is of a Router's class.
        unsafe { (*Native::<Router>::of(object)).value = Router::of(self.table, Some(self.origin)) };
    }
}
