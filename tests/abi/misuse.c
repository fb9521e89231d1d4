/* Bad pointers and lengths, argument by argument: refused before anything is read, written or changed. */

#include "check.h"

#define INVALID HIGHPER_STATUS_INVALID_ARGUMENT
#define TOO_LONG ((size_t)PTRDIFF_MAX + 1)

/* A pointer of the type of another, one byte off; never to be read. */
#define MISALIGNED(pointer) ((void *)((char *)(pointer) + 1))

static void router_handles(highper_router *router) {
    highper_router *copy = NULL;
    CHECK(highper_router_new(NULL, NULL) == INVALID);
    CHECK(highper_router_new(NULL, MISALIGNED(&copy)) == INVALID);
    CHECK(highper_router_clone(NULL, &copy) == INVALID && copy == NULL);
    CHECK(highper_router_clone(MISALIGNED(router), &copy) == INVALID && copy == NULL);
    CHECK(highper_router_clone(router, NULL) == INVALID);
    CHECK(highper_match_new(NULL) == INVALID);
}

static void adding(highper_router *router) {
    highper_text get[] = {text_of("GET")};
    highper_text null_method[] = {{.bytes = NULL, .length = 0}};
    highper_text long_method[] = {{.bytes = "GET", .length = TOO_LONG}};
    const struct {
        const highper_text *methods;
        size_t method_count;
        const char *pattern;
        size_t pattern_length;
        const char *name;
        size_t name_length;
        const char *host;
        size_t host_length;
    } bad[] = {
        {NULL, 1, TEXT("/x"), NONE, NONE},
        {MISALIGNED(get), 1, TEXT("/x"), NONE, NONE},
        {get, SIZE_MAX / sizeof get[0], TEXT("/x"), NONE, NONE},
        {get, SIZE_MAX, TEXT("/x"), NONE, NONE},
        {null_method, 1, TEXT("/x"), NONE, NONE},
        {long_method, 1, TEXT("/x"), NONE, NONE},
        {get, 1, NULL, 0, NONE, NONE},
        {get, 1, "/x", TOO_LONG, NONE, NONE},
        {get, 1, "/x", SIZE_MAX, NONE, NONE},
        {get, 1, TEXT("/x"), NULL, 1, NONE},
        {get, 1, TEXT("/x"), "x", TOO_LONG, NONE},
        {get, 1, TEXT("/x"), NONE, NULL, 1},
        {get, 1, TEXT("/x"), NONE, "x", TOO_LONG},
    };
    size_t route = 99;
    highper_error *error = NULL;
    for (size_t index = 0; index < sizeof bad / sizeof bad[0]; index++) {
        highper_status status = highper_router_add(router, bad[index].methods, bad[index].method_count, bad[index].pattern,
                                                   bad[index].pattern_length, bad[index].name, bad[index].name_length,
                                                   bad[index].host, bad[index].host_length, &route, &error);
        CHECK(status == INVALID && route == 99 && error == NULL);
    }
    CHECK(highper_router_add(NULL, get, 1, TEXT("/x"), NONE, NONE, &route, &error) == INVALID);
    CHECK(highper_router_add(router, get, 1, TEXT("/x"), NONE, NONE, NULL, &error) == INVALID);
    CHECK(highper_router_add(router, get, 1, TEXT("/x"), NONE, NONE, &route, MISALIGNED(&error)) == INVALID);
    CHECK(highper_router_check_host(NULL, TEXT("x"), &error) == INVALID);
    CHECK(highper_router_check_host(router, NULL, 0, &error) == INVALID);
    CHECK(highper_router_check_host(router, "x", TOO_LONG, &error) == INVALID);
    CHECK(highper_router_check_host(router, TEXT("x"), MISALIGNED(&error)) == INVALID);
    CHECK(route == 99 && error == NULL);
}

static void reading_routes(const highper_router *router) {
    size_t count = 99;
    highper_text text = text_of("before");
    highper_string string = {NULL, 99};
    CHECK(highper_router_len(NULL, &count) == INVALID && count == 99);
    CHECK(highper_router_len(router, NULL) == INVALID);
    CHECK(highper_route_pattern(NULL, 0, &text) == INVALID);
    CHECK(highper_route_pattern(router, 0, NULL) == INVALID);
    CHECK(highper_route_name(NULL, 0, &text) == INVALID);
    CHECK(highper_route_name(router, 0, NULL) == INVALID);
    CHECK(highper_route_host(NULL, 0, &text) == INVALID);
    CHECK(highper_route_host(router, 0, NULL) == INVALID);
    CHECK_TEXT(text, "before");
    CHECK(highper_route_methods(NULL, 0, &string) == INVALID);
    CHECK(highper_route_methods(router, 0, NULL) == INVALID);
    CHECK(highper_router_conflicts(NULL, &string) == INVALID);
    CHECK(highper_router_conflicts(router, NULL) == INVALID);
    CHECK(string.bytes == NULL && string.length == 99);
}

