/*
 * The C ABI of highper: opaque handles, status codes, and no exceptions, globals or callbacks.
 *
 * What the functions mean (patterns, precedence, paths, errors) is written in docs/router.md, docs/serializer.md, docs/crypto.md,
 * docs/paseto.md, docs/validator.md and docs/json-schema.md; here is how they are called.
 *
 * Calls. Every function that can fail returns a highper_status. Outputs are written on success only; on any other
 * status they hold what they held before. The one exception is the output for a highper_error, which is written with
 * HIGHPER_STATUS_REFUSED alone and may be NULL if the reason is of no interest.
 *
 * Texts. A text is a pointer and a length in bytes, of any encoding, without a NUL at its end unless said otherwise. A
 * text that goes in is read during the call only. Its pointer may be NULL only where the function says so, and then
 * its length is 0. A length above PTRDIFF_MAX, a NULL or a misaligned pointer gives HIGHPER_STATUS_INVALID_ARGUMENT.
 *
 * Bytes. Keys, messages and other raw bytes are a pointer of no type and a length; if that is 0 the pointer may be NULL. What
 * comes out goes into room that the caller owns, and whose length is given with it: exactly as long as the function says, or
 * HIGHPER_STATUS_INVALID_ARGUMENT is the answer, as it is for room that overlaps what goes in. After a failure the room holds
 * zeros, or what it held before.
 *
 * Secrets. What goes in is copied for the length of the call at most, and the copy overwritten; the caller's own memory is the
 * caller's to overwrite. So is the room that a secret comes out in. A highper_string is overwritten when it is freed, and so is
 * what a handle knows. What does not authenticate is refused with one and the same reason, whatever is wrong with it.
 *
 * Ownership. A handle (highper_router, highper_match, highper_error, ...) belongs to the caller, who frees it once with the
 * function of its name; so does the memory of a highper_string. A highper_text that comes out belongs to the handle
 * it was asked of, and is valid as long as the function that gave it says.
 *
 * Threads. Nothing is tied to the thread that made it. A router may be used by any number of threads at once through
 * the functions that take it as const, while no thread calls one that does not; a validator and a JSON Schema by any number at
 * once. A highper_match, a stream and a hasher serve one thread at a time. An error and a string are plain values.
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
#define HIGHPER_ABI_VERSION 3

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
    /**
     * The operating system gives no random bytes, or not so much memory.
     */
    HIGHPER_STATUS_UNAVAILABLE = 5,
    /**
     * There is no telling here: the answer depends on what only PHP knows, such as dates in words, or a pattern takes too long to be sure.
     */
    HIGHPER_STATUS_UNDECIDED = 6,
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
 * How a message is encrypted and authenticated, with a key of 32 bytes.
 */
typedef enum {
    /**
     * XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03). Adds 40 bytes. The one to choose: any number of messages may have one key.
     */
    HIGHPER_AEAD_XCHACHA20_POLY1305 = 0,
    /**
     * AES-256-GCM (NIST SP 800-38D). Adds 28 bytes. Up to 2^32 messages with one key.
     */
    HIGHPER_AEAD_AES256_GCM = 1,
    /**
     * ChaCha20-Poly1305 (RFC 8439). Adds 28 bytes. Up to 2^32 messages with one key.
     */
    HIGHPER_AEAD_CHACHA20_POLY1305 = 2,
} highper_aead;

/**
 * What a chunk is to its stream.
 */
typedef enum {
    /**
     * An ordinary chunk.
     */
    HIGHPER_CHUNK_TAG_MESSAGE = 0,
    /**
     * The end of a set of chunks.
     */
    HIGHPER_CHUNK_TAG_PUSH = 1,
    /**
     * The key is replaced behind it.
     */
    HIGHPER_CHUNK_TAG_REKEY = 2,
    /**
     * The last chunk. A stream that ends without it was cut off.
     */
    HIGHPER_CHUNK_TAG_FINAL = 3,
} highper_chunk_tag;

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
 * What computes a digest.
 */
typedef enum {
    /**
     * BLAKE2b (RFC 7693): 16 to 64 bytes; takes a key of 16 to 64 bytes.
     */
    HIGHPER_HASH_BLAKE2B = 0,
    /**
     * BLAKE3: 1 to 1024 bytes; takes a key of 32 bytes.
     */
    HIGHPER_HASH_BLAKE3 = 1,
    /**
     * SHA-256 (FIPS 180-4): 32 bytes.
     */
    HIGHPER_HASH_SHA256 = 2,
    /**
     * SHA-384 (FIPS 180-4): 48 bytes.
     */
    HIGHPER_HASH_SHA384 = 3,
    /**
     * SHA-512 (FIPS 180-4): 64 bytes.
     */
    HIGHPER_HASH_SHA512 = 4,
    /**
     * XXH3: 8 bytes, the highest first. Keeps nobody from finding collisions.
     */
    HIGHPER_HASH_XXH3 = 5,
    /**
     * CRC-32C (RFC 3720): 4 bytes, the highest first. Keeps nobody from anything.
     */
    HIGHPER_HASH_CRC32C = 6,
} highper_hash;

/**
 * What a key is for.
 */
