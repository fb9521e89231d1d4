/* Finding routes: numbers, parameters, and how long an answer is good for. */

#include "check.h"

struct request {
    const char *method;
    const char *path;
    const char *host;
    /* The number of the route, or -1 for none. */
    int route;
    /* Names and values; the values are joined as `name=value;`. */
    const char *parameters;
};

static const struct request requests[] = {
    {"GET", "/static", NULL, 0, ""},
    {"HEAD", "/static", NULL, 0, ""},
    {"GET", "/%73tatic?x=1", NULL, 0, ""},
    {"GET", "/users/42", NULL, 1, "id=42;"},
    {"GET", "/users/%34%32", NULL, 1, "id=42;"},
    {"GET", "/users/bob", NULL, 2, "name=bob;"},
    {"GET", "/users/a%2Fb%20%C3%A9", NULL, 2, "name=a/b \xc3\xa9;"},
    {"GET", "/files/a/b%2fc/d", NULL, 3, "path=a/b/c/d;"},
    {"GET", "/posts", NULL, 4, ""},
    {"GET", "/posts/2", NULL, 4, "page=2;"},
    {"GET", "/posts/2/50", NULL, 4, "page=2;size=50;"},
    {"GET", "/home/7", "ACME.example.com:8080", 5, "tenant=acme;id=7;"},
    {"GET", "/home/7", NULL, -1, ""},
    {"GET", "/home/7", "example.com", -1, ""},
    {"POST", "/static", NULL, -1, ""},
    {"get", "/static", NULL, -1, ""},
    {"GET", "/nowhere", NULL, -1, ""},
    {"GET", "", NULL, -1, ""},
    {"GET", "/%zz", NULL, -1, ""},
};

static highper_router *router_of_all(void) {
    highper_router *router = make_router(NULL);
    add_route(router, "GET", "/static", NULL, NULL);
    add_route(router, "GET", "/users/{id:int}", NULL, NULL);
    add_route(router, "GET", "/users/{name}", NULL, NULL);
    add_route(router, "GET", "/files/{path*}", NULL, NULL);
    add_route(router, "GET", "/posts[/{page:int}[/{size:int}]]", NULL, NULL);
    add_route(router, "GET", "/home/{id}", NULL, "{tenant}.example.com");
    return router;
}

/* Parameters as one text, in a buffer that is big enough for this file. */
static const char *joined(const highper_parameter *parameters, size_t count) {
    static char buffer[256];
    size_t used = 0;
    for (size_t index = 0; index < count; index++) {
        highper_text name = parameters[index].name, value = parameters[index].value;
        memcpy(buffer + used, name.bytes, name.length);
        used += name.length;
        buffer[used++] = '=';
        memcpy(buffer + used, value.bytes, value.length);
        used += value.length;
        buffer[used++] = ';';
    }
    buffer[used] = '\0';
    return buffer;
}

static void check_found(const highper_match *match, const struct request *expected) {
    size_t route = 99, count = 99;
    const highper_parameter *parameters = NULL;
    if (expected->route < 0) {
        CHECK(highper_match_route(match, &route) == HIGHPER_STATUS_NOT_FOUND && route == 99);
        CHECK(highper_match_parameters(match, &parameters, &count) == HIGHPER_STATUS_NOT_FOUND && parameters == NULL && count == 99);
        return;
    }
    CHECK(highper_match_route(match, &route) == HIGHPER_STATUS_OK && route == (size_t)expected->route);
    CHECK(highper_match_parameters(match, &parameters, &count) == HIGHPER_STATUS_OK && parameters != NULL);
    if (parameters != NULL) {
        CHECK_TEXT(text_of(joined(parameters, count)), expected->parameters);
    }
}

