/*
 * The C ABI of highper: opaque handles, status codes, and no exceptions, globals or callbacks.
 *
 * What the functions mean (patterns, precedence, paths, errors) is written in docs/router.md and docs/serializer.md; here is how they
 * are called.
 *
 * Calls. Every function that can fail returns a highper_status. Outputs are written on success only; on any other
 * status they hold what they held before. The one exception is the output for a highper_error, which is written with
 * HIGHPER_STATUS_REFUSED alone and may be NULL if the reason is of no interest.
 *
 * Texts. A text is a pointer and a length in bytes, of any encoding, without a NUL at its end unless said otherwise. A
 * text that goes in is read during the call only. Its pointer may be NULL only where the function says so, and then
 * its length is 0. A length above PTRDIFF_MAX, a NULL or a misaligned pointer gives HIGHPER_STATUS_INVALID_ARGUMENT.
 *
 * Ownership. A handle (highper_router, highper_match, highper_error) belongs to the caller, who frees it once with the
 * function of its name; so does the memory of a highper_string. A highper_text that comes out belongs to the handle
 * it was asked of, and is valid as long as the function that gave it says.
 *
 * Threads. Nothing is tied to the thread that made it. A router may be used by any number of threads at once through
 * the functions that take it as const, while no thread calls one that does not. A highper_match serves one thread at a
 * time. An error and a string are plain values.
 *
 * HIGHPER_STATUS_INTERNAL is a bug of the library. The handles that the call could change are then to be freed and
 * used no more.
 *
 * Versions. Compare highper_abi_version() with HIGHPER_ABI_VERSION before any other call. Functions may be added under
 * the same version; a change that an existing caller would notice raises it. In C++, include this file within extern "C".
 */

#ifndef HIGHPER_H
#define HIGHPER_H

/* Generated from src/abi by `cargo run -p xtask -- header`; not to be edited. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The version of the interface that this header describes.
 */
#define HIGHPER_ABI_VERSION 1

/**
 * How a call ended. The numbers are stable.
 */
typedef enum {
    /**
     * Done; the outputs are written.
     */
    HIGHPER_STATUS_OK = 0,
    /**
     * What was asked for does not exist: no route answers, the route has no name, there is no such position, nothing fits.
     */
    HIGHPER_STATUS_NOT_FOUND = 1,
    /**
     * A pointer is NULL or misaligned where it may not be, a length is impossible, or a value is out of range.
     */
    HIGHPER_STATUS_INVALID_ARGUMENT = 2,
    /**
     * What was asked for is refused, or what was given is invalid; the highper_error says why. A router is as it was.
     */
    HIGHPER_STATUS_REFUSED = 3,
    /**
     * A bug of the library.
     */
    HIGHPER_STATUS_INTERNAL = 4,
} highper_status;

/**
 * What a router answers to a request.
 */
typedef enum {
    /**
     * A route answers: highper_match_route(), highper_match_parameters().
     */
    HIGHPER_OUTCOME_FOUND = 0,
    /**
     * No route has this path, or none could: the path is not valid.
     */
    HIGHPER_OUTCOME_NOT_FOUND = 1,
    /**
     * The path exists for other methods only: highper_match_allow(), highper_match_automatic_options().
     */
    HIGHPER_OUTCOME_METHOD_NOT_ALLOWED = 2,
    /**
     * The path exists with its final slash added or taken away: highper_match_redirect().
     */
    HIGHPER_OUTCOME_REDIRECT = 3,
} highper_outcome;

/**
 * A format that values are serialized in.
 */
typedef enum {
    /**
     * JSON.
     */
    HIGHPER_FORMAT_JSON = 0,
    /**
     * MessagePack.
     */
    HIGHPER_FORMAT_MESSAGE_PACK = 1,
} highper_format;

/**
 * What to do with a path that differs from a route's in its final slash: a value of highper_router_options.trailing_slash.
 */
