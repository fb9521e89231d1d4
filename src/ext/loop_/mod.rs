//! What the event loop's PHP classes are made of. For now: the fibers that handlers run in.

use super::declare::{NAMESPACE, method};
use crate::zval::class::{Fault, Registry};
use crate::zval::declaration::{Declaration, Kind};
use crate::zval::fiber;

mod pool;

/// A class that is no part of the package's promises.
fn internal(name: &str, doc: &str, methods: &[&str]) -> Result<Declaration, Fault> {
    Ok(Declaration {
        kind: Kind::Class,
        name: format!("{NAMESPACE}\\Loop\\{name}"),
        doc: format!("/**\n * {doc}\n *\n * @internal\n */"),
        parents: Vec::new(),
        interfaces: Vec::new(),
        constants: Vec::new(),
        properties: Vec::new(),
        methods: methods.iter().map(|source| method(source)).collect::<Result<_, _>>()?,
    })
}

/// Registers the classes of the loop.
///
/// # Errors
/// What is wrong with a declaration.
pub fn register(registry: &mut Registry) -> Result<(), Fault> {
    let mut declaration = internal("PooledFiber", "What a pooled fiber runs.", &["__construct()", fiber::INVOKE])?;
    if let Some(constructor) = declaration.methods.first_mut() {
        constructor.is_private = true;
    }
    registry.register(&declaration, &[("__construct", pool::nothing), ("__invoke", fiber::invoke)], &fiber::WORK)?;
    registry.embed_closed_traced::<fiber::PooledWork>(&fiber::WORK);
    let declaration = internal("FiberPool", "Runs jobs in fibers that are used again.", pool::SIGNATURES)?;
    registry.register(&declaration, pool::METHODS, &pool::POOL)?;
    registry.embed_closed_traced::<pool::FiberPool>(&pool::POOL);
    Ok(())
}
