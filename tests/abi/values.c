/* Versions, options, and what may be freed when. */

#include "check.h"

static void versions(void) {
    CHECK(highper_abi_version() == HIGHPER_ABI_VERSION);
    const char *version = highper_version();
    size_t length = strspn(version, "0123456789.");
    CHECK(length >= strlen("0.0.0") && version[0] != '.');
}

static void options(void) {
    highper_router_options defaults;
    memset(&defaults, 0xff, sizeof defaults);
    CHECK(highper_router_options_init(&defaults, sizeof defaults) == HIGHPER_STATUS_OK);
    CHECK(defaults.size == sizeof defaults);
    CHECK(defaults.trailing_slash == HIGHPER_TRAILING_SLASH_STRICT);
    CHECK(defaults.case_sensitive == 1 && defaults.head_fallback == 1 && defaults.auto_options == 1);

    highper_router_options untouched = defaults;
    untouched.trailing_slash = 77;
    CHECK(highper_router_options_init(&untouched, sizeof untouched - 1) == HIGHPER_STATUS_INVALID_ARGUMENT);
    CHECK(highper_router_options_init(&untouched, 1025) == HIGHPER_STATUS_INVALID_ARGUMENT);
    CHECK(untouched.trailing_slash == 77);
    CHECK(highper_router_options_init(NULL, sizeof untouched) == HIGHPER_STATUS_INVALID_ARGUMENT);
}

static void refused_options(void) {
    highper_router_options good;
    highper_router_options_init(&good, sizeof good);
    highper_router_options bad[6] = {good, good, good, good, good, good};
    bad[0].size = sizeof good - 1;
    bad[1].size = 1025;
    bad[2].trailing_slash = HIGHPER_TRAILING_SLASH_REDIRECT + 1;
    bad[3].case_sensitive = 2;
    bad[4].head_fallback = 2;
    bad[5].auto_options = 2;
    for (size_t index = 0; index < sizeof bad / sizeof bad[0]; index++) {
        highper_router *router = NULL;
        CHECK(highper_router_new(&bad[index], &router) == HIGHPER_STATUS_INVALID_ARGUMENT && router == NULL);
    }
}

/* A caller of a later release, whose structure has a field more. */
static void longer_options(void) {
    struct {
        highper_router_options known;
        uint32_t later;
    } longer;
    memset(&longer, 0xff, sizeof longer);
    CHECK(highper_router_options_init(&longer.known, sizeof longer) == HIGHPER_STATUS_OK);
    CHECK(longer.known.size == sizeof longer && longer.later == 0);
    highper_router *router = NULL;
    CHECK(highper_router_new(&longer.known, &router) == HIGHPER_STATUS_OK && router != NULL);
    highper_router_free(router);

    router = NULL;
    longer.later = 1;
    CHECK(highper_router_new(&longer.known, &router) == HIGHPER_STATUS_INVALID_ARGUMENT && router == NULL);
}

static void freeing(void) {
    highper_router_free(NULL);
    highper_match_free(NULL);
    highper_error_free(NULL);
    highper_string_free(NULL);

    highper_router *router = make_router(NULL);
    highper_string json = {NULL, 0};
    CHECK(highper_router_conflicts(router, &json) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(json), "[]");
    CHECK(json.bytes[json.length] == '\0');
    highper_string_free(&json);
    CHECK(json.bytes == NULL && json.length == 0);
    highper_string_free(&json);
    CHECK(json.bytes == NULL && json.length == 0);
    highper_router_free(router);
}

void test_values(void) {
    versions();
    options();
    refused_options();
    longer_options();
    freeing();
}