typedef enum {
    /**
     * Encrypts v4.local tokens: 32 bytes.
     */
    HIGHPER_PASERK_LOCAL = 0,
    /**
     * Signs v4.public tokens: 64 bytes, the seed and the public key.
     */
    HIGHPER_PASERK_SECRET = 1,
    /**
     * Verifies v4.public tokens: 32 bytes.
     */
    HIGHPER_PASERK_PUBLIC = 2,
} highper_paserk;

/**
 * What a token is for.
 */
typedef enum {
    /**
     * v4.local: encrypted with a shared key.
     */
    HIGHPER_PASETO_LOCAL = 0,
    /**
     * v4.public: signed; anyone can read it.
     */
    HIGHPER_PASETO_PUBLIC = 1,
} highper_paseto;

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
 * A digest of what comes in pieces.
 */
typedef struct highper_hasher highper_hasher;

/**
 * A compiled JSON Schema. Immutable.
 */
typedef struct highper_json_schema highper_json_schema;

/**
 * Memory for asking routers, and their last answer. Any router may be asked with it, one at a time; the answer outlives the router.
 */
typedef struct highper_match highper_match;

/**
 * The side of a stream that decrypts.
 */
typedef struct highper_open_stream highper_open_stream;

/**
 * A table of routes.
 */
typedef struct highper_router highper_router;

/**
 * The side of a stream that encrypts: libsodium's crypto_secretstream_xchacha20poly1305, byte for byte.
 */
typedef struct highper_seal_stream highper_seal_stream;

/**
 * Compiled rules. Immutable.
 */
typedef struct highper_validator highper_validator;

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
 * What is demanded of claims, and added to them. Fill it with highper_paseto_rules_init() and then change what should differ.
 *
 * A later release may append fields, whose zero will mean what is done without them now. A library takes a longer structure than
 * it knows as long as what it does not know is zero.
 */
typedef struct {
    /**
     * The size of this structure as the caller knows it: sizeof(highper_paseto_rules).
     */
    uint32_t size;
    /**
     * The seconds until a token that is issued expires, up to 3155760000. 0: no `exp` is added, and tokens without one are accepted.
     */
    uint32_t lifetime;
    /**
     * The seconds by which clocks may differ, up to 600.
     */
    uint32_t leeway;
    /**
     * 1 if the claims of a token are to be read that has expired, else 0.
     */
    uint32_t ignore_expiry;
    /**
     * `iss`, which has to be there and to be this; NULL and 0 if it does not matter.
     */
    highper_text issuer;
    /**
     * `aud`, likewise.
     */
    highper_text audience;
    /**
     * `sub`, likewise.
     */
    highper_text subject;
} highper_paseto_rules;

/**
 * How a document is checked. Fill it with highper_validation_options_init() and then change what should differ.
 *
 * A later release may append fields, as to highper_router_options.
 */
typedef struct {
    /**
     * The size of this structure as the caller knows it: sizeof(highper_validation_options).
     */
    uint32_t size;
    /**
     * 1 if values are taken as JSON types them: no numeric texts where a number is asked for. Else 0.
     */
    uint32_t strict;
    /**
     * 1 if no further field is looked at once one has failed, else 0.
     */
    uint32_t stop_on_first_failure;
    /**
     * The check ends with so many failures; 0 means no limit.
     */
    uint32_t max_errors;
} highper_validation_options;

/**
 * The version of the interface that the library has: equal to HIGHPER_ABI_VERSION, or the header is of another release.
 */
uint32_t highper_abi_version(void);

/**
 * The version of the library, such as "1.2.3". Ends with a NUL and lives as long as the library is loaded.
 */
const char *highper_version(void);

/**
 * Overwrites the memory of a string, frees it, and sets the string to { NULL, 0 }, so that freeing it again does nothing. The
 * structure itself is the caller's. NULL is allowed.
 */
void highper_string_free(highper_string *string);

/**
 * The stable number of an error. A router's: the codes of docs/router.md, under Errors. JSON's: PHP's JSON_ERROR_*. MessagePack's: 100
 * more than the constants of MessagePackException. Those of cryptography: 200 more than the constants of CryptoException; of PASETO and PASERK: 300 more
 * than those of PasetoException and PaserkException; of rules: 500 more than those of RuleException; of JSON Schemas: 600 more than those of
 * SchemaException. Data that does not follow what it was checked by: 422.
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
 * The name of the claim at fault, such as "exp", or nothing if it is the payload as a whole; HIGHPER_STATUS_NOT_FOUND if it is no fault of
 * claims. Lives as long as the library is loaded.
 */
highper_status highper_error_claim(const highper_error *error,
                                   highper_text *claim);

/**
 * The field at fault, as it was written; HIGHPER_STATUS_NOT_FOUND if the fault is in none. Of rules. Valid until the error is freed.
 */
highper_status highper_error_field(const highper_error *error,
                                   highper_text *field);

/**
 * The rule at fault, as it was written; HIGHPER_STATUS_NOT_FOUND if the fault is in none. Of rules. Valid until the error is freed.
 */
highper_status highper_error_rule(const highper_error *error,
                                  highper_text *rule);

/**
 * Where in a JSON Schema the fault is, as a JSON Pointer; HIGHPER_STATUS_NOT_FOUND if in no certain place. Valid until the error is freed.
 */
highper_status highper_error_pointer(const highper_error *error,
                                     highper_text *pointer);

