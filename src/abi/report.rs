//! What a router says about itself to people, as JSON: why a path matches or not, and which routes can never match.

use super::guard::{Output, guard, shared};
use super::json::Json;
use super::lookup::request;
use super::router::Router;
use super::status::Status;
use super::text::OwnedText;
use highper_router::{Cause, Comparison, Explanation, Route, Scratch, SegmentComparison, Table};
use std::ffi::c_char;

fn route_of(table: &Table, position: usize) -> Result<&Route, Status> {
    table.routes().get(position).ok_or(Status::Internal)
}

fn segment(json: &mut Json, segment: &SegmentComparison) {
    json.object(|json| {
        json.key("pattern").optional_string(segment.pattern.as_deref());
        json.key("value").optional_string(segment.value.as_deref());
        json.key("matched").boolean(segment.matched);
        json.key("reason").string(&segment.reason);
    });
}

fn explanation(table: &Table, method: &[u8], explanation: &Explanation) -> Result<Vec<u8>, Status> {
    let compared = |comparison| -> Result<(&Comparison, &Route), Status> {
        let comparison: &Comparison = comparison;
        Ok((comparison, route_of(table, comparison.route)?))
    };
    let nearest = explanation.nearest.iter().map(compared).collect::<Result<Vec<_>, _>>()?;
    let mut json = Json::default();
    json.object(|json| {
        json.key("status").string(explanation.status.as_bytes());
        json.key("method").string(method);
        json.key("path").string(&explanation.path);
        json.key("reason").string(&explanation.reason);
        json.key("nearest").list(nearest, |json, (comparison, route)| {
            json.object(|json| {
                json.key("route").number(comparison.route);
                json.key("pattern").string(route.pattern());
                json.key("methods").list(table.methods(route), Json::string);
                json.key("matched").boolean(comparison.matched);
                json.key("segments").list(&comparison.segments, segment);
            });
        });
    });
    Ok(json.finish())
}

fn conflicts(table: &Table) -> Result<Vec<u8>, Status> {
    let found = table.conflicts().into_iter().map(|conflict| {
        let by = match conflict.cause {
            Cause::Shadowed(by) => Some((by, route_of(table, by)?.pattern())),
            Cause::Unsatisfiable(_) => None,
        };
        Ok((conflict.route, route_of(table, conflict.route)?, by, conflict.cause))
    });
    let found = found.collect::<Result<Vec<_>, Status>>()?;
    let mut json = Json::default();
    json.list(found, |json, (position, route, by, cause)| {
        let pattern = by.map(|(_, pattern)| pattern);
        json.object(|json| {
            json.key("route").number(position);
            json.key("pattern").string(route.pattern());
            json.key("methods").list(table.methods(route), Json::string);
            json.key("host").optional_string(route.host());
            match by {
                Some((by, _)) => json.key("by_route").number(by),
                None => json.key("by_route").null(),
            }
            json.key("by").optional_string(pattern);
            json.key("reason").string(&cause.reason(pattern.unwrap_or_default()));
        });
    });
    Ok(json.finish())
}

/// Tells, segment by segment, why a path matches or does not. For people and logs, not for the hot path.
///
/// `method`, `path`, `host`: as for highper_router_match().
/// `json`: gets an object, to be given to highper_string_free():
///
///     {"status": "Found" | "NotFound" | "MethodNotAllowed", "method": text, "path": text, "reason": text, "nearest": [
///         {"route": number, "pattern": text, "methods": [text], "matched": boolean, "segments": [
///             {"pattern": text | null, "value": text | null, "matched": boolean, "reason": text}]}]}
///
/// JSON is UTF-8, and texts here need not be. A byte B that is not part of valid UTF-8 stands as the code point U+10FE00 + B
/// (private use); so does each byte of a code point from U+10FE80 to U+10FEFF, so that every text can be had back as it was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_explain(
    router: *const Router,
    method: *const c_char,
    method_length: usize,
    path: *const c_char,
    path_length: usize,
    host: *const c_char,
    host_length: usize,
    json: *mut OwnedText,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (router, json) = unsafe { (shared(router)?, Output::new(json)?) };
        // SAFETY: as above.
        let request = unsafe { request((method, method_length), (path, path_length), (host, host_length))? };
        let explained = router.table.explain(request, &mut Scratch::default());
        json.write(OwnedText::give(explanation(&router.table, request.method, &explained)?));
        Ok(())
    })
}

/// Lists the routes that no request can reach, in the order of adding, and why.
///
/// `json`: gets an array, written as for highper_router_explain(), to be given to highper_string_free():
///
///     [{"route": number, "pattern": text, "methods": [text], "host": text | null,
///       "by_route": number | null, "by": text | null, "reason": text}]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_conflicts(router: *const Router, json: *mut OwnedText) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (router, json) = unsafe { (shared(router)?, Output::new(json)?) };
        json.write(OwnedText::give(conflicts(&router.table)?));
        Ok(())
    })
}
