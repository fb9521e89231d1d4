//! The Router: registration here, one file for each of its concerns beside it.

use super::declare::{class, method, read};
use super::exception;
use crate::zval::class::{Fault, Handler, Registry, register_function};
use crate::zval::declaration::Declaration;
use std::ptr;

mod answer;
mod definition;
mod fault;
mod function;
mod introspect;
pub mod persistent;
mod route_match;
#[expect(clippy::module_inception, reason = "the file of the class Router")]
mod router;
mod scalar;
mod state;
mod url;

const EXCEPTION: &str = include_str!("../../../php/Exception/RouterException.php");
const INTERFACE: &str = include_str!("../../../php/Contract/RouterInterface.php");
const ROUTE_STATUS: &str = include_str!("../../../php/RouteStatus.php");
const ROUTE_MATCH: &str = include_str!("../../../php/RouteMatch.php");

/// Every method of Router and who handles it.
const METHODS: &[(&str, Handler)] = &[
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
    ("persistent", super::persistent::persistent::<persistent::Kept>),
    ("conflicts", introspect::conflicts),
    ("explain", introspect::explain),
];

/// The Router's own declaration: the interface's methods and what an interface does not declare.
fn router_class(interface: &Declaration) -> Result<Declaration, Fault> {
    let mut methods = vec![method(router::CONSTRUCTOR)?, method(router::SERIALIZE)?, method(router::UNSERIALIZE)?];
    methods.extend(read(INTERFACE)?.methods);
    Ok(class("Router", "/**\n * Maps a method and a path to a handler.\n */", &interface.name, methods))
}

/// Registers the Router and what comes with it; `route_match()` with its frameless twin where scripts may be compiled to call that.
///
/// # Errors
/// What is wrong with a declaration.
pub fn register(registry: &mut Registry, may_be_frameless: bool) -> Result<(), Fault> {
    registry.register(&read(EXCEPTION)?, exception::ROUTER_METHODS, &exception::ROUTER)?;
    registry.register(&read(ROUTE_STATUS)?, &[], &route_match::STATUS)?;
    let methods: &[(&str, Handler)] = &[("__construct", route_match::construct), ("isFound", route_match::is_found)];
    registry.register(&read(ROUTE_MATCH)?, methods, &route_match::ROUTE_MATCH)?;
    let interface = read(INTERFACE)?;
    registry.register(&interface, &[], &router::INTERFACE)?;
    registry.register(&router_class(&interface)?, METHODS, &router::ROUTER)?;
    registry.embed::<state::Router>(&router::ROUTER);
    let frameless = if may_be_frameless { function::frameless() } else { ptr::null_mut() };
    register_function(&method(function::SIGNATURE)?, function::route_match, frameless)
}