/* Requests with one bad argument each; whatever is asked, the match keeps the answer it had. */
static void asking(const highper_router *router) {
    const struct {
        const char *method;
        size_t method_length;
        const char *path;
        size_t path_length;
        const char *host;
        size_t host_length;
    } bad[] = {
        {NULL, 0, TEXT("/users/1"), NONE},
        {NULL, 3, TEXT("/users/1"), NONE},
        {"GET", TOO_LONG, TEXT("/users/1"), NONE},
        {TEXT("GET"), NULL, 0, NONE},
        {TEXT("GET"), "/users/1", TOO_LONG, NONE},
        {TEXT("GET"), "/users/1", SIZE_MAX, NONE},
        {TEXT("GET"), TEXT("/users/1"), NULL, 1},
        {TEXT("GET"), TEXT("/users/1"), "x", TOO_LONG},
    };
    highper_match *match = make_match();
    size_t route = 99, count = 99;
    highper_outcome outcome = HIGHPER_OUTCOME_REDIRECT;
    highper_string json = {NULL, 99};
    highper_text allow = text_of("before");
    CHECK(highper_router_match(router, match, TEXT("GET"), TEXT("/users/42"), NONE, &route) == HIGHPER_STATUS_OK && route == 0);
    route = 99;
    for (size_t index = 0; index < sizeof bad / sizeof bad[0]; index++) {
        const char *method = bad[index].method, *path = bad[index].path, *host = bad[index].host;
        size_t method_length = bad[index].method_length, path_length = bad[index].path_length, host_length = bad[index].host_length;
        CHECK(highper_router_match(router, match, method, method_length, path, path_length, host, host_length, &route) == INVALID);
        CHECK(highper_router_resolve(router, match, method, method_length, path, path_length, host, host_length, &outcome) == INVALID);
        CHECK(highper_router_explain(router, method, method_length, path, path_length, host, host_length, &json) == INVALID);
        bool is_method_bad = index < 3;
        if (!is_method_bad) {
            CHECK(highper_router_allowed(router, match, path, path_length, host, host_length, &allow) == INVALID);
        }
    }
    CHECK(highper_router_match(NULL, match, TEXT("GET"), TEXT("/"), NONE, &route) == INVALID);
    CHECK(highper_router_match(router, NULL, TEXT("GET"), TEXT("/"), NONE, &route) == INVALID);
    CHECK(highper_router_match(router, match, TEXT("GET"), TEXT("/"), NONE, NULL) == INVALID);
    CHECK(highper_router_resolve(NULL, match, TEXT("GET"), TEXT("/"), NONE, &outcome) == INVALID);
    CHECK(highper_router_resolve(router, NULL, TEXT("GET"), TEXT("/"), NONE, &outcome) == INVALID);
    CHECK(highper_router_resolve(router, match, TEXT("GET"), TEXT("/"), NONE, NULL) == INVALID);
    CHECK(highper_router_allowed(NULL, match, TEXT("/"), NONE, &allow) == INVALID);
    CHECK(highper_router_allowed(router, NULL, TEXT("/"), NONE, &allow) == INVALID);
    CHECK(highper_router_allowed(router, match, TEXT("/"), NONE, NULL) == INVALID);
    CHECK(highper_router_explain(NULL, TEXT("GET"), TEXT("/"), NONE, &json) == INVALID);
    CHECK(highper_router_explain(router, TEXT("GET"), TEXT("/"), NONE, NULL) == INVALID);
    CHECK(route == 99 && outcome == HIGHPER_OUTCOME_REDIRECT && json.bytes == NULL && json.length == 99);
    CHECK_TEXT(allow, "before");

    const highper_parameter *parameters = NULL;
    CHECK(highper_match_route(match, &route) == HIGHPER_STATUS_OK && route == 0);
    CHECK(highper_match_parameters(match, &parameters, NULL) == INVALID && parameters == NULL);
    CHECK(highper_match_parameters(match, NULL, &count) == INVALID && count == 99);
    CHECK(highper_match_parameters(match, &parameters, &count) == HIGHPER_STATUS_OK && count == 1);
    CHECK_TEXT(parameters[0].value, "42");
    highper_match_free(match);
}

