//! The module: registers every class from the package's own PHP files. What phpinfo() says of it is in info.rs.

use super::declare::{NAMESPACE, method, read};
use super::{backend, crypto, exception, http, info, json, msgpack, paseto, persistent, router, serializer, validator};
use crate::zval::class::{Fault, Registry};
use crate::zval::declaration::{Declaration, Kind};
use crate::zval::{file_cache, ini, stream};
use ext_php_rs::prelude::*;
use ext_php_rs::zend::ModuleEntry;

const HIGHPER_EXCEPTION: &str = include_str!("../../php/Exception/HighPerException.php");
const BACKEND_EXCEPTION: &str = include_str!("../../php/Exception/BackendException.php");

fn backend_class() -> Result<Declaration, Fault> {
    let methods = [
        "/**\n     * The backend at work: `extension`, `ffi` or `php`.\n     */\n    static current(): string",
        "/**\n     * The version of this library.\n     */\n    static version(): string",
    ];
    Ok(Declaration {
        kind: Kind::Class,
        name: format!("{NAMESPACE}\\Backend"),
        doc: "/**\n * Tells which backend is at work.\n */".to_owned(),
        parents: Vec::new(),
        interfaces: Vec::new(),
        constants: Vec::new(),
        properties: Vec::new(),
        methods: methods.into_iter().map(method).collect::<Result<_, _>>()?,
    })
}

/// Whether the environment asks for another backend; then the extension keeps out of the way.
fn is_wanted() -> bool {
    std::env::var_os("HIGHPER_BACKEND").is_none_or(|backend| backend.is_empty() || backend == "extension")
}

/// Registers everything, in an order in which each finds what it builds on.
fn register() -> Result<(), Fault> {
    // Where that cannot be had, no script may hold what only this process knows.
    let may_be_frameless = file_cache::set_apart(env!("CARGO_PKG_VERSION").as_bytes());
    let mut registry = Registry::default();
    registry.register(&read(HIGHPER_EXCEPTION)?, &[], &exception::HIGHPER)?;
    registry.register(&read(BACKEND_EXCEPTION)?, &[], &exception::BACKEND)?;
    registry.register(&backend_class()?, backend::METHODS, &backend::BACKEND)?;
    json::register(&mut registry)?;
    msgpack::register(&mut registry)?;
    serializer::register(&mut registry)?;
    crypto::register(&mut registry)?;
    paseto::register(&mut registry)?;
    validator::register(&mut registry)?;
    router::register(&mut registry, may_be_frameless)?;
    #[cfg(feature = "server")]
    super::loop_::register(&mut registry)?;
    http::register(&mut registry)
}

extern "C" fn startup(_: i32, module_number: i32) -> i32 {
    ini::register(module_number);
    if !is_wanted() {
        return 0;
    }
    match register() {
        Ok(()) => 0,
        Err(fault) => {
            ext_php_rs::error::php_error(&ext_php_rs::flags::ErrorType::CoreError, &format!("highper: {fault}"));
            -1
        }
    }
}

extern "C" fn begin_request(_: i32, _: i32) -> i32 {
    stream::begin_request();
    json::begin_request();
    msgpack::begin_request();
    0
}

extern "C" fn end_request(_: i32, _: i32) -> i32 {
    persistent::end_request();
    json::end_request();
    msgpack::end_request();
    0
}

extern "C" fn info(module: *mut ModuleEntry) {
    let wanted = std::env::var_os("HIGHPER_BACKEND").filter(|_| !is_wanted());
    info::print(crate::abi::HIGHPER_ABI_VERSION, wanted.as_ref().map(|wanted| wanted.to_string_lossy()).as_deref());
    // SAFETY: PHP calls this for the module that it hands over.
    unsafe { ini::display(module) };
}

/// The entry that PHP asks a shared library for.
#[php_module]
pub fn module(module: ModuleBuilder) -> ModuleBuilder {
    module
        .name("highper")
        .version(env!("CARGO_PKG_VERSION"))
        .startup_function(startup)
        .request_startup_function(begin_request)
        .request_shutdown_function(end_request)
        .info_function(info)
}