typedef enum {
    /**
     * They are different paths.
     */
    HIGHPER_TRAILING_SLASH_STRICT = 0,
    /**
     * The route serves both.
     */
    HIGHPER_TRAILING_SLASH_IGNORE = 1,
    /**
     * The other form is not served; highper_router_resolve() says where to send the client.
     */
    HIGHPER_TRAILING_SLASH_REDIRECT = 2,
} highper_trailing_slash;

/**
 * Why something was refused. Immutable.
 */
typedef struct highper_error highper_error;

/**
 * Memory for asking routers, and their last answer. Any router may be asked with it, one at a time; the answer outlives the router.
 */
typedef struct highper_match highper_match;

/**
 * A table of routes.
 */
typedef struct highper_router highper_router;

/**
 * A text that belongs to the caller, who gives it to highper_string_free() when done with it.
 */
typedef struct {
    /**
     * The first byte. A NUL that the length does not count follows the last one. To be read only.
     */
    char *bytes;
    /**
     * The number of bytes. To be read only.
     */
    size_t length;
} highper_string;

/**
 * Bytes that belong to someone else. Without a NUL at the end.
 */
typedef struct {
    /**
     * The first byte. Not NULL in what comes out of the library, even for an empty text. Of no type, lest bindings of other
     * languages read on to a NUL that is not there.
     */
    const void *bytes;
    /**
     * The number of bytes.
     */
    size_t length;
} highper_text;

/**
 * Options of a router. Fill it with highper_router_options_init() and then change what should differ.
 *
 * A later release may append fields, whose zero will mean what is done without them now. A library takes a longer structure than
 * it knows as long as what it does not know is zero.
 */
typedef struct {
    /**
     * The size of this structure as the caller knows it: sizeof(highper_router_options).
     */
    uint32_t size;
    /**
     * A highper_trailing_slash.
     */
    uint32_t trailing_slash;
    /**
     * 1 if the case of ASCII letters in literals counts, else 0.
     */
    uint32_t case_sensitive;
    /**
     * 1 if GET routes answer HEAD, else 0.
     */
    uint32_t head_fallback;
    /**
     * 1 if OPTIONS is among the allowed methods of every path, else 0.
     */
    uint32_t auto_options;
} highper_router_options;

/**
 * A parameter: its name and its decoded value, which may be any bytes.
 */
typedef struct {
    /**
     * The name.
     */
    highper_text name;
    /**
     * The value, decoded.
     */
    highper_text value;
} highper_parameter;

/**
 * The version of the interface that the library has: equal to HIGHPER_ABI_VERSION, or the header is of another release.
 */
uint32_t highper_abi_version(void);

/**
 * The version of the library, such as "1.2.3". Ends with a NUL and lives as long as the library is loaded.
 */
const char *highper_version(void);

/**
 * Frees the memory of a string and sets it to { NULL, 0 }, so that freeing it again does nothing. The structure itself is the
 * caller's. NULL is allowed.
 */
void highper_string_free(highper_string *string);

/**
 * The stable number of an error. A router's: the codes of docs/router.md, under Errors. JSON's: PHP's JSON_ERROR_*. MessagePack's: 100
 * more than the constants of MessagePackException.
 */
highper_status highper_error_code(const highper_error *error,
                                  int32_t *code);

/**
 * The whole message, such as "Unclosed '{' at byte 1 of pattern '/{id': close the parameter with '}'". JSON's has PHP's words, which
 * name no place. Valid until the error is freed.
 */
highper_status highper_error_message(const highper_error *error,
                                     highper_text *message);

/**
 * What to do about it; HIGHPER_STATUS_NOT_FOUND if nothing more is to be said. Valid until the error is freed.
 */
highper_status highper_error_hint(const highper_error *error, highper_text *hint);

/**
 * The pattern or host pattern at fault; HIGHPER_STATUS_NOT_FOUND if the fault is in none. Valid until the error is freed.
 */
highper_status highper_error_pattern(const highper_error *error,
                                     highper_text *pattern);

/**
 * Where the fault is in the pattern, document or message, in bytes from its beginning; HIGHPER_STATUS_NOT_FOUND if it is not at one place.
 */
highper_status highper_error_offset(const highper_error *error,
                                    size_t *offset);