static void reading_answers(void) {
    highper_match *match = make_match();
    size_t number = 99;
    const highper_parameter *parameters = NULL;
    highper_text text = text_of("before");
    bool automatic = true;
    CHECK(highper_match_route(NULL, &number) == INVALID);
    CHECK(highper_match_route(match, NULL) == INVALID);
    CHECK(highper_match_parameters(NULL, &parameters, &number) == INVALID);
    CHECK(highper_match_allow(NULL, &text) == INVALID);
    CHECK(highper_match_allow(match, NULL) == INVALID);
    CHECK(highper_match_redirect(NULL, &text) == INVALID);
    CHECK(highper_match_redirect(match, NULL) == INVALID);
    CHECK(highper_match_automatic_options(NULL, &automatic) == INVALID);
    CHECK(highper_match_automatic_options(match, NULL) == INVALID);
    CHECK(number == 99 && parameters == NULL && automatic);
    CHECK_TEXT(text, "before");
    highper_match_free(match);
}

static void building_urls(const highper_router *router) {
    highper_parameter good = parameter_of("id", "42");
    highper_parameter bad[4] = {good, good, good, good};
    bad[0].name.bytes = NULL;
    bad[1].name.length = TOO_LONG;
    bad[2].value.bytes = NULL;
    bad[3].value.length = TOO_LONG;
    highper_string url = {NULL, 99};
    highper_error *error = NULL;
    for (size_t index = 0; index < sizeof bad / sizeof bad[0]; index++) {
        CHECK(highper_router_url(router, TEXT("user"), &bad[index], 1, &url, &error) == INVALID);
    }
    CHECK(highper_router_url(NULL, TEXT("user"), &good, 1, &url, &error) == INVALID);
    CHECK(highper_router_url(router, NULL, 0, &good, 1, &url, &error) == INVALID);
    CHECK(highper_router_url(router, "user", TOO_LONG, &good, 1, &url, &error) == INVALID);
    CHECK(highper_router_url(router, TEXT("user"), NULL, 1, &url, &error) == INVALID);
    CHECK(highper_router_url(router, TEXT("user"), &good, SIZE_MAX, &url, &error) == INVALID);
    CHECK(highper_router_url(router, TEXT("user"), &good, 1, NULL, &error) == INVALID);
    CHECK(highper_router_url(router, TEXT("user"), &good, 1, &url, MISALIGNED(&error)) == INVALID);
    CHECK(url.bytes == NULL && url.length == 99 && error == NULL);
}

static void reading_errors(void) {
    highper_router *router = make_router(NULL);
    highper_error *error = NULL;
    CHECK(highper_router_check_host(router, TEXT(""), &error) == HIGHPER_STATUS_REFUSED && error != NULL);
    int32_t code = 99;
    size_t offset = 99;
    highper_text text = text_of("before");
    CHECK(highper_error_code(NULL, &code) == INVALID && code == 99);
    CHECK(highper_error_code(error, NULL) == INVALID);
    CHECK(highper_error_message(NULL, &text) == INVALID);
    CHECK(highper_error_message(error, NULL) == INVALID);
    CHECK(highper_error_hint(NULL, &text) == INVALID);
    CHECK(highper_error_hint(error, NULL) == INVALID);
    CHECK(highper_error_pattern(NULL, &text) == INVALID);
    CHECK(highper_error_pattern(error, NULL) == INVALID);
    CHECK_TEXT(text, "before");
    CHECK(highper_error_offset(NULL, &offset) == INVALID && offset == 99);
    CHECK(highper_error_offset(error, NULL) == INVALID);
    highper_error_free(error);
    highper_router_free(router);
}

void test_misuse(void) {
    highper_router *router = make_router(NULL);
    add_route(router, "GET", "/users/{id}", "user", NULL);
    router_handles(router);
    adding(router);
    reading_routes(router);
    asking(router);
    reading_answers();
    building_urls(router);
    reading_errors();
    size_t count = 0;
    CHECK(highper_router_len(router, &count) == HIGHPER_STATUS_OK && count == 1);
    highper_router_free(router);
}
