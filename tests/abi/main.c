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

void check_hex(const void *bytes, size_t length, const char *expected, const char *what, const char *file, int line) {
    char hex[2 * 256 + 1] = "";
    bool is_short = 2 * length < sizeof hex;
    if (is_short && highper_hex_encode(bytes, length, hex, 2 * length) == HIGHPER_STATUS_OK) {
        hex[2 * length] = '\0';
    }
    check_that(is_short && strcmp(hex, expected) == 0, what, file, line);
    if (strcmp(hex, expected) != 0) {
        printf("      is       %s\n      expected %s\n", hex, expected);
    }
}

size_t bytes_of(const char *hex, unsigned char *bytes, size_t room) {
    size_t length = strlen(hex) / 2;
    CHECK(length <= room);
    if (length > room) {
        return 0;
    }
    CHECK(highper_hex_decode(TEXT(hex), bytes, length, NULL) == HIGHPER_STATUS_OK);
    return length;
}

void check_reason(highper_error *error, int32_t code, const char *message) {
    int32_t is_code = 0;
    highper_text text = {NULL, 0};
    CHECK(error != NULL);
    CHECK(highper_error_code(error, &is_code) == HIGHPER_STATUS_OK && is_code == code);
    CHECK(highper_error_message(error, &text) == HIGHPER_STATUS_OK);
    CHECK_TEXT(text, message);
    size_t offset = 0;
    CHECK(highper_error_offset(error, &offset) == HIGHPER_STATUS_NOT_FOUND);
    highper_error_free(error);
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
    test_crypto();
    test_ciphers();
    test_paseto();
    test_paserk();
    test_validator();
    test_threads();
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
