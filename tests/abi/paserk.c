/* Keys of PASETO as text. What is read here was written over libsodium. */

#include "check.h"

#include <stdio.h>

#define INVALID HIGHPER_STATUS_INVALID_ARGUMENT
#define REFUSED HIGHPER_STATUS_REFUSED
#define NOT_OPENED \
    "The PASERK cannot be opened: it is of another type, was changed, or the key or password is another one"

struct keys {
    unsigned char local[32];
    unsigned char secret[64];
    unsigned char wrapping[32];
};

static struct keys make_keys(void) {
    struct keys keys;
    count_up(BYTES(keys.local));
    memset(keys.wrapping, 7, sizeof keys.wrapping);
    CHECK(highper_sign_keypair(BYTES(keys.local), BYTES(keys.secret)) == HIGHPER_STATUS_OK);
    return keys;
}

static void plain(const struct keys *keys) {
    const struct {
        uint32_t type;
        const unsigned char *key;
        size_t length;
        const char *paserk;
        const char *id;
    } table[] = {
        {HIGHPER_PASERK_LOCAL, keys->local, 32, "k4.local.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
         "k4.lid.T2kuGH0-g0hZfW2VScg2r1VRxuDinkmPwMOH2kG0gF5b"},
        {HIGHPER_PASERK_SECRET, keys->secret, 64,
         "k4.secret.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8DoQe_884Qvh1w3RjnS8CZZ-TWMJulDV8d3IZkElUxuA",
         "k4.sid.a5YMyPq5xvcS9sqOUKk7Sw8sgxHh9lYTdY50pJDKSx5k"},
        {HIGHPER_PASERK_PUBLIC, keys->secret + 32, 32, "k4.public.A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg",
         "k4.pid.aFyPJn8JR0dpgdue6cBXcpbaztu3TwZXLnZuye0dXYtz"},
    };
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        uint32_t type = table[index].type;
        size_t length = table[index].length;
        highper_string text = {NULL, 7};
        CHECK(highper_paserk_encode(type, table[index].key, length, &text, NULL) == HIGHPER_STATUS_OK);
        CHECK_TEXT(string_of(text), table[index].paserk);
        highper_string_free(&text);
        CHECK(highper_paserk_id(type, table[index].key, length, &text, NULL) == HIGHPER_STATUS_OK);
        CHECK_TEXT(string_of(text), table[index].id);
        highper_string_free(&text);
        unsigned char key[64] = {0};
        CHECK(highper_paserk_decode(type, TEXT(table[index].paserk), key, length, NULL) == HIGHPER_STATUS_OK);
        CHECK(memcmp(key, table[index].key, length) == 0);
        CHECK(highper_paserk_decode(type, TEXT(table[index].paserk), key, length - 1, NULL) == INVALID && key[0] == 0);
        highper_error *error = NULL;
        CHECK(highper_paserk_decode(type, TEXT(table[(index + 1) % 3].paserk), key, length, &error) == REFUSED);
        check_reason(error, 202, "The text is not of the encoding");
        CHECK(highper_paserk_encode(type, table[index].key, length - 1, &text, NULL) == INVALID);
        CHECK(highper_paserk_encode(type, table[index].key, length, NULL, NULL) == INVALID);
        CHECK(highper_paserk_id(type, table[index].key, length + 1, &text, NULL) == INVALID);
        CHECK(highper_paserk_id(type, table[index].key, length, NULL, NULL) == INVALID);
        CHECK(highper_paserk_decode(type, NULL, 0, key, length, NULL) == INVALID);
    }
    highper_string text = {NULL, 7};
    unsigned char key[64];
    CHECK(highper_paserk_encode(3, BYTES(keys->local), &text, NULL) == INVALID);
    CHECK(highper_paserk_id(3, BYTES(keys->local), &text, NULL) == INVALID);
    CHECK(highper_paserk_decode(3, TEXT(table[0].paserk), key, 32, NULL) == INVALID);
    struct keys broken = *keys;
    broken.secret[40] ^= 1;
    highper_error *error = NULL;
    CHECK(highper_paserk_encode(HIGHPER_PASERK_SECRET, BYTES(broken.secret), &text, &error) == REFUSED);
    check_reason(error, 201, "The public half does not belong to the secret one");
}

/* Changed in every character but those of the header, it is refused. */
static void check_changes(const char *paserk, size_t header, highper_status (*open)(const char *paserk)) {
    char changed[256];
    size_t length = strlen(paserk);
    CHECK(length < sizeof changed);
    memcpy(changed, paserk, length + 1);
    CHECK(open(changed) == HIGHPER_STATUS_OK);
    for (size_t index = header; index < length; index++) {
        changed[index] ^= 1;
        CHECK(open(changed) == REFUSED);
        changed[index] ^= 1;
    }
    changed[length - 4] = '\0';
    CHECK(open(changed) == REFUSED);
}

static highper_status unwrap_local(const char *paserk) {
    struct keys keys = make_keys();
    unsigned char key[32];
    return highper_paserk_unwrap(HIGHPER_PASERK_LOCAL, TEXT(paserk), BYTES(keys.wrapping), BYTES(key), NULL);
}