/* One match for all requests, in both directions, so that nothing of one answer is left in the next. */
static void table_of_requests(void) {
    highper_router *router = router_of_all();
    highper_match *match = make_match();
    const size_t count = sizeof requests / sizeof requests[0];
    for (size_t round = 0; round < 2 * count; round++) {
        const struct request *each = &requests[round < count ? round : 2 * count - 1 - round];
        size_t host_length = each->host == NULL ? 0 : strlen(each->host);
        size_t route = 99;
        highper_status status =
            highper_router_match(router, match, TEXT(each->method), TEXT(each->path), each->host, host_length, &route);
        highper_status expected = each->route < 0 ? HIGHPER_STATUS_NOT_FOUND : HIGHPER_STATUS_OK;
        CHECK(status == expected);
        CHECK(route == (each->route < 0 ? 99 : (size_t)each->route));
        check_found(match, each);

        highper_outcome outcome = HIGHPER_OUTCOME_REDIRECT;
        status = highper_router_resolve(router, match, TEXT(each->method), TEXT(each->path), each->host, host_length, &outcome);
        CHECK(status == HIGHPER_STATUS_OK);
        CHECK((outcome == HIGHPER_OUTCOME_FOUND) == (each->route >= 0));
        check_found(match, each);
    }
    highper_match_free(match);
    highper_router_free(router);
}

/* A parameter may be any bytes; its length counts, not a NUL. */
static void any_bytes(void) {
    highper_router *router = router_of_all();
    highper_match *match = make_match();
    const highper_parameter *parameters = NULL;
    size_t route = 99, count = 99;
    CHECK(highper_router_match(router, match, TEXT("GET"), "/users/a\0b", 10, NONE, &route) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_router_match(router, match, TEXT("GET"), TEXT("/users/%FF%01"), NONE, &route) == HIGHPER_STATUS_OK);
    CHECK(highper_match_parameters(match, &parameters, &count) == HIGHPER_STATUS_OK && count == 1);
    CHECK_TEXT(parameters[0].value, "\xff\x01");
    /* A path that ends in mid-buffer: what follows is not looked at. */
    CHECK(highper_router_match(router, match, TEXT("GET"), "/static/more", 7, NONE, &route) == HIGHPER_STATUS_OK && route == 0);
    highper_match_free(match);
    highper_router_free(router);
}

/* An answer needs neither the path nor the router it came from. */
static void outliving(void) {
    highper_router *router = router_of_all();
    highper_match *match = make_match();
    char path[] = "/users/42";
    size_t route = 99;
    CHECK(highper_router_match(router, match, TEXT("GET"), TEXT(path), NONE, &route) == HIGHPER_STATUS_OK);
    memset(path, '#', sizeof path - 1);
    highper_router_free(router);
    check_found(match, &requests[3]);
    highper_match_free(match);
}

/* A match serves any router, one after the other, and one that grows meanwhile. */
static void several_routers(void) {
    highper_router *first = router_of_all(), *second = make_router(NULL);
    add_route(second, "GET", "/{only}", NULL, NULL);
    highper_match *match = make_match();
    size_t route = 99;
    for (int round = 0; round < 2; round++) {
        CHECK(highper_router_match(first, match, TEXT("GET"), TEXT("/users/42"), NONE, &route) == HIGHPER_STATUS_OK && route == 1);
        check_found(match, &requests[3]);
        CHECK(highper_router_match(second, match, TEXT("GET"), TEXT("/here"), NONE, &route) == HIGHPER_STATUS_OK && route == 0);
        const highper_parameter *parameters = NULL;
        size_t count = 99;
        CHECK(highper_match_parameters(match, &parameters, &count) == HIGHPER_STATUS_OK && count == 1);
        CHECK_TEXT(text_of(joined(parameters, count)), "only=here;");
    }
    size_t added = add_route(second, "GET", "/{only}/{more}", NULL, NULL);
    CHECK(highper_router_match(second, match, TEXT("GET"), TEXT("/here/now"), NONE, &route) == HIGHPER_STATUS_OK && route == added);
    highper_match_free(match);
    highper_router_free(second);
    highper_router_free(first);
}

void test_lookup(void) {
    table_of_requests();
    any_bytes();
    outliving();
    several_routers();
}