/**
 * All that is wrong with data that was checked, as JSON, written as for highper_router_explain():
 *
 *     {"errors": {field: [message, ...], ...}, "failed": [{"field": text, "rule": text, "parameters": [text, ...]}, ...]}
 *
 * Of rules: a field is its path in the data, such as items.3.price; fields stand in the order in which they failed. Of a JSON Schema: a
 * field is a JSON Pointer to a value, a rule a keyword, and its parameter the JSON Pointer to the keyword. HIGHPER_STATUS_NOT_FOUND if the error is of
 * another kind. Valid until the error is freed.
 */
highper_status highper_error_report(const highper_error *error,
                                    highper_text *report);

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

/**
 * Fills with random bytes from the operating system's source.
 *
 * `output`: room for as many bytes as are wanted.
 */
highper_status highper_random_bytes(void *output, size_t output_length);

/**
 * Compares secrets in a time that depends on their lengths alone.
 *
 * `equal`: gets whether both have the same bytes.
 */
highper_status highper_equal(const void *known,
                             size_t known_length,
                             const void *given,
                             size_t given_length,
                             bool *equal);

/**
 * Writes bytes as lower-case hex digits, in a time that depends on their number alone.
 *
 * `output`: room for two characters a byte; no NUL is added.
 */
highper_status highper_hex_encode(const void *data, size_t length, char *output, size_t output_length);

/**
 * Reads hex digits of either case, in a time that depends on their number alone.
 *
 * `output`: room for half as many bytes.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: another character, or an odd number of them.
 */
highper_status highper_hex_decode(const char *hex,
                                  size_t length,
                                  void *output,
                                  size_t output_length,
                                  highper_error **error);

/**
 * Writes bytes as base64url without padding (RFC 4648, 5), in a time that depends on their number alone.
 *
 * `output`: room for four characters for every three bytes, two for one byte left over, three for two; no NUL is added.
 */
highper_status highper_base64url_encode(const void *data, size_t length, char *output, size_t output_length);

/**
 * Reads base64url without padding (RFC 4648, 5), strictly: bits that mean nothing have to be zero. Takes a time that depends on the
 * number of characters alone.
 *
 * `output`: room for three bytes for every four characters, one for two characters left over, two for three.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED.
 */
highper_status highper_base64url_decode(const char *base64url,
                                        size_t length,
                                        void *output,
                                        size_t output_length,
                                        highper_error **error);

/**
 * Encrypts a message with a random nonce.
 *
 * `algorithm`: a highper_aead.
 * `key`: 32 bytes.
 * `associated`: what is authenticated beside the message and has to be known to whoever opens it; may be empty.
 * `output`: room for nonce, ciphertext and tag: as many bytes more than the message as the algorithm adds.
 */
highper_status highper_aead_seal(uint32_t algorithm,
                                 const void *key,
                                 size_t key_length,
                                 const void *message,
                                 size_t message_length,
                                 const void *associated,
                                 size_t associated_length,
                                 void *output,
                                 size_t output_length);

/**
 * Decrypts what highper_aead_seal() made.
 *
 * `algorithm`, `key`, `associated`: the same as for sealing.
 * `output`: room for the message: as many bytes less than `sealed` as the algorithm adds.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED, which is always the same: it does not authenticate.
 */
highper_status highper_aead_open(uint32_t algorithm,
                                 const void *key,
                                 size_t key_length,
                                 const void *sealed,
                                 size_t sealed_length,
                                 const void *associated,
                                 size_t associated_length,
                                 void *output,
                                 size_t output_length,
                                 highper_error **error);

/**
 * Begins a stream.
 *
 * `key`: 32 bytes.
 * `header`: room for 24 bytes, which the other side needs first. They are no secret.
 * `stream`: gets the handle, to be given to highper_seal_stream_free().
 */
highper_status highper_seal_stream_new(const void *key,
                                       size_t key_length,
                                       void *header,
                                       size_t header_length,
                                       highper_seal_stream **stream);

/**
 * Encrypts the next chunk.
 *
 * `tag`: a highper_chunk_tag.
 * `associated`: what is authenticated beside the chunk; may be empty.
 * `output`: room for 17 bytes more than the chunk has.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the stream is finished.
 */
highper_status highper_seal_stream_push(highper_seal_stream *stream,
                                        uint32_t tag,
                                        const void *chunk,
                                        size_t chunk_length,
                                        const void *associated,
                                        size_t associated_length,
                                        void *output,
                                        size_t output_length,
                                        highper_error **error);

/**
 * Overwrites and frees a stream. NULL is allowed.
 */
void highper_seal_stream_free(highper_seal_stream *stream);

/**
 * Begins to read a stream.
 *
 * `key`: 32 bytes.
 * `header`: the 24 bytes that the other side gave.
 * `stream`: gets the handle, to be given to highper_open_stream_free().
 */
highper_status highper_open_stream_new(const void *key,
                                       size_t key_length,
                                       const void *header,
                                       size_t header_length,
                                       highper_open_stream **stream);

/**
 * Decrypts the next chunk. If it is refused the stream is where it was.
 *
 * `associated`: the same as for sealing.
 * `output`: room for 17 bytes less than the chunk has.
 * `tag`: gets a highper_chunk_tag; HIGHPER_CHUNK_TAG_FINAL has to be the last one.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the chunk does not authenticate, or the stream is finished.
 */
