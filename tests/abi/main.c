/* Runs the tests of the C ABI and says how many checks passed. */

#include "check.h"

#include <stdio.h>
#include <stdlib.h>

static int passed = 0;
static int failed = 0;

void check_that(bool holds, const char *what, const char *file, int line) {
    if (holds) {
        passed++;
    } else {
        failed++;
        printf("FAIL  %s:%d: %s\n", file, line, what);
    }
}

void check_text(highper_text text, const char *expected, const char *what, const char *file, int line) {
    bool same = text.length == strlen(expected) && memcmp(text.bytes, expected, text.length) == 0;
    check_that(same, what, file, line);
    if (!same) {
        printf("      is       '%.*s'\n      expected '%s'\n", (int)text.length, (const char *)text.bytes, expected);
    }
}

/* What the tests need before they can test anything. */
static void need(highper_status status, const char *what) {
    if (status != HIGHPER_STATUS_OK) {
        printf("FAIL  %s ends with status %d\n%d passed, %d failed\n", what, (int)status, passed, failed + 1);
        exit(EXIT_FAILURE);
    }
}

highper_router *make_router(const highper_router_options *options) {
    highper_router *router = NULL;
    need(highper_router_new(options, &router), "highper_router_new");
    return router;
}

highper_match *make_match(void) {
    highper_match *match = NULL;
    need(highper_match_new(&match), "highper_match_new");
    return match;
}

size_t add_route(highper_router *router, const char *method, const char *pattern, const char *name, const char *host) {
    highper_text methods[] = {text_of(method)};
    size_t route = 0;
    size_t name_length = name == NULL ? 0 : strlen(name);
    size_t host_length = host == NULL ? 0 : strlen(host);
    need(highper_router_add(router, methods, 1, TEXT(pattern), name, name_length, host, host_length, &route, NULL), pattern);
    return route;
}

int main(void) {
    test_values();
    test_routes();
    test_errors();
    test_lookup();
    test_outcomes();
    test_urls();
    test_reports();
    test_misuse();
    test_serializer();
    test_threads();
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
