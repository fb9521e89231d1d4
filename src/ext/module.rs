//! The module: registers every class from the package's own PHP files, and introduces itself in phpinfo().

use super::{backend, definition, exception, function, introspect, persistent, route_match, router, state, url};
use crate::zval::class::{Fault, Handler, Registry, register_function};
use crate::zval::declaration::{self, Declaration, Kind};
use ext_php_rs::info_table_end;
use ext_php_rs::prelude::*;
use ext_php_rs::zend::ModuleEntry;
use ext_php_rs::{info_table_header, info_table_row, info_table_start};

const NAMESPACE: &str = "HighPerApp\\HighPer\\Native";

/// The PHP files that declare the public classes, in an order in which each finds what it builds on.
const HIGHPER_EXCEPTION: &str = include_str!("../../php/Exception/HighPerException.php");
const BACKEND_EXCEPTION: &str = include_str!("../../php/Exception/BackendException.php");
const ROUTER_EXCEPTION: &str = include_str!("../../php/Exception/RouterException.php");
const ROUTER_INTERFACE: &str = include_str!("../../php/Contract/RouterInterface.php");
const ROUTE_STATUS: &str = include_str!("../../php/RouteStatus.php");
const ROUTE_MATCH: &str = include_str!("../../php/RouteMatch.php");

fn read(source: &str) -> Result<Declaration, Fault> {
    declaration::read(source).ok_or_else(|| "a PHP file declares no class that this build can read".to_owned())
}

fn signature(source: &str) -> Result<declaration::Method, Fault> {
    declaration::signature(source, NAMESPACE).ok_or_else(|| format!("unreadable signature: {source}"))
}

/// Every method of Router and who handles it.
const ROUTER_METHODS: &[(&str, Handler)] = &[
    ("__construct", router::construct),
    ("__serialize", router::refuse_serialize),
    ("__unserialize", router::refuse_unserialize),
    ("add", router::add),
    ("get", router::get),
    ("post", router::post),
    ("put", router::put),
    ("patch", router::patch),
    ("delete", router::delete),
    ("head", router::head),
    ("options", router::options),
    ("any", router::any),
    ("group", router::group),
    ("match", router::match_),
    ("find", router::find),
    ("dispatch", router::dispatch),
    ("allowed", router::allowed),
    ("allowHeader", router::allow_header),
    ("url", url::url),
    ("routes", definition::routes),
    ("toArray", definition::to_array),
    ("fromArray", definition::from_array),
    ("persistent", persistent::persistent),
    ("conflicts", introspect::conflicts),
    ("explain", introspect::explain),
];

/// The Router's own declaration: the interface's methods and what an interface does not declare.
fn router_class(interface: &Declaration) -> Result<Declaration, Fault> {
    let mut methods =
        vec![signature(router::CONSTRUCTOR)?, signature(router::SERIALIZE)?, signature(router::UNSERIALIZE)?];
    methods.extend(read(ROUTER_INTERFACE)?.methods);
    Ok(Declaration {
        kind: Kind::Class,
        name: format!("{NAMESPACE}\\Router"),
        doc: "/**\n * Maps a method and a path to a handler.\n */".to_owned(),
        parents: Vec::new(),
        interfaces: vec![interface.name.clone()],
        constants: Vec::new(),
        properties: Vec::new(),
        methods,
    })
}

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
        methods: methods.into_iter().map(signature).collect::<Result<_, _>>()?,
    })
}

/// Whether the environment asks for another backend; then the extension keeps out of the way.
fn is_wanted() -> bool {
    std::env::var_os("HIGHPER_BACKEND").is_none_or(|backend| backend.is_empty() || backend == "extension")
}

fn register() -> Result<(), Fault> {
    let mut registry = Registry::default();
    registry.register(&read(HIGHPER_EXCEPTION)?, &[], &exception::HIGHPER)?;
    registry.register(&read(BACKEND_EXCEPTION)?, &[], &exception::BACKEND)?;
    registry.register(&read(ROUTER_EXCEPTION)?, exception::METHODS, &exception::ROUTER)?;
    registry.register(&read(ROUTE_STATUS)?, &[], &route_match::STATUS)?;
    let methods: &[(&str, Handler)] = &[("__construct", route_match::construct), ("isFound", route_match::is_found)];
    registry.register(&read(ROUTE_MATCH)?, methods, &route_match::ROUTE_MATCH)?;
    let interface = read(ROUTER_INTERFACE)?;
    registry.register(&interface, &[], &router::INTERFACE)?;
    registry.register(&router_class(&interface)?, ROUTER_METHODS, &router::ROUTER)?;
    registry.embed::<state::Router>(&router::ROUTER);
    registry.register(&backend_class()?, backend::METHODS, &backend::BACKEND)?;
    register_function(&signature(function::SIGNATURE)?, function::route_match, function::frameless())
}

extern "C" fn startup(_: i32, _: i32) -> i32 {
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

extern "C" fn end_request(_: i32, _: i32) -> i32 {
    persistent::end_request();
    0
}

extern "C" fn info(_: *mut ModuleEntry) {
    let backend = if is_wanted() { "extension" } else { "left to PHP (HIGHPER_BACKEND)" };
    info_table_start!();
    info_table_header!("highper", "enabled");
    info_table_row!("Version", env!("CARGO_PKG_VERSION"));
    info_table_row!("Build", env!("HIGHPER_PROFILE"));
    info_table_row!("C ABI", crate::abi::HIGHPER_ABI_VERSION.to_string());
    info_table_row!("CPU features in use", cpu_features());
    info_table_row!("Backend", backend);
    info_table_row!("Components", "Router");
    info_table_row!("Persistent tables in this process", persistent::count().to_string());
    info_table_end!();
}

/// What the libraries in this build detect and use at run time (memchr and aho-corasick, for constraints).
fn cpu_features() -> String {
    #[cfg(target_arch = "x86_64")]
    {
        let mut features = vec!["sse2"];
        for (name, detected) in
            [("ssse3", is_x86_feature_detected!("ssse3")), ("avx2", is_x86_feature_detected!("avx2"))]
        {
            if detected {
                features.push(name);
            }
        }
        features.join(" ")
    }
    #[cfg(not(target_arch = "x86_64"))]
    std::env::consts::ARCH.to_owned()
}

/// The entry that PHP asks a shared library for.
#[php_module]
pub fn module(module: ModuleBuilder) -> ModuleBuilder {
    module
        .name("highper")
        .version(env!("CARGO_PKG_VERSION"))
        .startup_function(startup)
        .request_shutdown_function(end_request)
        .info_function(info)
}