static highper_status unseal(const char *paserk) {
    struct keys keys = make_keys();
    unsigned char key[32];
    return highper_paserk_unseal(TEXT(paserk), BYTES(keys.secret), BYTES(key), NULL);
}

static void wrapped(const struct keys *keys) {
    const char *local =
        "k4.local-wrap.pie.MM5MxrZmc894TZ1vvKiTUmNwFmikv5Ra6S-1es3IqFlZiTFf8hYVnLnGORC4u8VKBVkO1U81AbAYBcFtcuQ7kK8Uix9xIHY-J9gmqoVmEg6KKBPJ5"
        "ZtayIp3-obBkjdq";
    const char *secret =
        "k4.secret-wrap.pie.AHZfNq8ewrMlNj_pQnJJnnWnvJ5vGWL1CGD7_GsBF4zl1cfxtlPly54fiDhyJKp9gOZv3lYofCnO0PUhPZaPmYHxNkWvQbBUwua9TQ3kzlYOmr-Bm"
        "1jmo9BjRq-Vmq6IJ4ZKCiphVctPQ29YTn6GOQpKbghWn9YSifw-wa84QmI";
    unsigned char key[64];
    CHECK(highper_paserk_unwrap(HIGHPER_PASERK_LOCAL, TEXT(local), BYTES(keys->wrapping), key, 32, NULL) == HIGHPER_STATUS_OK);
    CHECK(memcmp(key, keys->local, 32) == 0);
    CHECK(highper_paserk_unwrap(HIGHPER_PASERK_SECRET, TEXT(secret), BYTES(keys->wrapping), BYTES(key), NULL) == HIGHPER_STATUS_OK);
    CHECK(memcmp(key, keys->secret, 64) == 0);
    check_changes(local, strlen("k4.local-wrap.pie."), unwrap_local);
    highper_error *error = NULL;
    CHECK(highper_paserk_unwrap(HIGHPER_PASERK_LOCAL, TEXT(secret), BYTES(keys->wrapping), key, 32, &error) == REFUSED);
    check_reason(error, 402, NOT_OPENED);
    CHECK(highper_paserk_unwrap(HIGHPER_PASERK_LOCAL, TEXT(local), BYTES(keys->local), key, 32, &error) == REFUSED);
    check_reason(error, 402, NOT_OPENED);
    CHECK(highper_paserk_unwrap(HIGHPER_PASERK_PUBLIC, TEXT(local), BYTES(keys->wrapping), key, 32, NULL) == INVALID);
    CHECK(highper_paserk_unwrap(HIGHPER_PASERK_LOCAL, TEXT(local), keys->wrapping, 31, key, 32, NULL) == INVALID);
    CHECK(highper_paserk_unwrap(HIGHPER_PASERK_LOCAL, TEXT(local), BYTES(keys->wrapping), key, 64, NULL) == INVALID);
    highper_string text = {NULL, 7};
    const struct {
        uint32_t type;
        const unsigned char *key;
        size_t length;
    } table[] = {{HIGHPER_PASERK_LOCAL, keys->local, 32}, {HIGHPER_PASERK_SECRET, keys->secret, 64}};
    for (size_t index = 0; index < 2; index++) {
        uint32_t type = table[index].type;
        size_t length = table[index].length;
        CHECK(highper_paserk_wrap(type, table[index].key, length, BYTES(keys->wrapping), &text, NULL) == HIGHPER_STATUS_OK);
        CHECK(highper_paserk_unwrap(type, text.bytes, text.length, BYTES(keys->wrapping), key, length, NULL) == HIGHPER_STATUS_OK);
        CHECK(memcmp(key, table[index].key, length) == 0);
        highper_string_free(&text);
        CHECK(highper_paserk_wrap(type, table[index].key, length - 1, BYTES(keys->wrapping), &text, NULL) == INVALID);
        CHECK(highper_paserk_wrap(type, table[index].key, length, keys->wrapping, 33, &text, NULL) == INVALID);
    }
    CHECK(highper_paserk_wrap(HIGHPER_PASERK_PUBLIC, keys->secret + 32, 32, BYTES(keys->wrapping), &text, NULL) == INVALID);
}