highper_status highper_open_stream_pull(highper_open_stream *stream,
                                        const void *chunk,
                                        size_t chunk_length,
                                        const void *associated,
                                        size_t associated_length,
                                        void *output,
                                        size_t output_length,
                                        uint32_t *tag,
                                        highper_error **error);

/**
 * Overwrites and frees a stream. NULL is allowed.
 */
void highper_open_stream_free(highper_open_stream *stream);

/**
 * The pair of keys of a seed (RFC 8032).
 *
 * `seed`: 32 secret bytes, such as highper_random_bytes() gives.
 * `secret_key`: room for 64 bytes: the seed, and behind it the 32 bytes of the public key.
 */
highper_status highper_sign_keypair(const void *seed, size_t seed_length, void *secret_key, size_t secret_key_length);

/**
 * Signs a message (RFC 8032).
 *
 * `secret_key`: 64 bytes, the seed and the public key. Both have to belong together, since signing with a wrong public key gives the seed
 * away; this is checked, which takes as long as signing.
 * `signature`: room for 64 bytes.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of the key do not belong together.
 */
highper_status highper_sign_detached(const void *secret_key,
                                     size_t secret_key_length,
                                     const void *message,
                                     size_t message_length,
                                     void *signature,
                                     size_t signature_length,
                                     highper_error **error);

/**
 * Verifies a signature (RFC 8032), strictly: HIGHPER_STATUS_OK or HIGHPER_STATUS_REFUSED.
 *
 * `public_key`: 32 bytes.
 * `signature`: 64 bytes; any other length is refused like a wrong signature.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the signature is not this key's for this message, or the key is no point of the
 * curve or one of small order.
 */
highper_status highper_sign_verify(const void *public_key,
                                   size_t public_key_length,
                                   const void *message,
                                   size_t message_length,
                                   const void *signature,
                                   size_t signature_length,
                                   highper_error **error);

/**
 * The pair of keys of a seed, as libsodium's crypto_box_seed_keypair().
 *
 * `seed`: 32 secret bytes, such as highper_random_bytes() gives.
 * `key_pair`: room for 64 bytes: the secret key, and behind it the 32 bytes of the public key.
 */
highper_status highper_box_keypair(const void *seed, size_t seed_length, void *key_pair, size_t key_pair_length);

/**
 * Encrypts for a recipient, who can tell who wrote it: a random nonce, and what libsodium's crypto_box_easy() gives with it.
 *
 * `sender`: 32 bytes, the secret key (RFC 7748), or 64 with the public key behind it.
 * `recipient`: the 32 bytes of the public key.
 * `output`: room for 40 bytes more than the message has.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the recipient's key is of small order, or the halves of the sender's do not belong
 * together.
 */
highper_status highper_box_encrypt(const void *sender,
                                   size_t sender_length,
                                   const void *recipient,
                                   size_t recipient_length,
                                   const void *message,
                                   size_t message_length,
                                   void *output,
                                   size_t output_length,
                                   highper_error **error);

/**
 * Decrypts what highper_box_encrypt() made.
 *
 * `recipient`: 32 bytes, the secret key, or 64 with the public key behind it.
 * `sender`: the 32 bytes of the public key.
 * `output`: room for 40 bytes less than `encrypted` has.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: it does not authenticate, or a key is none, as for highper_box_encrypt().
 */
highper_status highper_box_decrypt(const void *recipient,
                                   size_t recipient_length,
                                   const void *sender,
                                   size_t sender_length,
                                   const void *encrypted,
                                   size_t encrypted_length,
                                   void *output,
                                   size_t output_length,
                                   highper_error **error);

/**
 * Encrypts for a recipient without saying who wrote it, as libsodium's crypto_box_seal().
 *
 * `recipient`: the 32 bytes of the public key.
 * `output`: room for 48 bytes more than the message has.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the recipient's key is of small order.
 */
highper_status highper_box_seal(const void *recipient,
                                size_t recipient_length,
                                const void *message,
                                size_t message_length,
                                void *output,
                                size_t output_length,
                                highper_error **error);

/**
 * Decrypts what highper_box_seal() made.
 *
 * `recipient`: 32 bytes, the secret key, or 64 with the public key behind it.
 * `output`: room for 48 bytes less than `sealed` has.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: it does not authenticate, or the halves of the key do not belong together.
 */
highper_status highper_box_open(const void *recipient,
                                size_t recipient_length,
                                const void *sealed,
                                size_t sealed_length,
                                void *output,
                                size_t output_length,
                                highper_error **error);

/**
 * The digest of data.
 *
 * `algorithm`: a highper_hash.
 * `key`: NULL, but for an algorithm that takes one and shall.
 * `output`: room for the digest, whose length is that of the room.
 */
highper_status highper_digest(uint32_t algorithm,
                              const void *key,
                              size_t key_length,
                              const void *data,
                              size_t data_length,
                              void *output,
                              size_t output_length);

/**
 * Begins a digest of what comes in pieces.
 *
 * `algorithm`, `key`: as for highper_digest().
 * `digest_length`: how many bytes it shall give.
 * `hasher`: gets the handle, to be given to highper_hasher_free().
 */
highper_status highper_hasher_new(uint32_t algorithm,
                                  const void *key,
                                  size_t key_length,
                                  size_t digest_length,
                                  highper_hasher **hasher);

