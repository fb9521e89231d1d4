/* URLs, explanations, conflicts. */

#include "check.h"

static void urls(void) {
    highper_router *router = make_router(NULL);
    add_route(router, "GET", "/users/{id:int}[/{tab}]", "user", NULL);
    add_route(router, "GET", "/files/{path*}", "file", "{tenant}.example.com");
    highper_parameter user[] = {parameter_of("id", "42"), parameter_of("tab", "a b/\xc3\xa9")};
    highper_parameter file[] = {parameter_of("path", "x/y z"), parameter_of("tenant", "acme")};
    highper_string url = {NULL, 0};
    highper_error *error = NULL;

    CHECK(highper_router_url(router, TEXT("user"), user, 1, &url, &error) == HIGHPER_STATUS_OK && error == NULL);
    CHECK_TEXT(string_of(url), "/users/42");
    highper_string_free(&url);
    CHECK(highper_router_url(router, TEXT("user"), user, 2, &url, NULL) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(url), "/users/42/a%20b%2F%C3%A9");
    highper_string_free(&url);
    CHECK(highper_router_url(router, TEXT("file"), file, 2, &url, NULL) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(url), "//acme.example.com/files/x/y%20z");
    highper_string_free(&url);
    highper_router_free(router);
}

static void refused_urls(void) {
    static const struct {
        const char *name;
        const char *parameter;
        const char *value;
        int32_t code;
        const char *message;
    } cases[] = {
        {"nobody", "id", "1", 8, "No route is named 'nobody': name it when adding it"},
        {"user", NULL, NULL, 9, "Missing parameter 'id' of route 'user': pass a value for it"},
        {"user", "id", "x", 10, "Parameter 'id' of route 'user' does not satisfy int: pass a value that it accepts"},
        {"user", "id", "", 10, "Parameter 'id' of route 'user' is empty: pass a non-empty value"},
        {"user", "other", "1", 10, "Parameter 'other' of route 'user' is unknown: put it into $query or take it out"},
    };
    highper_router *router = make_router(NULL);
    add_route(router, "GET", "/users/{id:int}", "user", NULL);
    for (size_t index = 0; index < sizeof cases / sizeof cases[0]; index++) {
        size_t count = cases[index].parameter == NULL ? 0 : 1;
        highper_parameter parameter = count == 0 ? parameter_of("", "") : parameter_of(cases[index].parameter, cases[index].value);
        highper_string url = {NULL, 99};
        highper_error *error = NULL;
        CHECK(highper_router_url(router, TEXT(cases[index].name), &parameter, count, &url, &error) == HIGHPER_STATUS_REFUSED);
        CHECK(url.bytes == NULL && url.length == 99 && error != NULL);
        int32_t code = 0;
        highper_text message = text_of("");
        CHECK(highper_error_code(error, &code) == HIGHPER_STATUS_OK && code == cases[index].code);
        CHECK(highper_error_message(error, &message) == HIGHPER_STATUS_OK);
        CHECK_TEXT(message, cases[index].message);
        highper_error_free(error);
        CHECK(highper_router_url(router, TEXT(cases[index].name), &parameter, count, &url, NULL) == HIGHPER_STATUS_REFUSED);
        CHECK(url.bytes == NULL && url.length == 99);
    }
    highper_router_free(router);
}

static void check_explanation(const highper_router *router, const char *method, const char *path, const char *host,
                              const char *expected) {
    highper_string json = {NULL, 0};
    size_t host_length = host == NULL ? 0 : strlen(host);
    CHECK(highper_router_explain(router, TEXT(method), TEXT(path), host, host_length, &json) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(json), expected);
    highper_string_free(&json);
}

static void explanations(void) {
    highper_router *router = make_router(NULL);
    check_explanation(router, "GET", "/", NULL,
                      "{\"status\":\"NotFound\",\"method\":\"GET\",\"path\":\"/\",\"reason\":\"the router has no routes\",\"nearest\":[]}");
    add_route(router, "GET", "/users/{id:int}", NULL, NULL);
    check_explanation(router, "GET", "/users/42", NULL,
                      "{\"status\":\"Found\",\"method\":\"GET\",\"path\":\"/users/42\",\"reason\":\"'/users/{id:int}' matches\","
                      "\"nearest\":[{\"route\":0,\"pattern\":\"/users/{id:int}\",\"methods\":[\"GET\"],\"matched\":true,\"segments\":["
                      "{\"pattern\":\"users\",\"value\":\"users\",\"matched\":true,\"reason\":\"is the literal\"},"
                      "{\"pattern\":\"{id:int}\",\"value\":\"42\",\"matched\":true,\"reason\":\"matches\"}]}]}");
    check_explanation(router, "POST", "/users", "example.com",
                      "{\"status\":\"NotFound\",\"method\":\"POST\",\"path\":\"/users\",\"reason\":\"no pattern matches\","
                      "\"nearest\":[{\"route\":0,\"pattern\":\"/users/{id:int}\",\"methods\":[\"GET\"],\"matched\":false,\"segments\":["
                      "{\"pattern\":\"users\",\"value\":\"users\",\"matched\":true,\"reason\":\"is the literal\"},"
                      "{\"pattern\":\"{id:int}\",\"value\":null,\"matched\":false,\"reason\":\"the path ends here\"}]}]}");
    /* Bytes that are not UTF-8 come as private code points: 0xFF as U+10FEFF. */
    check_explanation(router, "G\"\\\n", "\xff", NULL,
                      "{\"status\":\"NotFound\",\"method\":\"G\\\"\\\\\\u000a\",\"path\":\"\xf4\x8f\xbb\xbf\","
                      "\"reason\":\"the path does not begin with '/'\",\"nearest\":[]}");
    highper_router_free(router);
}

static void conflicts(void) {
    highper_router *router = make_router(NULL);
    add_route(router, "GET", "/a/{id:[0-9]+}", NULL, NULL);
    add_route(router, "POST", "/b/{x:[^\\x00-\\xff]}", NULL, "{tenant}.example.com");
    add_route(router, "GET", "/a/{id:[0-9]{2}|[0-9]+}", NULL, NULL);
    highper_string json = {NULL, 0};
    CHECK(highper_router_conflicts(router, &json) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(json),
               "[{\"route\":1,\"pattern\":\"/b/{x:[^\\\\x00-\\\\xff]}\",\"methods\":[\"POST\"],\"host\":\"{tenant}.example.com\","
               "\"by_route\":null,\"by\":null,\"reason\":\"no value satisfies the constraint of 'x'\"},"
               "{\"route\":2,\"pattern\":\"/a/{id:[0-9]{2}|[0-9]+}\",\"methods\":[\"GET\"],\"host\":null,\"by_route\":0,"
               "\"by\":\"/a/{id:[0-9]+}\",\"reason\":\"every path it matches goes to '/a/{id:[0-9]+}' first\"}]");
    highper_string_free(&json);
    highper_router_free(router);
}

void test_urls(void) {
    urls();
    refused_urls();
}

void test_reports(void) {
    explanations();
    conflicts();
}
