//! The extension: the module, and one file per PHP class that translates arguments and delegates. What touches Zend memory is in `zval`.

mod answer;
mod backend;
mod definition;
mod exception;
mod function;
mod introspect;
mod module;
mod persistent;
mod route_match;
mod router;
mod scalar;
mod state;
mod url;