static void with_password(const struct keys *keys) {
    const char *local =
        "k4.local-pw.9AF-awZO2hxvxlvRp-3ZjgAAAAAAACAAAAAAAQAAAAGdVJ-HBLnZRQl3WmQJLpLwF0N0PRJJwpxoaxVtOpxTg65eFUjtZPl38x56Jvw0XqVQAW684wquFPJy"
        "ZaU0EwWd3q87yasWnLtSX3sCfNyXVnq7u9CIQESz";
    unsigned char key[64];
    highper_error *error = NULL;
    CHECK(highper_paserk_unwrap_with_password(HIGHPER_PASERK_LOCAL, TEXT(local), TEXT("password"), 8192, 1, key, 32, NULL) == HIGHPER_STATUS_OK);
    CHECK(memcmp(key, keys->local, 32) == 0);
    CHECK(highper_paserk_unwrap_with_password(HIGHPER_PASERK_LOCAL, TEXT(local), TEXT("passwort"), 8192, 1, key, 32, &error) == REFUSED);
    check_reason(error, 402, NOT_OPENED);
    CHECK(highper_paserk_unwrap_with_password(HIGHPER_PASERK_LOCAL, TEXT(local), TEXT("password"), 8191, 1, key, 32, &error) == REFUSED);
    check_reason(error, 403, "The PASERK asks for 8192 bytes of memory, 8191 are granted");
    CHECK(highper_paserk_unwrap_with_password(HIGHPER_PASERK_LOCAL, TEXT(local), TEXT("password"), 8192, 0, key, 32, &error) == REFUSED);
    check_reason(error, 403, "The PASERK asks for 1 passes, 0 are granted");
    CHECK(highper_paserk_unwrap_with_password(HIGHPER_PASERK_PUBLIC, TEXT(local), TEXT("password"), 8192, 1, key, 32, NULL) == INVALID);
    CHECK(highper_paserk_unwrap_with_password(HIGHPER_PASERK_LOCAL, TEXT(local), TEXT("password"), 8192, 1, key, 33, NULL) == INVALID);
    highper_string text = {NULL, 7};
    const uint32_t secret = HIGHPER_PASERK_SECRET;
    CHECK(highper_paserk_wrap_with_password(secret, BYTES(keys->secret), TEXT("password"), 8192, 1, &text, NULL) == HIGHPER_STATUS_OK);
    CHECK(highper_paserk_unwrap_with_password(secret, text.bytes, text.length, TEXT("password"), 8192, 1, BYTES(key), NULL) == HIGHPER_STATUS_OK);
    CHECK(memcmp(key, keys->secret, 64) == 0);
    highper_string_free(&text);
    CHECK(highper_paserk_wrap_with_password(HIGHPER_PASERK_LOCAL, BYTES(keys->local), NONE, 8192, 1, &text, NULL) == HIGHPER_STATUS_OK);
    highper_string_free(&text);
    CHECK(highper_paserk_wrap_with_password(secret, BYTES(keys->secret), TEXT("password"), 8193, 1, &text, NULL) == INVALID);
    CHECK(highper_paserk_wrap_with_password(secret, BYTES(keys->secret), TEXT("password"), 8192, 65, &text, NULL) == INVALID);
    CHECK(highper_paserk_wrap_with_password(HIGHPER_PASERK_PUBLIC, keys->local, 32, TEXT("password"), 8192, 1, &text, NULL) == INVALID);
}

static void sealed(const struct keys *keys) {
    const char *paserk =
        "k4.seal.KYtg2sKHT-3CLAbAUNKznLuqe6VlBz1kO1pvZ1oCO2wC4MdTgAcKGecrwgULhypL0rWgGHHPaN75jfbeDuCRZ_Rla31sZvlXxsMt_QC1oO6wFvdrAi8LXApkNv72"
        "Dj4C";
    unsigned char key[32];
    highper_string text = {NULL, 7};
    highper_error *error = NULL;
    CHECK(highper_paserk_unseal(TEXT(paserk), BYTES(keys->secret), BYTES(key), NULL) == HIGHPER_STATUS_OK);
    CHECK(memcmp(key, keys->local, 32) == 0);
    check_changes(paserk, strlen("k4.seal."), unseal);
    CHECK(highper_paserk_unseal(TEXT("k4.seal.AA"), BYTES(keys->secret), BYTES(key), &error) == REFUSED);
    check_reason(error, 402, NOT_OPENED);
    CHECK(highper_paserk_unseal(TEXT(paserk), keys->secret, 63, BYTES(key), NULL) == INVALID);
    CHECK(highper_paserk_unseal(TEXT(paserk), BYTES(keys->secret), key, 31, NULL) == INVALID);
    CHECK(highper_paserk_seal(BYTES(keys->local), keys->secret + 32, 32, &text, NULL) == HIGHPER_STATUS_OK);
    CHECK(highper_paserk_unseal(text.bytes, text.length, BYTES(keys->secret), BYTES(key), NULL) == HIGHPER_STATUS_OK);
    CHECK(memcmp(key, keys->local, 32) == 0);
    highper_string_free(&text);
    unsigned char small[32] = {1};
    CHECK(highper_paserk_seal(BYTES(keys->local), BYTES(small), &text, &error) == REFUSED);
    check_reason(error, 401, "The public key cannot be converted to X25519");
    CHECK(highper_paserk_seal(keys->local, 31, keys->secret + 32, 32, &text, NULL) == INVALID);
    CHECK(highper_paserk_seal(BYTES(keys->local), keys->secret + 32, 31, &text, NULL) == INVALID);
    CHECK(highper_paserk_seal(BYTES(keys->local), keys->secret + 32, 32, NULL, NULL) == INVALID);
}

void test_paserk(void) {
    struct keys keys = make_keys();
    plain(&keys);
    wrapped(&keys);
    with_password(&keys);
    sealed(&keys);
}
