/* Adding routes, what a router knows of them, copying a router. */

#include "check.h"

static void accessors(void) {
    highper_router *router = make_router(NULL);
    size_t count = 99;
    CHECK(highper_router_len(router, &count) == HIGHPER_STATUS_OK && count == 0);

    highper_text methods[] = {text_of("post"), text_of("GET"), text_of("PURGE"), text_of("GET")};
    size_t route = 99;
    CHECK(highper_router_add(router, methods, 4, TEXT("/users/{id:int}"), TEXT("user"), TEXT("{tenant}.example.com"), &route, NULL) ==
          HIGHPER_STATUS_OK);
    CHECK(route == 0);
    CHECK(add_route(router, "*", "/any", NULL, NULL) == 1);
    CHECK(highper_router_len(router, &count) == HIGHPER_STATUS_OK && count == 2);

    highper_text text = text_of("before");
    CHECK(highper_route_pattern(router, 0, &text) == HIGHPER_STATUS_OK);
    CHECK_TEXT(text, "/users/{id:int}");
    CHECK(highper_route_name(router, 0, &text) == HIGHPER_STATUS_OK);
    CHECK_TEXT(text, "user");
    CHECK(highper_route_host(router, 0, &text) == HIGHPER_STATUS_OK);
    CHECK_TEXT(text, "{tenant}.example.com");
    highper_string list = {NULL, 0};
    CHECK(highper_route_methods(router, 0, &list) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(list), "GET,POST,PURGE");
    highper_string_free(&list);
    CHECK(highper_route_methods(router, 1, &list) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(list), "*");
    highper_string_free(&list);

    text = text_of("before");
    CHECK(highper_route_name(router, 1, &text) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_route_host(router, 1, &text) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_route_pattern(router, 2, &text) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_route_pattern(router, SIZE_MAX, &text) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_route_name(router, 2, &text) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_route_host(router, 2, &text) == HIGHPER_STATUS_NOT_FOUND);
    CHECK_TEXT(text, "before");
    CHECK(highper_route_methods(router, 2, &list) == HIGHPER_STATUS_NOT_FOUND && list.bytes == NULL);
    highper_router_free(router);
}

/* Bytes that C does not think of: NUL in a name, none of them UTF-8. */
static void any_bytes(void) {
    highper_router *router = make_router(NULL);
    highper_text methods[] = {text_of("GET")};
    size_t route = 99;
    CHECK(highper_router_add(router, methods, 1, TEXT("/caf\xe9"), "a\0b\xff", 4, NONE, &route, NULL) == HIGHPER_STATUS_OK);
    highper_text name;
    CHECK(highper_route_name(router, route, &name) == HIGHPER_STATUS_OK);
    CHECK(name.length == 4 && memcmp(name.bytes, "a\0b\xff", 4) == 0);
    highper_string url = {NULL, 0};
    CHECK(highper_router_url(router, "a\0b\xff", 4, NULL, 0, &url, NULL) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(url), "/caf%E9");
    highper_string_free(&url);
    highper_router_free(router);
}

static void copies(void) {
    highper_router_options options;
    highper_router_options_init(&options, sizeof options);
    options.case_sensitive = 0;
    highper_router *router = make_router(&options);
    add_route(router, "GET", "/a/{x}", NULL, NULL);

    highper_router *copy = NULL;
    CHECK(highper_router_clone(router, &copy) == HIGHPER_STATUS_OK && copy != NULL && copy != router);
    CHECK(add_route(copy, "GET", "/b", NULL, NULL) == 1);
    size_t count = 99;
    CHECK(highper_router_len(router, &count) == HIGHPER_STATUS_OK && count == 1);
    highper_router_free(router);

    highper_match *match = make_match();
    size_t route = 99;
    CHECK(highper_router_match(copy, match, TEXT("GET"), TEXT("/A/1"), NONE, &route) == HIGHPER_STATUS_OK && route == 0);
    CHECK(highper_router_match(copy, match, TEXT("GET"), TEXT("/B"), NONE, &route) == HIGHPER_STATUS_OK && route == 1);
    highper_match_free(match);
    highper_router_free(copy);
}

static void hosts(void) {
    highper_router *router = make_router(NULL);
    highper_error *error = NULL;
    CHECK(highper_router_check_host(router, TEXT("{tenant:alpha}.example.com"), &error) == HIGHPER_STATUS_OK && error == NULL);
    CHECK(highper_router_check_host(router, TEXT("a..b"), NULL) == HIGHPER_STATUS_REFUSED);
    CHECK(highper_router_check_host(router, TEXT("a/b"), &error) == HIGHPER_STATUS_REFUSED && error != NULL);
    highper_text pattern;
    CHECK(highper_error_pattern(error, &pattern) == HIGHPER_STATUS_OK);
    CHECK_TEXT(pattern, "a/b");
    highper_error_free(error);
    size_t count = 99;
    CHECK(highper_router_len(router, &count) == HIGHPER_STATUS_OK && count == 0);
    highper_router_free(router);
}

void test_routes(void) {
    accessors();
    any_bytes();
    copies();
    hosts();
}
