/* Media types, JSON documents, and transcoding. */

#include "check.h"

#define INVALID HIGHPER_STATUS_INVALID_ARGUMENT
#define TOO_LONG ((size_t)PTRDIFF_MAX + 1)
#define MISALIGNED(pointer) ((void *)((char *)(pointer) + 1))
#define DEPTH 512
#define JSON HIGHPER_FORMAT_JSON
#define MSGPACK HIGHPER_FORMAT_MESSAGE_PACK

static void accepted(void) {
    const struct {
        const char *accept;
        const char *media_type;
        uint32_t format;
    } table[] = {
        {"", "application/json", JSON},
        {"text/html, */*;q=0.1", "application/json", JSON},
        {"application/vnd.api+json", "application/vnd.api+json", JSON},
        {"Application/X-MsgPack, application/json;q=0.9", "application/x-msgpack", MSGPACK},
    };
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        highper_string media_type = {NULL, 0};
        uint32_t format = 99;
        CHECK(highper_negotiate(TEXT(table[index].accept), &format, &media_type) == HIGHPER_STATUS_OK);
        CHECK(format == table[index].format);
        CHECK_TEXT(string_of(media_type), table[index].media_type);
        highper_string_free(&media_type);
    }
    highper_string media_type = {NULL, 7};
    uint32_t format = 99;
    CHECK(highper_negotiate(TEXT("text/html"), &format, &media_type) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_negotiate(NULL, 0, &format, &media_type) == INVALID);
    CHECK(highper_negotiate("", TOO_LONG, &format, &media_type) == INVALID);
    CHECK(highper_negotiate(TEXT(""), NULL, &media_type) == INVALID);
    CHECK(highper_negotiate(TEXT(""), &format, NULL) == INVALID);
    CHECK(highper_negotiate(TEXT(""), MISALIGNED(&format), &media_type) == INVALID);
    CHECK(format == 99 && media_type.bytes == NULL && media_type.length == 7);
}

static void declared(void) {
    uint32_t format = 99;
    CHECK(highper_media_type_format(TEXT("text/html"), &format) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_media_type_format(TEXT("application/json;charset=latin1"), &format) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_media_type_format(NULL, 0, &format) == INVALID && format == 99);
    CHECK(highper_media_type_format(TEXT("application/json"), NULL) == INVALID);
    CHECK(highper_media_type_format(TEXT("application/msgpack"), &format) == HIGHPER_STATUS_OK && format == MSGPACK);
    CHECK(highper_media_type_format(TEXT("a/b+json; charset=UTF-8"), &format) == HIGHPER_STATUS_OK && format == JSON);
}

/* What an error says, which is freed. */
static void check_error(highper_error *error, int32_t code, size_t offset, const char *message, const char *hint) {
    int32_t is_code = 0;
    size_t is_offset = 0;
    highper_text text = {NULL, 0};
    CHECK(highper_error_code(error, &is_code) == HIGHPER_STATUS_OK && is_code == code);
    CHECK(highper_error_offset(error, &is_offset) == HIGHPER_STATUS_OK && is_offset == offset);
    CHECK(highper_error_message(error, &text) == HIGHPER_STATUS_OK);
    CHECK_TEXT(text, message);
    CHECK(highper_error_pattern(error, &text) == HIGHPER_STATUS_NOT_FOUND);
    if (hint == NULL) {
        CHECK(highper_error_hint(error, &text) == HIGHPER_STATUS_NOT_FOUND);
    } else {
        CHECK(highper_error_hint(error, &text) == HIGHPER_STATUS_OK);
        CHECK_TEXT(text, hint);
    }
    highper_error_free(error);
}

static void documents(void) {
    highper_error *error = NULL;
    CHECK(highper_json_validate(TEXT("{\"a\":[1,2]}"), DEPTH, false, &error) == HIGHPER_STATUS_OK && error == NULL);
    CHECK(highper_json_validate(TEXT("\"\xff\""), DEPTH, true, NULL) == HIGHPER_STATUS_OK);
    CHECK(highper_json_validate(TEXT("\"\xff\""), DEPTH, false, &error) == HIGHPER_STATUS_REFUSED);
    check_error(error, 5, 1, "Malformed UTF-8 characters, possibly incorrectly encoded", NULL);
    CHECK(highper_json_validate(TEXT("[[1]]"), 2, false, &error) == HIGHPER_STATUS_REFUSED);
    check_error(error, 1, 1, "Maximum stack depth exceeded", NULL);
    error = NULL;
    CHECK(highper_json_validate(TEXT(""), DEPTH, false, NULL) == HIGHPER_STATUS_REFUSED);
    CHECK(highper_json_validate(TEXT("1"), 0, false, &error) == INVALID);
    CHECK(highper_json_validate(NULL, 0, DEPTH, false, &error) == INVALID);
    CHECK(highper_json_validate(TEXT("1"), DEPTH, false, MISALIGNED(&error)) == INVALID);
    CHECK(error == NULL);
}