/**
 * Adds the next piece.
 *
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the digest is finished.
 */
highper_status highper_hasher_update(highper_hasher *hasher,
                                     const void *data,
                                     size_t data_length,
                                     highper_error **error);

/**
 * Ends the digest.
 *
 * `output`: room for exactly the digest.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the digest is finished.
 */
highper_status highper_hasher_finish(highper_hasher *hasher, void *output, size_t output_length, highper_error **error);

/**
 * Overwrites and frees a digest. NULL is allowed.
 */
void highper_hasher_free(highper_hasher *hasher);

/**
 * The code of a message by HMAC (RFC 2104). Compare codes with highper_equal().
 *
 * `algorithm`: a highper_hash of SHA-2.
 * `output`: room for exactly a digest of the algorithm.
 */
highper_status highper_hmac(uint32_t algorithm,
                            const void *key,
                            size_t key_length,
                            const void *message,
                            size_t message_length,
                            void *output,
                            size_t output_length);

/**
 * Derives a key from another by HKDF (RFC 5869).
 *
 * `algorithm`: a highper_hash of SHA-2.
 * `key`: what is derived from: bytes that nobody can guess. For a password take highper_argon2id().
 * `salt`: may be empty.
 * `info`: what the derived key is for; may be empty.
 * `output`: room for the derived key, 1 to 255 times as long as the algorithm's digest.
 */
highper_status highper_hkdf(uint32_t algorithm,
                            const void *key,
                            size_t key_length,
                            const void *salt,
                            size_t salt_length,
                            const void *info,
                            size_t info_length,
                            void *output,
                            size_t output_length);

/**
 * Derives a key from a password by Argon2id 1.3 (RFC 9106). HIGHPER_STATUS_UNAVAILABLE if there is not so much memory.
 *
 * `salt`: 8 bytes or more; 16 random ones as a rule.
 * `memory_kib`: in KiB, 8 or more for each lane, up to 4194304.
 * `passes`: 1 or more.
 * `lanes`: 1 to 64; they are computed one after the other.
 * `output`: room for the key, 4 bytes or more.
 */
highper_status highper_argon2id(const void *password,
                                size_t password_length,
                                const void *salt,
                                size_t salt_length,
                                uint32_t memory_kib,
                                uint32_t passes,
                                uint32_t lanes,
                                void *output,
                                size_t output_length);

/**
 * Hashes a password with Argon2id 1.3 (RFC 9106), one lane and a random salt. HIGHPER_STATUS_UNAVAILABLE if there is not so much memory.
 *
 * `memory_kib`: in KiB, 8 to 4194304.
 * `passes`: 1 to 64.
 * `hash`: gets a string in PHC form, such as PHP's password_hash() gives; to be given to highper_string_free().
 */
highper_status highper_password_hash(const void *password,
                                     size_t password_length,
                                     uint32_t memory_kib,
                                     uint32_t passes,
                                     highper_string *hash);

/**
 * Verifies a password: HIGHPER_STATUS_OK, or HIGHPER_STATUS_REFUSED if it is another one, or the hash is broken or asks for more than 4 GiB, 64
 * passes or 64 lanes. HIGHPER_STATUS_NOT_FOUND if the hash is none of Argon2, so that another library has to judge;
 * HIGHPER_STATUS_UNAVAILABLE if there is not so much memory as the hash asks for.
 *
 * `hash`: a string in PHC form, of Argon2id or Argon2i.
 */
highper_status highper_password_verify(const void *password,
                                       size_t password_length,
                                       const char *hash,
                                       size_t hash_length);

/**
 * Tells whether highper_password_hash() would make another kind of hash of the same password.
 *
 * `needed`: gets whether it would.
 */
highper_status highper_password_needs_rehash(const char *hash,
                                             size_t hash_length,
                                             uint32_t memory_kib,
                                             uint32_t passes,
                                             bool *needed);

/**
 * How long a token is.
 *
 * `purpose`: a highper_paseto.
 * `payload_length`, `footer_length`: in bytes, as they go in.
 * `length`: gets the number of characters.
 */
highper_status highper_paseto_token_length(uint32_t purpose,
                                           size_t payload_length,
                                           size_t footer_length,
                                           size_t *length);

/**
 * Encrypts a payload into a v4.local token. Claims are not looked at: see highper_paseto_complete().
 *
 * `key`: 32 bytes.
 * `payload`: usually JSON.
 * `footer`: authenticated, but not encrypted; may be empty; at most 8192 bytes.
 * `implicit`: the implicit assertion, which is authenticated, does not stand in the token, and has to be known to whoever reads it; may be
 * empty.
 * `token`: room for exactly the token, without a NUL: highper_paseto_token_length().
 */
highper_status highper_paseto_local_encrypt(const void *key,
                                            size_t key_length,
                                            const void *payload,
                                            size_t payload_length,
                                            const void *footer,
                                            size_t footer_length,
                                            const void *implicit,
                                            size_t implicit_length,
                                            char *token,
                                            size_t token_length);

/**
 * Authenticates and decrypts a v4.local token. Claims are not looked at: see highper_paseto_check().
 *
 * `key`: 32 bytes.
 * `implicit`: the same implicit assertion as for encrypting.
 * `payload`: room for the payload. As many bytes as the token has characters are always enough, too few give
 * HIGHPER_STATUS_INVALID_ARGUMENT.
 * `payload_length`: gets the number of bytes.
 * `footer`: gets the footer, to be given to highper_string_free(); may be NULL.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED, which is always the same.
 */
