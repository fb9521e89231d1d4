//! `Http\Request`, `Http\Response` and, under the feature `server`, `Http\Server`: registration here, one file for each concern beside it.

use super::declare::{class, method, read};
use crate::zval::class::{Fault, Handler, Registry};

mod amend;
mod create;
mod fields;
mod head;
mod request;
mod respond;
mod response;
#[cfg(feature = "server")]
mod server;

const REQUEST_INTERFACE: &str = include_str!("../../../php/Contract/Http/RequestInterface.php");
const RESPONSE_INTERFACE: &str = include_str!("../../../php/Contract/Http/ResponseInterface.php");

/// Every method of Request and who handles it.
const REQUEST_METHODS: &[(&str, Handler)] = &[
    ("__construct", nothing),
    ("create", create::create),
    ("getMethod", request::get_method),
    ("getTarget", request::get_target),
    ("getPath", request::get_path),
    ("getQueryString", request::get_query_string),
    ("getProtocolVersion", request::get_protocol_version),
    ("getScheme", request::get_scheme),
    ("getHost", request::get_host),
    ("getPort", request::get_port),
    ("getUri", request::get_uri),
    ("header", request::header),
    ("headerLines", request::header_lines),
    ("hasHeader", request::has_header),
    ("headers", request::headers),
    ("query", request::query),
    ("cookie", request::cookie),
    ("cookies", request::cookies),
    ("getBody", request::get_body),
    ("json", request::json),
    ("form", request::form),
    ("isSecure", request::is_secure),
    ("attribute", request::attribute),
    ("attributes", request::attributes),
    ("withAttribute", request::with_attribute),
    ("withAttributes", request::with_attributes),
];

/// What the interface does not declare, since a subclass may have a constructor of its own.
const RESPONSE_CONSTRUCTOR: &str = r"
    /**
     * @param int                                        $status  200 to 599.
     * @param array<string, string|int|list<string|int>> $headers Fields by name.
     * @param string                                     $body    The content.
     *
     * @throws \ValueError if the status, or a field's name or value is not as it has to be
     */
    __construct(int $status = 200, array $headers = [], string $body = '')";

/// Every method of Response and who handles it.
const RESPONSE_METHODS: &[(&str, Handler)] = &[
    ("__construct", respond::construct),
    ("json", respond::json),
    ("text", respond::text),
    ("html", respond::html),
    ("redirect", respond::redirect),
    ("noContent", respond::no_content),
    ("file", respond::file),
    ("stream", respond::stream),
    ("getStatusCode", response::get_status_code),
    ("header", response::header),
    ("headerLines", response::header_lines),
    ("hasHeader", response::has_header),
    ("headers", response::headers),
    ("getBody", response::get_body),
    ("getFile", response::get_file),
    ("getStream", response::get_stream),
    ("withStatus", amend::with_status),
    ("withHeader", amend::with_header),
    ("withAddedHeader", amend::with_added_header),
    ("withoutHeader", amend::without_header),
    ("withBody", amend::with_body),
    ("withCookie", amend::with_cookie),
    ("withoutCookie", amend::without_cookie),
];

/// A constructor that nobody calls.
unsafe extern "C" fn nothing(_: crate::zval::args::Frame, _: crate::zval::args::Return) {}

/// Registers Request and Response.
///
/// # Errors
/// What is wrong with a declaration.
pub fn register(registry: &mut Registry) -> Result<(), Fault> {
    let interface = read(REQUEST_INTERFACE)?;
    registry.register(&interface, &[], &request::INTERFACE)?;
    let mut constructor = method("__construct()")?;
    constructor.is_private = true;
    let mut methods = vec![constructor];
    methods.extend(interface.methods);
    let declaration = class("Http\\Request", "/**\n * An HTTP request.\n */", &interface.name, methods);
    registry.register(&declaration, REQUEST_METHODS, &request::REQUEST)?;
    registry.embed::<request::Request>(&request::REQUEST);
    registry.refuse_serialization(&request::REQUEST);

    let interface = read(RESPONSE_INTERFACE)?;
    registry.register(&interface, &[], &response::INTERFACE)?;
    let mut methods = vec![method(RESPONSE_CONSTRUCTOR)?];
    methods.extend(interface.methods);
    let declaration = class("Http\\Response", "/**\n * An HTTP response.\n */", &interface.name, methods);
    registry.register(&declaration, RESPONSE_METHODS, &response::RESPONSE)?;
    registry.embed::<response::Response>(&response::RESPONSE);
    registry.refuse_serialization(&response::RESPONSE);
    #[cfg(feature = "server")]
    server::register(registry)?;
    Ok(())
}