/**
 * Frees an error. NULL is allowed.
 */
void highper_error_free(highper_error *error);

/**
 * Fills in the default options: strict, case-sensitive, HEAD answered by GET routes, OPTIONS allowed everywhere. `size` is
 * sizeof(highper_router_options); one that is too short, or above 1024, is refused with HIGHPER_STATUS_INVALID_ARGUMENT.
 */
highper_status highper_router_options_init(highper_router_options *options,
                                           size_t size);

/**
 * Makes an empty router.
 *
 * `options`: NULL for the defaults.
 * `router`: gets the handle, to be given to highper_router_free().
 */
highper_status highper_router_new(const highper_router_options *options, highper_router **router);

/**
 * Makes a router with the same options and routes; from then on the two have nothing in common.
 *
 * `copy`: gets the handle, to be given to highper_router_free().
 */
highper_status highper_router_clone(const highper_router *router, highper_router **copy);

/**
 * Frees a router. NULL is allowed.
 */
void highper_router_free(highper_router *router);

/**
 * Adds a route. No other thread may use the router meanwhile.
 *
 * `methods`, `method_count`: names of methods, made upper-case; "*" is any method. None at all is refused.
 * `pattern`: the whole pattern.
 * `name`: a name for highper_router_url(), or NULL.
 * `host`: the pattern of the host to which the route is bound, or NULL.
 * `route`: gets the number of the route: its position in the order of adding, from 0.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED, to be given to highper_error_free(); may be NULL.
 */
highper_status highper_router_add(highper_router *router,
                                  const highper_text *methods,
                                  size_t method_count,
                                  const char *pattern,
                                  size_t pattern_length,
                                  const char *name,
                                  size_t name_length,
                                  const char *host,
                                  size_t host_length,
                                  size_t *route,
                                  highper_error **error);

/**
 * Checks a host pattern without binding a route to it. No other thread may use the router meanwhile.
 *
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED, to be given to highper_error_free(); may be NULL.
 */
highper_status highper_router_check_host(highper_router *router,
                                         const char *host,
                                         size_t host_length,
                                         highper_error **error);

/**
 * Builds the path of a named route, with "//host" in front if the route is bound to one. A query is the caller's to append.
 *
 * `parameters`, `parameter_count`: names and values, not encoded; of two with one name the first counts.
 * `url`: gets the result, to be given to highper_string_free().
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED, to be given to highper_error_free(); may be NULL.
 */
highper_status highper_router_url(const highper_router *router,
                                  const char *name,
                                  size_t name_length,
                                  const highper_parameter *parameters,
                                  size_t parameter_count,
                                  highper_string *url,
                                  highper_error **error);

/**
 * The number of routes. Their numbers are all those below it.
 */
highper_status highper_router_len(const highper_router *router, size_t *count);

/**
 * The pattern of a route as it was added; HIGHPER_STATUS_NOT_FOUND if there is no such route. Valid until the router is freed.
 */
highper_status highper_route_pattern(const highper_router *router,
                                     size_t route,
                                     highper_text *pattern);

/**
 * The name of a route; HIGHPER_STATUS_NOT_FOUND if it has none, or there is no such route. Valid until the router is freed.
 */
highper_status highper_route_name(const highper_router *router,
                                  size_t route,
                                  highper_text *name);

/**
 * The host pattern of a route; HIGHPER_STATUS_NOT_FOUND if it has none, or there is no such route. Valid until the router is freed.
 */
highper_status highper_route_host(const highper_router *router,
                                  size_t route,
                                  highper_text *host);

/**
 * The methods of a route, upper-case, in the order of an Allow header and joined by "," (which no method contains); "*" alone for
 * any. HIGHPER_STATUS_NOT_FOUND if there is no such route.
 *
 * `methods`: gets the result, to be given to highper_string_free().
 */
highper_status highper_route_methods(const highper_router *router,
                                     size_t route,
                                     highper_string *methods);

/**
 * Makes a match, which holds nothing yet.
 *
 * `handle`: gets the handle, to be given to highper_match_free().
 */
highper_status highper_match_new(highper_match **handle);