highper_status highper_paseto_local_decrypt(const void *key,
                                            size_t key_length,
                                            const char *token,
                                            size_t token_length,
                                            const void *implicit,
                                            size_t implicit_length,
                                            void *payload,
                                            size_t payload_capacity,
                                            size_t *payload_length,
                                            highper_string *footer,
                                            highper_error **error);

/**
 * Signs a payload into a v4.public token. Claims are not looked at: see highper_paseto_complete().
 *
 * `secret_key`: 64 bytes, as highper_sign_keypair() makes them; they are checked as by highper_sign_detached().
 * `payload`, `footer`, `implicit`: as for highper_paseto_local_encrypt(), but that everybody can read the payload.
 * `token`: room for exactly the token, without a NUL: highper_paseto_token_length().
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of the key do not belong together.
 */
highper_status highper_paseto_public_sign(const void *secret_key,
                                          size_t secret_key_length,
                                          const void *payload,
                                          size_t payload_length,
                                          const void *footer,
                                          size_t footer_length,
                                          const void *implicit,
                                          size_t implicit_length,
                                          char *token,
                                          size_t token_length,
                                          highper_error **error);

/**
 * Verifies a v4.public token. Claims are not looked at: see highper_paseto_check().
 *
 * `public_key`: 32 bytes. With what is no point of the curve, or one of small order, no token verifies.
 * The others: as for highper_paseto_local_decrypt().
 */
highper_status highper_paseto_public_verify(const void *public_key,
                                            size_t public_key_length,
                                            const char *token,
                                            size_t token_length,
                                            const void *implicit,
                                            size_t implicit_length,
                                            void *payload,
                                            size_t payload_capacity,
                                            size_t *payload_length,
                                            highper_string *footer,
                                            highper_error **error);

/**
 * The footer of a token of either purpose, which nobody has authenticated yet: for choosing the key, and for nothing else.
 *
 * `footer`: gets at most 8192 bytes, empty if there is no footer; to be given to highper_string_free().
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: this is no token of version 4, or its footer is too long or no base64url.
 */
highper_status highper_paseto_untrusted_footer(const char *token,
                                               size_t token_length,
                                               highper_string *footer,
                                               highper_error **error);

/**
 * The id of the key that a footer names: the `kid` of a JSON object of at most 2 levels and 512 unique names. HIGHPER_STATUS_NOT_FOUND if it
 * names none, or is anything else.
 *
 * `kid`: gets the id, as highper_paserk_id() gives it; to be given to highper_string_free().
 */
highper_status highper_paseto_key_id(const void *footer,
                                     size_t footer_length,
                                     highper_string *kid);

/**
 * Checks what a footer holds, as it should be done before one is issued and after one was read: HIGHPER_STATUS_OK or HIGHPER_STATUS_REFUSED. One
 * that does not begin with '{' is checked for its length alone.
 *
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: more than 8192 bytes; no JSON object of at most 2 levels and 512 unique names; a `kid` that
 * is no id, a `wpk` that is no wrapped key, or a key.
 */
highper_status highper_paseto_check_footer(const void *footer,
                                           size_t footer_length,
                                           highper_error **error);

/**
 * Fills in the default rules: an hour of lifetime, no leeway, nothing demanded of issuer, audience and subject. `size` is
 * sizeof(highper_paseto_rules); one that is too short, or above 1024, is refused with HIGHPER_STATUS_INVALID_ARGUMENT.
 */
highper_status highper_paseto_rules_init(highper_paseto_rules *rules,
                                         size_t size);

/**
 * Checks the claims of a token that was authenticated: HIGHPER_STATUS_OK or HIGHPER_STATUS_REFUSED.
 *
 * `payload`: what highper_paseto_local_decrypt() or highper_paseto_public_verify() gave.
 * `seconds`, `nanoseconds`: the time now, since 1970 in UTC.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the payload is no JSON object with unique names, a registered claim has the wrong type, is
 * missing or is not the expected one, or the token has expired or is not yet valid.
 */
highper_status highper_paseto_check(const void *payload,
                                    size_t payload_length,
                                    const highper_paseto_rules *rules,
                                    int64_t seconds,
                                    uint32_t nanoseconds,
                                    highper_error **error);

/**
 * Completes claims for a token that is to be issued: those given as they are, and behind them `iat`, `exp`, `iss`, `aud` and `sub`, as far as
 * the rules have them and they are not there.
 *
 * `claims`: a JSON object.
 * `seconds`: the time now, since 1970 in UTC.
 * `payload`: gets a JSON object, to be given to highper_string_free().
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: this is no JSON object with unique names, a registered claim has the wrong type, or
 * contradicts the rules, or what the rules add is no UTF-8.
 */
highper_status highper_paseto_complete(const void *claims,
                                       size_t claims_length,
                                       const highper_paseto_rules *rules,
                                       int64_t seconds,
                                       highper_string *payload,
                                       highper_error **error);

