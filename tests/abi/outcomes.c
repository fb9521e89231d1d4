/* Everything that is not found: other methods, redirects, automatic OPTIONS; and allowed methods. */

#include "check.h"

/* Resolves a request, and checks that only what belongs to the outcome can be had. */
static void check_outcome(const highper_router *router, highper_match *match, const char *method, const char *path,
                          highper_outcome expected, const char *allow, const char *redirect, bool automatic) {
    highper_outcome outcome = HIGHPER_OUTCOME_FOUND;
    CHECK(highper_router_resolve(router, match, TEXT(method), TEXT(path), NONE, &outcome) == HIGHPER_STATUS_OK);
    CHECK(outcome == expected);

    highper_text text = text_of("before");
    CHECK(highper_match_allow(match, &text) == (allow == NULL ? HIGHPER_STATUS_NOT_FOUND : HIGHPER_STATUS_OK));
    CHECK_TEXT(text, allow == NULL ? "before" : allow);
    text = text_of("before");
    CHECK(highper_match_redirect(match, &text) == (redirect == NULL ? HIGHPER_STATUS_NOT_FOUND : HIGHPER_STATUS_OK));
    CHECK_TEXT(text, redirect == NULL ? "before" : redirect);
    bool is_automatic = !automatic;
    CHECK(highper_match_automatic_options(match, &is_automatic) == HIGHPER_STATUS_OK && is_automatic == automatic);
    size_t route = 99;
    bool found = expected == HIGHPER_OUTCOME_FOUND;
    CHECK(highper_match_route(match, &route) == (found ? HIGHPER_STATUS_OK : HIGHPER_STATUS_NOT_FOUND));
    CHECK((route == 99) != found);
}

static void by_default(void) {
    highper_router *router = make_router(NULL);
    add_route(router, "GET", "/a", NULL, NULL);
    add_route(router, "PURGE", "/a", NULL, NULL);
    add_route(router, "OPTIONS", "/own", NULL, NULL);
    highper_match *match = make_match();
    const char *allow = "GET, HEAD, OPTIONS, PURGE";
    check_outcome(router, match, "GET", "/a", HIGHPER_OUTCOME_FOUND, NULL, NULL, false);
    check_outcome(router, match, "POST", "/a", HIGHPER_OUTCOME_METHOD_NOT_ALLOWED, allow, NULL, false);
    check_outcome(router, match, "OPTIONS", "/a", HIGHPER_OUTCOME_METHOD_NOT_ALLOWED, allow, NULL, true);
    check_outcome(router, match, "OPTIONS", "/own", HIGHPER_OUTCOME_FOUND, NULL, NULL, false);
    check_outcome(router, match, "GET", "/a/", HIGHPER_OUTCOME_NOT_FOUND, NULL, NULL, false);
    check_outcome(router, match, "GET", "/%zz", HIGHPER_OUTCOME_NOT_FOUND, NULL, NULL, false);
    check_outcome(router, match, "GET", "a", HIGHPER_OUTCOME_NOT_FOUND, NULL, NULL, false);
    highper_match_free(match);
    highper_router_free(router);
}

static void by_options(void) {
    highper_router_options options;
    highper_router_options_init(&options, sizeof options);
    options.trailing_slash = HIGHPER_TRAILING_SLASH_REDIRECT;
    options.auto_options = 0;
    options.head_fallback = 0;
    highper_router *router = make_router(&options);
    add_route(router, "GET", "/a", NULL, NULL);
    highper_match *match = make_match();
    check_outcome(router, match, "GET", "/a/?q=1", HIGHPER_OUTCOME_REDIRECT, NULL, "/a?q=1", false);
    check_outcome(router, match, "HEAD", "/a", HIGHPER_OUTCOME_METHOD_NOT_ALLOWED, "GET", NULL, false);
    check_outcome(router, match, "OPTIONS", "/a", HIGHPER_OUTCOME_METHOD_NOT_ALLOWED, "GET", NULL, false);
    highper_router_free(router);

    options.trailing_slash = HIGHPER_TRAILING_SLASH_IGNORE;
    router = make_router(&options);
    add_route(router, "GET", "/a", NULL, NULL);
    check_outcome(router, match, "GET", "/a/", HIGHPER_OUTCOME_FOUND, NULL, NULL, false);
    highper_match_free(match);
    highper_router_free(router);
}

static void allowed_methods(void) {
    highper_router *router = make_router(NULL);
    add_route(router, "POST", "/a", NULL, NULL);
    add_route(router, "*", "/any", NULL, NULL);
    add_route(router, "DELETE", "/a", NULL, "{tenant}.example.com");
    highper_match *match = make_match();
    highper_text allow = text_of("before");
    CHECK(highper_router_allowed(router, match, TEXT("/nowhere"), NONE, &allow) == HIGHPER_STATUS_NOT_FOUND);
    CHECK_TEXT(allow, "before");
    CHECK(highper_match_allow(match, &allow) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_router_allowed(router, match, TEXT("/a"), NONE, &allow) == HIGHPER_STATUS_OK);
    CHECK_TEXT(allow, "POST, OPTIONS");
    highper_text again = text_of("before");
    CHECK(highper_match_allow(match, &again) == HIGHPER_STATUS_OK);
    CHECK_TEXT(again, "POST, OPTIONS");
    CHECK(highper_router_allowed(router, match, TEXT("/a"), TEXT("x.example.com"), &allow) == HIGHPER_STATUS_OK);
    CHECK_TEXT(allow, "POST, DELETE, OPTIONS");
    CHECK(highper_router_allowed(router, match, TEXT("/any"), NONE, &allow) == HIGHPER_STATUS_OK);
    CHECK_TEXT(allow, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    size_t route = 99;
    CHECK(highper_match_route(match, &route) == HIGHPER_STATUS_NOT_FOUND && route == 99);
    highper_match_free(match);
    highper_router_free(router);
}

/* A match that was never used has no answer. */
static void unused(void) {
    highper_match *match = make_match();
    highper_text text = text_of("before");
    size_t number = 99;
    const highper_parameter *parameters = NULL;
    bool automatic = true;
    CHECK(highper_match_route(match, &number) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_match_parameters(match, &parameters, &number) == HIGHPER_STATUS_NOT_FOUND && parameters == NULL);
    CHECK(highper_match_allow(match, &text) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_match_redirect(match, &text) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_match_automatic_options(match, &automatic) == HIGHPER_STATUS_OK && !automatic);
    CHECK(number == 99);
    CHECK_TEXT(text, "before");
    highper_match_free(match);
}

void test_outcomes(void) {
    by_default();
    by_options();
    allowed_methods();
    unused();
}
