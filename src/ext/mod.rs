//! The extension: the module, and a folder per component with one file per PHP class that translates arguments and delegates. What
//! touches Zend memory is in `zval`.

mod backend;
mod crypto;
mod declare;
mod exception;
mod http;
mod info;
mod json;
#[cfg(feature = "server")]
mod loop_;
mod module;
mod msgpack;
mod paseto;
mod persistent;
mod router;
mod serializer;
mod validator;