/**
 * Writes a key as k4.local, k4.secret or k4.public. The first two are the key itself.
 *
 * `key_type`: a highper_paserk.
 * `key`: as many bytes as its type has.
 * `paserk`: gets the text, to be given to highper_string_free().
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of a secret key do not belong together.
 */
highper_status highper_paserk_encode(uint32_t key_type,
                                     const void *key,
                                     size_t key_length,
                                     highper_string *paserk,
                                     highper_error **error);

/**
 * Reads k4.local, k4.secret or k4.public, whichever is asked for.
 *
 * `key_type`: a highper_paserk.
 * `key`: room for as many bytes as its type has.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: this is no such text, or the halves of a secret key do not belong together.
 */
highper_status highper_paserk_decode(uint32_t key_type,
                                     const char *paserk,
                                     size_t paserk_length,
                                     void *key,
                                     size_t key_length,
                                     highper_error **error);

/**
 * The id of a key, which tells nothing of it and may stand in a footer: k4.lid, k4.sid or k4.pid.
 *
 * `key_type`, `key`, `error`: as for highper_paserk_encode().
 * `id`: gets the text, to be given to highper_string_free().
 */
highper_status highper_paserk_id(uint32_t key_type,
                                 const void *key,
                                 size_t key_length,
                                 highper_string *id,
                                 highper_error **error);

/**
 * Wraps a key with another: k4.local-wrap.pie or k4.secret-wrap.pie.
 *
 * `key_type`: HIGHPER_PASERK_LOCAL or HIGHPER_PASERK_SECRET.
 * `key`: as many bytes as its type has.
 * `wrapping_key`: a local key, 32 bytes.
 * `paserk`: gets the text, to be given to highper_string_free().
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of a secret key do not belong together.
 */
highper_status highper_paserk_wrap(uint32_t key_type,
                                   const void *key,
                                   size_t key_length,
                                   const void *wrapping_key,
                                   size_t wrapping_key_length,
                                   highper_string *paserk,
                                   highper_error **error);

/**
 * Takes a key out of k4.local-wrap.pie or k4.secret-wrap.pie, whichever is asked for.
 *
 * `key_type`: HIGHPER_PASERK_LOCAL or HIGHPER_PASERK_SECRET.
 * `wrapping_key`: the same as for wrapping.
 * `key`: room for as many bytes as its type has.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED, which is always the same.
 */
highper_status highper_paserk_unwrap(uint32_t key_type,
                                     const char *paserk,
                                     size_t paserk_length,
                                     const void *wrapping_key,
                                     size_t wrapping_key_length,
                                     void *key,
                                     size_t key_length,
                                     highper_error **error);

/**
 * Wraps a key with a password by Argon2id: k4.local-pw or k4.secret-pw. HIGHPER_STATUS_UNAVAILABLE if there is not so much memory.
 *
 * `key_type`: HIGHPER_PASERK_LOCAL or HIGHPER_PASERK_SECRET.
 * `key`: as many bytes as its type has.
 * `memory`: in bytes, a multiple of 1024 from 8192 to 4294967296.
 * `passes`: 1 to 64.
 * `paserk`: gets the text, to be given to highper_string_free().
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of a secret key do not belong together.
 */
highper_status highper_paserk_wrap_with_password(uint32_t key_type,
                                                 const void *key,
                                                 size_t key_length,
                                                 const void *password,
                                                 size_t password_length,
                                                 uint64_t memory,
                                                 uint32_t passes,
                                                 highper_string *paserk,
                                                 highper_error **error);

/**
 * Takes a key out of k4.local-pw or k4.secret-pw, whichever is asked for. What the text asks of Argon2id is compared with what is granted before
 * any memory is taken or work done. HIGHPER_STATUS_UNAVAILABLE if there is not so much memory.
 *
 * `key_type`: HIGHPER_PASERK_LOCAL or HIGHPER_PASERK_SECRET.
 * `max_memory`: the most memory that is granted, in bytes; 268435456, say.
 * `max_passes`: the most passes that are granted; 8, say.
 * `key`: room for as many bytes as its type has.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: it asks for more than is granted; all else that may be wrong is one reason.
 */
highper_status highper_paserk_unwrap_with_password(uint32_t key_type,
                                                   const char *paserk,
                                                   size_t paserk_length,
                                                   const void *password,
                                                   size_t password_length,
                                                   uint64_t max_memory,
                                                   uint32_t max_passes,
                                                   void *key,
                                                   size_t key_length,
                                                   highper_error **error);

/**
 * Encrypts a local key to somebody's public key: k4.seal.
 *
 * `key`: a local key, 32 bytes.
 * `recipient`: the 32 bytes of the public key.
 * `paserk`: gets the text, to be given to highper_string_free().
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: nothing can be encrypted to this public key.
 */
highper_status highper_paserk_seal(const void *key,
                                   size_t key_length,
                                   const void *recipient,
                                   size_t recipient_length,
                                   highper_string *paserk,
                                   highper_error **error);

/**
 * Takes a local key out of k4.seal.
 *
 * `recipient`: the secret key, 64 bytes.
 * `key`: room for 32 bytes.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of the secret key do not belong together; all else that may be wrong is one
 * reason.
 */
highper_status highper_paserk_unseal(const char *paserk,
                                     size_t paserk_length,
                                     const void *recipient,
                                     size_t recipient_length,
                                     void *key,
                                     size_t key_length,
                                     highper_error **error);