/**
 * Frees a match. NULL is allowed.
 */
void highper_match_free(highper_match *handle);

/**
 * Finds the route that answers a request: the hot path. HIGHPER_STATUS_NOT_FOUND if none does.
 *
 * `handle`: gets the answer, for highper_match_route() and highper_match_parameters(); on
 *     HIGHPER_STATUS_INVALID_ARGUMENT it keeps the one it had.
 * `method`: as sent, upper-case.
 * `path`: as sent, percent-encoded; what follows a "?" or "#" is ignored.
 * `host`: the Host header, or NULL.
 * `route`: gets the number of the route.
 */
highper_status highper_router_match(const highper_router *router,
                                    highper_match *handle,
                                    const char *method,
                                    size_t method_length,
                                    const char *path,
                                    size_t path_length,
                                    const char *host,
                                    size_t host_length,
                                    size_t *route);

/**
 * Says everything there is to say about a request. It is HIGHPER_STATUS_OK whatever the outcome.
 *
 * `handle`: gets the answer, for all the functions of a match; on HIGHPER_STATUS_INVALID_ARGUMENT it keeps the one it had.
 * `method`, `path`, `host`: as for highper_router_match().
 * `outcome`: gets the kind of answer.
 */
highper_status highper_router_resolve(const highper_router *router,
                                      highper_match *handle,
                                      const char *method,
                                      size_t method_length,
                                      const char *path,
                                      size_t path_length,
                                      const char *host,
                                      size_t host_length,
                                      highper_outcome *outcome);

/**
 * The methods to which a path answers, as the value of an Allow header; HIGHPER_STATUS_NOT_FOUND if no route has the path.
 *
 * `handle`: gets the answer, for highper_match_allow(); on HIGHPER_STATUS_INVALID_ARGUMENT it keeps the one it had.
 * `path`, `host`: as for highper_router_match().
 * `allow`: gets the methods, joined by ", ". Valid until the match is used to ask again or freed.
 */
highper_status highper_router_allowed(const highper_router *router,
                                      highper_match *handle,
                                      const char *path,
                                      size_t path_length,
                                      const char *host,
                                      size_t host_length,
                                      highper_text *allow);

/**
 * The number of the route that was found; HIGHPER_STATUS_NOT_FOUND if none was.
 */
highper_status highper_match_route(const highper_match *handle, size_t *route);

/**
 * The parameters of the route that was found; HIGHPER_STATUS_NOT_FOUND if none was.
 *
 * `parameters`: gets an array, the host's parameters first; those of an absent optional tail are not in it. The array
 *     and its texts are valid until the match is used to ask again or freed.
 * `count`: gets the number of its elements, which may be 0.
 */
highper_status highper_match_parameters(const highper_match *handle,
                                        const highper_parameter **parameters,
                                        size_t *count);

/**
 * The methods to which the path answers, as the value of an Allow header; HIGHPER_STATUS_NOT_FOUND unless the outcome was
 * HIGHPER_OUTCOME_METHOD_NOT_ALLOWED or highper_router_allowed() was asked. Valid until the match is used to ask again or freed.
 */
highper_status highper_match_allow(const highper_match *handle,
                                   highper_text *allow);

/**
 * The path to which the client is to be sent, with the query that came in; HIGHPER_STATUS_NOT_FOUND unless the outcome was
 * HIGHPER_OUTCOME_REDIRECT. Valid until the match is used to ask again or freed.
 */
highper_status highper_match_redirect(const highper_match *handle,
                                      highper_text *path);

/**
 * Whether the request was OPTIONS for a path whose routes do not answer it themselves, and is to be answered with 204 and the
 * Allow header.
 */
highper_status highper_match_automatic_options(const highper_match *handle,
                                               bool *automatic);

