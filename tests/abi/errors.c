/* Refusals: code, message, hint, pattern, offset; and that nothing has changed. */

#include "check.h"

#define NOWHERE SIZE_MAX

struct refusal {
    const char *method;
    const char *pattern;
    const char *name;
    const char *host;
    int32_t code;
    /* Of the pattern or host; NULL if the error has none. */
    const char *at;
    size_t offset;
    const char *message;
    const char *hint;
};

static const struct refusal refusals[] = {
    {"GET", "/{id", NULL, NULL, 1, "/{id", 1, "Unclosed '{' at byte 1 of pattern '/{id': close the parameter with '}'",
     "close the parameter with '}'"},
    {"GET", "users", NULL, NULL, 1, "users", 0, "Missing leading slash at byte 0 of pattern 'users': begin the pattern with '/'",
     "begin the pattern with '/'"},
    {"GET", "", NULL, NULL, 1, "", 0, "Missing leading slash at byte 0 of pattern '': begin the pattern with '/'",
     "begin the pattern with '/'"},
    {"GET", "/{id:(?=a)}", NULL, NULL, 3, "/{id:(?=a)}", 5,
     "Look-ahead is not supported in a constraint at byte 5 of pattern '/{id:(?=a)}': use what the documentation lists under Constraints",
     "use what the documentation lists under Constraints"},
    {"GET", "/{a}/{a}", NULL, NULL, 4, "/{a}/{a}", 5,
     "Duplicate parameter 'a' at byte 5 of pattern '/{a}/{a}': give each parameter a name of its own",
     "give each parameter a name of its own"},
    {"GET", "/taken", NULL, NULL, 5, "/taken", NOWHERE,
     "Duplicate route GET '/taken': '/taken' already answers the same requests; remove one of them",
     "'/taken' already answers the same requests; remove one of them"},
    {"GET", "/other", "taken", NULL, 6, NULL, NOWHERE,
     "Duplicate route name 'taken': it already belongs to '/taken'; give each route a name of its own",
     "it already belongs to '/taken'; give each route a name of its own"},
    {"G T", "/other", NULL, NULL, 7, NULL, NOWHERE, "Invalid method 'G T': a method is a token such as GET (RFC 9110, 5.6.2)",
     "a method is a token such as GET (RFC 9110, 5.6.2)"},
    {"GET", "/other", NULL, "a b", 1, "a b", 1,
     "Invalid host at byte 1 of pattern 'a b': write labels of letters, digits, '-', '_' and parameters, separated by dots",
     "write labels of letters, digits, '-', '_' and parameters, separated by dots"},
};

/* Checks an error against what is expected, and frees it. */
static void check_error(highper_error *error, const struct refusal *expected) {
    int32_t code = 0;
    CHECK(highper_error_code(error, &code) == HIGHPER_STATUS_OK && code == expected->code);
    highper_text text;
    CHECK(highper_error_message(error, &text) == HIGHPER_STATUS_OK);
    CHECK_TEXT(text, expected->message);
    CHECK(highper_error_hint(error, &text) == HIGHPER_STATUS_OK);
    CHECK_TEXT(text, expected->hint);

    text = text_of("before");
    CHECK(highper_error_pattern(error, &text) == (expected->at == NULL ? HIGHPER_STATUS_NOT_FOUND : HIGHPER_STATUS_OK));
    CHECK_TEXT(text, expected->at == NULL ? "before" : expected->at);
    size_t offset = NOWHERE;
    CHECK(highper_error_offset(error, &offset) == (expected->offset == NOWHERE ? HIGHPER_STATUS_NOT_FOUND : HIGHPER_STATUS_OK));
    CHECK(offset == expected->offset);
    highper_error_free(error);
}

static void refused_routes(void) {
    highper_router *router = make_router(NULL);
    add_route(router, "GET", "/taken", "taken", NULL);
    for (size_t index = 0; index < sizeof refusals / sizeof refusals[0]; index++) {
        const struct refusal *each = &refusals[index];
        size_t name_length = each->name == NULL ? 0 : strlen(each->name);
        size_t host_length = each->host == NULL ? 0 : strlen(each->host);
        highper_text methods[] = {text_of(each->method)};
        highper_error *error = NULL;
        size_t route = 99;
        highper_status status = highper_router_add(
            router, methods, 1, TEXT(each->pattern), each->name, name_length, each->host, host_length, &route, &error);
        CHECK(status == HIGHPER_STATUS_REFUSED && error != NULL && route == 99);
        if (error != NULL) {
            check_error(error, each);
        }
        /* Without anyone to tell. */
        status = highper_router_add(
            router, methods, 1, TEXT(each->pattern), each->name, name_length, each->host, host_length, &route, NULL);
        CHECK(status == HIGHPER_STATUS_REFUSED && route == 99);
        size_t count = 99;
        CHECK(highper_router_len(router, &count) == HIGHPER_STATUS_OK && count == 1);
    }
    highper_router_free(router);
}

static void no_method(void) {
    static const struct refusal expected = {
        NULL, NULL, NULL, NULL, 7, NULL, NOWHERE, "No method given: name at least one, or use any()", "name at least one, or use any()"};
    highper_router *router = make_router(NULL);
    highper_error *error = NULL;
    size_t route = 99;
    CHECK(highper_router_add(router, NULL, 0, TEXT("/a"), NONE, NONE, &route, &error) == HIGHPER_STATUS_REFUSED && route == 99);
    if (error != NULL) {
        check_error(error, &expected);
    }
    highper_router_free(router);
}

/* An error is a value of its own: it outlives the router. */
static void outliving(void) {
    static const struct refusal expected = {
        NULL, NULL, NULL, NULL, 8, NULL, NOWHERE, "No route is named 'x': name it when adding it", "name it when adding it"};
    highper_router *router = make_router(NULL);
    highper_error *error = NULL;
    highper_string url = {NULL, 0};
    CHECK(highper_router_url(router, TEXT("x"), NULL, 0, &url, &error) == HIGHPER_STATUS_REFUSED && url.bytes == NULL);
    highper_router_free(router);
    if (error != NULL) {
        check_error(error, &expected);
    }
}

void test_errors(void) {
    refused_routes();
    no_method();
    outliving();
}