static void pointers(void) {
    const char *json = "{\"a\": [1, {\"b/c\": \"x\"}, [ ]], \"\": null, \"a\" : [1, {\"b/c\": \"y\"}, [ ]]}";
    const char *table[][2] = {
        {"", json}, {"/", "null"}, {"/a/0", "1"}, {"/a/1/b~1c", "\"y\""}, {"/a/2", "[ ]"}, {"/a/1", "{\"b/c\": \"y\"}"},
    };
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        highper_text value = {NULL, 0};
        CHECK(highper_json_get(TEXT(json), DEPTH, TEXT(table[index][0]), &value, NULL) == HIGHPER_STATUS_OK);
        CHECK_TEXT(value, table[index][1]);
    }
    highper_text value = {NULL, 7};
    highper_error *error = NULL;
    CHECK(highper_json_get(TEXT(json), DEPTH, TEXT("/a/3"), &value, &error) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_json_get(TEXT(json), DEPTH, TEXT("a"), &value, &error) == INVALID);
    CHECK(highper_json_get(TEXT(json), DEPTH, TEXT("/~2"), &value, &error) == INVALID);
    CHECK(highper_json_get(TEXT(json), DEPTH, NULL, 0, &value, &error) == INVALID);
    CHECK(highper_json_get(NULL, 0, DEPTH, TEXT(""), &value, &error) == INVALID);
    CHECK(highper_json_get(TEXT(json), 0, TEXT(""), &value, &error) == INVALID);
    CHECK(highper_json_get(TEXT(json), DEPTH, TEXT(""), NULL, &error) == INVALID);
    CHECK(highper_json_get(TEXT(json), DEPTH, TEXT(""), &value, MISALIGNED(&error)) == INVALID);
    CHECK(error == NULL);
    CHECK(highper_json_get(TEXT("[1, 2"), DEPTH, TEXT("/0"), &value, &error) == HIGHPER_STATUS_REFUSED);
    check_error(error, 4, 5, "Syntax error", NULL);
    CHECK(value.bytes == NULL && value.length == 7);
}

static void transcoding(void) {
    const char message[] = "\x82\xa1" "1\x01\xa1" "b\x93\xc0\xcb\x3f\xf0\0\0\0\0\0\0\xcf\xff\xff\xff\xff\xff\xff\xff\xff";
    const char *document = "{\"1\":1,\"b\":[null,1.0,18446744073709551615]}";
    highper_string output = {NULL, 0};
    CHECK(highper_transcode(TEXT(document), JSON, MSGPACK, DEPTH, &output, NULL) == HIGHPER_STATUS_OK);
    CHECK(output.length == sizeof message - 1 && memcmp(output.bytes, message, output.length) == 0);
    highper_string back = {NULL, 0};
    CHECK(highper_transcode(output.bytes, output.length, MSGPACK, JSON, DEPTH, &back, NULL) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(back), document);
    highper_string_free(&output);
    highper_string_free(&back);
    CHECK(highper_transcode(TEXT(" [1, 2] "), JSON, JSON, DEPTH, &output, NULL) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(output), " [1, 2] ");
    highper_string_free(&output);
}

static void refused_transcoding(void) {
    highper_string output = {NULL, 7};
    highper_error *error = NULL;
    CHECK(highper_transcode(TEXT("[1,"), JSON, MSGPACK, DEPTH, &output, &error) == HIGHPER_STATUS_REFUSED);
    check_error(error, 4, 3, "Syntax error", NULL);
    CHECK(highper_transcode("\x92\x01", 2, MSGPACK, JSON, DEPTH, &output, &error) == HIGHPER_STATUS_REFUSED);
    check_error(error, 105, 0, "An array of 2 elements at byte 0: the message is too short for it",
                "the message is too short for it");
    CHECK(highper_transcode("\x91\xd4\x01x", 4, MSGPACK, JSON, DEPTH, &output, &error) == HIGHPER_STATUS_REFUSED);
    check_error(error, 8, 1, "Type is not supported", NULL);
    error = NULL;
    CHECK(highper_transcode(TEXT("1"), 2, JSON, DEPTH, &output, &error) == INVALID);
    CHECK(highper_transcode(TEXT("1"), JSON, 2, DEPTH, &output, &error) == INVALID);
    CHECK(highper_transcode(TEXT("1"), JSON, MSGPACK, 0, &output, &error) == INVALID);
    CHECK(highper_transcode(NULL, 0, JSON, MSGPACK, DEPTH, &output, &error) == INVALID);
    CHECK(highper_transcode("1", TOO_LONG, JSON, MSGPACK, DEPTH, &output, &error) == INVALID);
    CHECK(highper_transcode(TEXT("1"), JSON, MSGPACK, DEPTH, NULL, &error) == INVALID);
    CHECK(highper_transcode(TEXT("1"), JSON, MSGPACK, DEPTH, &output, MISALIGNED(&error)) == INVALID);
    CHECK(error == NULL && output.bytes == NULL && output.length == 7);
}

void test_serializer(void) {
    accepted();
    declared();
    documents();
    pointers();
    transcoding();
    refused_transcoding();
}
