/* What the test programs share: counting checks, and texts of C as texts of the library. */

#ifndef HIGHPER_TESTS_CHECK_H
#define HIGHPER_TESTS_CHECK_H

#include "highper.h"

#include <stdbool.h>
#include <string.h>

/* Notes whether a condition holds; prints it if not. */
void check_that(bool holds, const char *what, const char *file, int line);

/* As above, for a text that should be equal to another, for people to compare. */
void check_text(highper_text text, const char *expected, const char *what, const char *file, int line);

/* As above, for bytes and the hex digits that are expected of them. */
void check_hex(const void *bytes, size_t length, const char *expected, const char *what, const char *file, int line);

#define CHECK(condition) check_that((condition), #condition, __FILE__, __LINE__)
#define CHECK_TEXT(text, expected) check_text((text), (expected), #text, __FILE__, __LINE__)

#define CHECK_HEX(bytes, length, expected) check_hex((bytes), (length), (expected), #bytes, __FILE__, __LINE__)

/* An array of bytes as two arguments: pointer and length. */
#define BYTES(array) (array), sizeof(array)
/* A text of C as two arguments: pointer and length. */
#define TEXT(text) (text), strlen(text)
/* No text as two arguments. */
#define NONE NULL, 0

static inline highper_text text_of(const char *text) {
    return (highper_text){.bytes = text, .length = strlen(text)};
}

static inline highper_text string_of(highper_string string) {
    return (highper_text){.bytes = string.bytes, .length = string.length};
}

static inline highper_parameter parameter_of(const char *name, const char *value) {
    return (highper_parameter){.name = text_of(name), .value = text_of(value)};
}

/* Fills an array with the bytes 0, 1, 2, and so on: keys whose results other implementations were asked for. */
static inline void count_up(unsigned char *bytes, size_t length) {
    for (size_t index = 0; index < length; index++) {
        bytes[index] = (unsigned char)index;
    }
}

/* The bytes of hex digits, and how many there are. */
size_t bytes_of(const char *hex, unsigned char *bytes, size_t room);

/* Checks what an error says, and frees it. */
void check_reason(highper_error *error, int32_t code, const char *message);

/* A router with the default options, or with those given. */
highper_router *make_router(const highper_router_options *options);

/* A match. */
highper_match *make_match(void);

/* Adds a route for one method, which has to work, and gives its number. */
size_t add_route(highper_router *router, const char *method, const char *pattern, const char *name, const char *host);

/* One file each. */
void test_values(void);
void test_routes(void);
void test_errors(void);
void test_lookup(void);
void test_outcomes(void);
void test_urls(void);
void test_reports(void);
void test_misuse(void);
void test_serializer(void);
void test_crypto(void);
void test_ciphers(void);
void test_paseto(void);
void test_paserk(void);
void test_validator(void);
void test_threads(void);

#endif
