//! From the package's PHP files to declarations that can be registered.

use crate::zval::class::Fault;
use crate::zval::declaration::{self, Declaration, Kind, Method};

/// The namespace of every public class.
pub const NAMESPACE: &str = "HighPerApp\\HighPer\\Native";

/// What a PHP file declares.
///
/// # Errors
/// If it declares nothing that can be read.
pub fn read(source: &str) -> Result<Declaration, Fault> {
    declaration::read(source).ok_or_else(|| "a PHP file declares no class that this build can read".to_owned())
}

/// A method or function that no PHP file declares.
///
/// # Errors
/// If the signature cannot be read.
pub fn method(source: &str) -> Result<Method, Fault> {
    declaration::signature(source, NAMESPACE).ok_or_else(|| format!("unreadable signature: {source}"))
}

/// A class that implements an interface.
pub fn class(name: &str, doc: &str, interface: &str, methods: Vec<Method>) -> Declaration {
    Declaration {
        kind: Kind::Class,
        name: format!("{NAMESPACE}\\{name}"),
        doc: doc.to_owned(),
        parents: Vec::new(),
        interfaces: vec![interface.to_owned()],
        constants: Vec::new(),
        properties: Vec::new(),
        methods,
    }
}