/**
 * Compiles rules. What they mean is in docs/validator.md.
 *
 * `rules`: a JSON object of rules by field. Those of a field are a text, "required|string|max:50", or an array whose elements are rules as
 * texts, "max:50", or as arrays of a name and parameters, ["in", "a", "b"]; of `any_of` the parameters are rules again.
 * `settings`: NULL, or a JSON object with texts: {"messages": {"field.rule": text, "rule": text, ...}, "attributes": {field: text, ...}}.
 * Messages may be nested, and "@language" among them is the tag of the language that their plural forms are of.
 * `validator`: gets the handle, to be given to highper_validator_free().
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: a text is no JSON, or a rule is unknown or does not fit. Nobody can be called back, so
 * rules that need a database, a file or the network are refused; so are `timezone`, whose names are not known here, and `enum`.
 */
highper_status highper_validator_compile(const char *rules,
                                         size_t rules_length,
                                         const char *settings,
                                         size_t settings_length,
                                         highper_validator **validator,
                                         highper_error **error);

/**
 * Tells whether a JSON document follows the rules. Ends at the first failure.
 *
 * HIGHPER_STATUS_UNDECIDED if only PHP can tell, which is so of dates in words, of date formats with names or zones, and of `regex_pcre`; never where the
 * answer does not depend on such a value.
 *
 * `options`: NULL for the defaults.
 * `json`: the document; one that is neither an object nor an array follows no rules.
 * `passes`: gets the answer.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the text is no JSON.
 */
highper_status highper_validator_passes(const highper_validator *validator,
                                        const highper_validation_options *options,
                                        const char *json,
                                        size_t length,
                                        bool *passes,
                                        highper_error **error);

/**
 * Checks a JSON document: HIGHPER_STATUS_OK if it follows the rules, HIGHPER_STATUS_REFUSED if it does not or is no JSON, and
 * HIGHPER_STATUS_UNDECIDED as for highper_validator_passes().
 *
 * `options`, `json`: as for highper_validator_passes().
 * `validated`: NULL, or gets what the rules name of the document as JSON, to be given to highper_string_free(): what no rule names is
 * dropped, excluded fields are left out, `trim` and `cast` are applied. An object stays one, an array becomes an object where elements before its last are left
 * out. `cast:date` leaves texts as they are, since JSON knows no dates.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED. Its code is 422 if the document does not follow the rules, and highper_error_report()
 * tells everything; otherwise it is a fault of JSON.
 */
highper_status highper_validator_check(const highper_validator *validator,
                                       const highper_validation_options *options,
                                       const char *json,
                                       size_t length,
                                       highper_string *validated,
                                       highper_error **error);

/**
 * Frees a validator. NULL is allowed.
 */
void highper_validator_free(highper_validator *validator);

/**
 * Fills in the default options: all of them 0. `size` is sizeof(highper_validation_options); one that is too short, or above 1024, is refused with
 * HIGHPER_STATUS_INVALID_ARGUMENT.
 */
highper_status highper_validation_options_init(highper_validation_options *options,
                                               size_t size);

/**
 * Compiles a JSON Schema. What is supported is in docs/json-schema.md.
 *
 * `schema`: its JSON text.
 * `settings`: NULL, or a JSON object of which every member may be missing: {"draft": "4" | "6" | "7" | "2019-09" | "2020-12", "formats": boolean,
 * "documents": {URI: schema, ...}}. The draft is that of schemas without "$schema", 2020-12 if it is missing; without formats, "format" is an annotation;
 * documents are what "$ref" may name. Nothing is ever fetched.
 * `json_schema`: gets the handle, to be given to highper_json_schema_free().
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: a text is no JSON, or the schema does not follow its meta-schema or names what is not there.
 */
highper_status highper_json_schema_compile(const char *schema,
                                           size_t schema_length,
                                           const char *settings,
                                           size_t settings_length,
                                           highper_json_schema **json_schema,
                                           highper_error **error);

/**
 * Tells whether a JSON document follows the schema. HIGHPER_STATUS_UNDECIDED if a pattern takes too long on a value to be sure.
 *
 * Checking goes as deep as the document and, at each level, as the schema's combinators: for schemas that refer to themselves and have dozens of
 * combinators within each other, the calling thread needs the 8 MiB of stack that main threads have.
 *
 * `passes`: gets the answer.
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED: the text is no JSON.
 */
highper_status highper_json_schema_passes(const highper_json_schema *json_schema,
                                          const char *json,
                                          size_t length,
                                          bool *passes,
                                          highper_error **error);

/**
 * Checks a JSON document: HIGHPER_STATUS_OK if it follows the schema, HIGHPER_STATUS_REFUSED if it does not or is no JSON, and
 * HIGHPER_STATUS_UNDECIDED as for highper_json_schema_passes().
 *
 * `error`: gets the reason on HIGHPER_STATUS_REFUSED. Its code is 422 if the document does not follow the schema, and highper_error_report()
 * tells everything; otherwise it is a fault of JSON.
 */
highper_status highper_json_schema_check(const highper_json_schema *json_schema,
                                         const char *json,
                                         size_t length,
                                         highper_error **error);

/**
 * Frees a JSON Schema. NULL is allowed.
 */
void highper_json_schema_free(highper_json_schema *json_schema);

#endif  /* HIGHPER_H */