/**
 * Tells, segment by segment, why a path matches or does not. For people and logs, not for the hot path.
 *
 * `method`, `path`, `host`: as for highper_router_match().
 * `json`: gets an object, to be given to highper_string_free():
 *
 *     {"status": "Found" | "NotFound" | "MethodNotAllowed", "method": text, "path": text, "reason": text, "nearest": [
 *         {"route": number, "pattern": text, "methods": [text], "matched": boolean, "segments": [
 *             {"pattern": text | null, "value": text | null, "matched": boolean, "reason": text}]}]}
 *
 * JSON is UTF-8, and texts here need not be. A byte B that is not part of valid UTF-8 stands as the code point U+10FE00 + B
 * (private use); so does each byte of a code point from U+10FE80 to U+10FEFF, so that every text can be had back as it was.
 */
highper_status highper_router_explain(const highper_router *router,
                                      const char *method,
                                      size_t method_length,
                                      const char *path,
                                      size_t path_length,
                                      const char *host,
                                      size_t host_length,
                                      highper_string *json);

/**
 * Lists the routes that no request can reach, in the order of adding, and why.
 *
 * `json`: gets an array, written as for highper_router_explain(), to be given to highper_string_free():
 *
 *     [{"route": number, "pattern": text, "methods": [text], "host": text | null,
 *       "by_route": number | null, "by": text | null, "reason": text}]
 */
highper_status highper_router_conflicts(const highper_router *router, highper_string *json);

/**
 * Chooses what to answer with by an Accept header (RFC 9110, 12.5.1); HIGHPER_STATUS_NOT_FOUND if nothing fits.
 *
 * `accept`: the header's value; empty if anything will do.
 * `format`: gets a highper_format.
 * `media_type`: gets its name as the header has it, in lower case and without parameters; to be given to highper_string_free().
 */
highper_status highper_negotiate(const char *accept,
                                 size_t accept_length,
                                 uint32_t *format,
                                 highper_string *media_type);

/**
 * The format that a Content-Type header declares; HIGHPER_STATUS_NOT_FOUND if it is neither of them, or its charset is not UTF-8.
 *
 * `content_type`: the header's value.
 * `format`: gets a highper_format.
 */
highper_status highper_media_type_format(const char *content_type,
                                         size_t content_type_length,
                                         uint32_t *format);

/**
 * Tells whether a text is valid JSON, as PHP's json_validate() does: HIGHPER_STATUS_OK or HIGHPER_STATUS_REFUSED.
 *
 * `depth`: how deep arrays and objects may be nested, counted as PHP does; from 1 on.
 * `ignore_invalid_utf8`: whether bytes that are not UTF-8 are let pass inside strings.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED.
 */
highper_status highper_json_validate(const char *json,
                                     size_t length,
                                     size_t depth,
                                     bool ignore_invalid_utf8,
                                     highper_error **error);

/**
 * Finds the value that a JSON Pointer (RFC 6901) names. The whole document is checked; of equal keys the last one counts.
 * HIGHPER_STATUS_NOT_FOUND if there is no such value.
 *
 * `depth`: as for highper_json_validate().
 * `pointer`: such as "/items/0/name"; empty for the whole document. HIGHPER_STATUS_INVALID_ARGUMENT if it is malformed.
 * `value`: gets the value's own text, a part of `json`.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the document is invalid.
 */
highper_status highper_json_get(const char *json,
                                size_t length,
                                size_t depth,
                                const char *pointer,
                                size_t pointer_length,
                                highper_text *value,
                                highper_error **error);

/**
 * Makes MessagePack of JSON or JSON of MessagePack. Bytes that are of the wanted format already are checked and copied.
 *
 * Integers of 64 bits, signed or not, keep every digit, and a float stays one. Keys of JSON are strings; integers that are keys in
 * MessagePack become such. Bytes become a string if they are UTF-8, timestamps texts of RFC 3339.
 *
 * `from`, `to`: a highper_format each.
 * `depth`: how deep values may be nested, counted as Serializer does; from 1 on.
 * `output`: gets the bytes, to be given to highper_string_free().
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the bytes are invalid, or hold what the other format cannot.
 */
highper_status highper_transcode(const char *bytes,
                                 size_t length,
                                 uint32_t from,
                                 uint32_t to,
                                 size_t depth,
                                 highper_string *output,
                                 highper_error **error);

#endif  /* HIGHPER_H */
