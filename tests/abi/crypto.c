/* Random bytes, encodings, digests, keys from keys and passwords, and signatures. Known answers are those of RFCs, of libsodium and of OpenSSL. */

#include "check.h"

#include <stdio.h>

#define INVALID HIGHPER_STATUS_INVALID_ARGUMENT
#define REFUSED HIGHPER_STATUS_REFUSED
#define TOO_LONG ((size_t)PTRDIFF_MAX + 1)
#define MISALIGNED(pointer) ((void *)((char *)(pointer) + 1))
#define WRONG_HALF "The public half does not belong to the secret one"
#define NOT_AUTHENTIC \
    "The message does not authenticate: it was changed or cut off, or the key or the associated data is another one"

static void random_bytes(void) {
    unsigned char one[32] = {0};
    unsigned char other[32] = {0};
    CHECK(highper_random_bytes(BYTES(one)) == HIGHPER_STATUS_OK);
    CHECK(highper_random_bytes(BYTES(other)) == HIGHPER_STATUS_OK);
    bool equal = true;
    CHECK(highper_equal(BYTES(one), BYTES(other), &equal) == HIGHPER_STATUS_OK && !equal);
    CHECK(highper_equal(BYTES(one), BYTES(one), &equal) == HIGHPER_STATUS_OK && equal);
    CHECK(highper_equal(BYTES(one), one, 31, &equal) == HIGHPER_STATUS_OK && !equal);
    CHECK(highper_equal(NONE, NONE, &equal) == HIGHPER_STATUS_OK && equal);
    CHECK(highper_random_bytes(NONE) == HIGHPER_STATUS_OK);
    CHECK(highper_random_bytes(NULL, 1) == INVALID);
    CHECK(highper_random_bytes(one, TOO_LONG) == INVALID);
    CHECK(highper_equal(NULL, 1, BYTES(one), &equal) == INVALID);
    CHECK(highper_equal(BYTES(one), BYTES(one), NULL) == INVALID);
}

static void encodings(void) {
    unsigned char bytes[5];
    char text[10];
    count_up(BYTES(bytes));
    bytes[4] = 0xff;
    CHECK(highper_hex_encode(BYTES(bytes), text, 10) == HIGHPER_STATUS_OK && memcmp(text, "00010203ff", 10) == 0);
    CHECK(highper_base64url_encode(BYTES(bytes), text, 7) == HIGHPER_STATUS_OK && memcmp(text, "AAECA_8", 7) == 0);
    unsigned char back[5] = {0};
    CHECK(highper_hex_decode(TEXT("00010203FF"), BYTES(back), NULL) == HIGHPER_STATUS_OK);
    CHECK_HEX(back, sizeof back, "00010203ff");
    memset(back, 7, sizeof back);
    CHECK(highper_base64url_decode(TEXT("AAECA_8"), BYTES(back), NULL) == HIGHPER_STATUS_OK);
    CHECK_HEX(back, sizeof back, "00010203ff");
    const char *bad_hex[] = {"00010203fg", "00010203f", "00010203f "};
    for (size_t index = 0; index < sizeof bad_hex / sizeof bad_hex[0]; index++) {
        highper_error *error = NULL;
        CHECK(highper_hex_decode(TEXT(bad_hex[index]), BYTES(back), &error) == REFUSED);
        check_reason(error, 202, "The text is not of the encoding");
    }
    const char *bad_base64url[] = {"AAECA_9", "AAECA+8", "AAECA_8=", "AAECA"};
    for (size_t index = 0; index < sizeof bad_base64url / sizeof bad_base64url[0]; index++) {
        size_t length = strlen(bad_base64url[index]) == 8 ? 6 : sizeof back;
        unsigned char room[6] = {7, 7, 7, 7, 7, 7};
        CHECK(highper_base64url_decode(TEXT(bad_base64url[index]), room, length, NULL) == REFUSED);
        CHECK(room[0] == 0 && room[4] == 0);
    }
    CHECK(highper_hex_encode(BYTES(bytes), text, 9) == INVALID);
    CHECK(highper_hex_decode(TEXT("0001"), BYTES(back), NULL) == INVALID);
    CHECK(highper_hex_decode(NULL, 0, back, 0, NULL) == INVALID);
    CHECK(highper_base64url_encode(BYTES(bytes), text, 8) == INVALID);
    CHECK(highper_base64url_decode(TEXT("AAEC"), BYTES(back), NULL) == INVALID);
    CHECK(highper_base64url_decode(NULL, 0, back, 0, NULL) == INVALID);
}

/* What goes out must not stand where something goes in. */
static void overlaps(void) {
    char shared[16] = "00010203";
    CHECK(highper_hex_decode(shared, 8, shared, 4, NULL) == INVALID);
    CHECK(highper_hex_decode(shared, 8, shared + 7, 4, NULL) == INVALID);
    CHECK_TEXT(text_of(shared), "00010203");
    CHECK(highper_hex_decode(shared, 8, shared + 8, 4, NULL) == HIGHPER_STATUS_OK);
    CHECK_HEX(shared + 8, 4, "00010203");
}

static void digests(void) {
    unsigned char key[32];
    count_up(BYTES(key));
    const struct {
        uint32_t algorithm;
        bool keyed;
        const char *data;
        const char *digest;
    } table[] = {
        {HIGHPER_HASH_BLAKE2B, true, "message", "bd34a421575627a37294bc37ba686f61"},
        {HIGHPER_HASH_SHA256, false, "message", "ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d"},
        {HIGHPER_HASH_BLAKE3, false, "", "af1349b9f5f9a1a6a0404dea36dcc949"},
        {HIGHPER_HASH_XXH3, false, "message", "0b1ca9b8977554fa"},
        {HIGHPER_HASH_CRC32C, false, "123456789", "e3069283"},
    };
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        uint32_t algorithm = table[index].algorithm;
        const unsigned char *with = table[index].keyed ? key : NULL;
        size_t key_length = table[index].keyed ? sizeof key : 0;
        const char *data = table[index].data;
        size_t length = strlen(table[index].digest) / 2;
        size_t half = strlen(data) / 2;
        /* One byte more than the longest: room of a wrong length is overwritten, too. */
        unsigned char digest[33];
        CHECK(highper_digest(algorithm, with, key_length, TEXT(data), digest, length) == HIGHPER_STATUS_OK);
        CHECK_HEX(digest, length, table[index].digest);
        highper_hasher *hasher = NULL;
        CHECK(highper_hasher_new(algorithm, with, key_length, length, &hasher) == HIGHPER_STATUS_OK);
        CHECK(highper_hasher_update(hasher, data, half, NULL) == HIGHPER_STATUS_OK);
        CHECK(highper_hasher_update(hasher, NONE, NULL) == HIGHPER_STATUS_OK);
        CHECK(highper_hasher_update(hasher, data + half, strlen(data) - half, NULL) == HIGHPER_STATUS_OK);
        CHECK(highper_hasher_finish(hasher, digest, length + 1, NULL) == INVALID);
        CHECK(highper_hasher_finish(hasher, digest, length, NULL) == HIGHPER_STATUS_OK);
        CHECK_HEX(digest, length, table[index].digest);
        highper_error *error = NULL;
        CHECK(highper_hasher_update(hasher, TEXT("more"), &error) == REFUSED);
        check_reason(error, 206, "It is finished: begin a new one");
        CHECK(highper_hasher_finish(hasher, digest, length, NULL) == REFUSED);
        highper_hasher_free(hasher);
    }
}

static void refused_digests(void) {
    unsigned char key[32] = {0};
    unsigned char digest[64];
    highper_hasher *hasher = NULL;
    const struct {
        uint32_t algorithm;
        size_t key;
        size_t length;
    } table[] = {
        {7, 0, 32},
        {HIGHPER_HASH_BLAKE2B, 15, 32},
        {HIGHPER_HASH_BLAKE2B, 0, 15},
        {HIGHPER_HASH_BLAKE3, 31, 32},
        {HIGHPER_HASH_SHA256, 32, 32},
        {HIGHPER_HASH_SHA512, 0, 63},
    };
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        uint32_t algorithm = table[index].algorithm;
        const unsigned char *with = table[index].key == 0 ? NULL : key;
        CHECK(highper_digest(algorithm, with, table[index].key, TEXT("m"), digest, table[index].length) == INVALID);
        CHECK(highper_hasher_new(algorithm, with, table[index].key, table[index].length, &hasher) == INVALID);
    }
    /* A key of no bytes is none of those that there may be. */
    CHECK(highper_digest(HIGHPER_HASH_BLAKE2B, key, 0, TEXT("m"), digest, 32) == INVALID);
    CHECK(highper_digest(HIGHPER_HASH_SHA256, NONE, NULL, 1, digest, 32) == INVALID);
    CHECK(highper_digest(HIGHPER_HASH_SHA256, NONE, TEXT("m"), NULL, 32) == INVALID);
    CHECK(highper_hasher_new(HIGHPER_HASH_SHA256, NONE, 32, NULL) == INVALID);
    CHECK(highper_hasher_update(NULL, TEXT("m"), NULL) == INVALID);
    CHECK(highper_hasher_finish(NULL, digest, 32, NULL) == INVALID);
    CHECK(hasher == NULL);
    highper_hasher_free(NULL);
}

static void derivation(void) {
    unsigned char key[32];
    unsigned char code[32];
    count_up(BYTES(key));
    CHECK(highper_hmac(HIGHPER_HASH_SHA256, BYTES(key), TEXT("message"), BYTES(code)) == HIGHPER_STATUS_OK);
    CHECK_HEX(code, sizeof code, "6297b77508a1a30ea4dfadd8f847c31b49aba45de10a79daf721d3f7ec112a24");
    CHECK(highper_hmac(HIGHPER_HASH_SHA256, BYTES(key), TEXT("message"), code, 31) == INVALID);
    CHECK(highper_hmac(HIGHPER_HASH_BLAKE2B, BYTES(key), TEXT("message"), BYTES(code)) == INVALID);
    CHECK(highper_hmac(99, BYTES(key), TEXT("message"), BYTES(code)) == INVALID);
    CHECK(highper_hmac(HIGHPER_HASH_SHA256, NULL, 1, TEXT("message"), BYTES(code)) == INVALID);

    unsigned char derived[16];
    CHECK(highper_hkdf(HIGHPER_HASH_SHA512, BYTES(key), TEXT("salt"), TEXT("info"), BYTES(derived)) == HIGHPER_STATUS_OK);
    CHECK_HEX(derived, sizeof derived, "6d8dce04ad557757f4a66e4d531b08ac");
    CHECK(highper_hkdf(HIGHPER_HASH_SHA512, BYTES(key), NONE, NONE, derived, 0) == INVALID);
    CHECK(highper_hkdf(HIGHPER_HASH_BLAKE3, BYTES(key), NONE, NONE, BYTES(derived)) == INVALID);
    CHECK(highper_hkdf(HIGHPER_HASH_SHA512, BYTES(key), NONE, NONE, key + 8, 16) == INVALID);

    unsigned char salt[16];
    memset(salt, 1, sizeof salt);
    CHECK(highper_argon2id(TEXT("password"), BYTES(salt), 8, 1, 1, BYTES(derived)) == HIGHPER_STATUS_OK);
    CHECK_HEX(derived, sizeof derived, "3094541c78d88f924b98999048b22002");
    const struct {
        size_t salt;
        uint32_t memory;
        uint32_t passes;
        uint32_t lanes;
        size_t length;
    } table[] = {{7, 8, 1, 1, 16}, {16, 7, 1, 1, 16}, {16, 4194305, 1, 1, 16}, {16, 8, 0, 1, 16}, {16, 8, 1, 0, 16},
                 {16, 1024, 1, 65, 16}, {16, 8, 1, 1, 3}};
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        CHECK(highper_argon2id(TEXT("password"), salt, table[index].salt, table[index].memory, table[index].passes,
                               table[index].lanes, derived, table[index].length) == INVALID);
    }
}

static void passwords(void) {
    const char *hash = "$argon2id$v=19$m=8,t=1,p=1$TGZiWDV0dnBEaERDS2lyVw$m2Ctj4Kq+LMO8sPBZDLnPV33ifgL33oU5EtVgxWNjB0";
    CHECK(highper_password_verify(TEXT("password"), TEXT(hash)) == HIGHPER_STATUS_OK);
    CHECK(highper_password_verify(TEXT("Password"), TEXT(hash)) == REFUSED);
    CHECK(highper_password_verify(TEXT("password"), hash, strlen(hash) - 1) == REFUSED);
    CHECK(highper_password_verify(TEXT("password"), TEXT("$2y$10$")) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_password_verify(TEXT("password"), NULL, 0) == INVALID);
    bool needed = true;
    CHECK(highper_password_needs_rehash(TEXT(hash), 8, 1, &needed) == HIGHPER_STATUS_OK && !needed);
    CHECK(highper_password_needs_rehash(TEXT(hash), 16, 1, &needed) == HIGHPER_STATUS_OK && needed);
    CHECK(highper_password_needs_rehash(TEXT(hash), 8, 1, NULL) == INVALID);
    highper_string made = {NULL, 7};
    CHECK(highper_password_hash(TEXT("password"), 7, 1, &made) == INVALID);
    CHECK(highper_password_hash(TEXT("password"), 8, 65, &made) == INVALID);
    CHECK(highper_password_hash(TEXT("password"), 8, 1, NULL) == INVALID);
    CHECK(made.bytes == NULL && made.length == 7);
    CHECK(highper_password_hash("pass\0word", 9, 8, 1, &made) == HIGHPER_STATUS_OK);
    CHECK(highper_password_verify("pass\0word", 9, made.bytes, made.length) == HIGHPER_STATUS_OK);
    CHECK(highper_password_verify(TEXT("pass"), made.bytes, made.length) == REFUSED);
    highper_string_free(&made);
}

/* RFC 8032, 7.1, the second test. */
static void signatures(void) {
    unsigned char seed[32];
    unsigned char key[64];
    unsigned char signature[64];
    bytes_of("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", BYTES(seed));
    CHECK(highper_sign_keypair(BYTES(seed), BYTES(key)) == HIGHPER_STATUS_OK);
    CHECK_HEX(key + 32, 32, "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    CHECK(highper_sign_detached(BYTES(key), "\x72", 1, BYTES(signature), NULL) == HIGHPER_STATUS_OK);
    CHECK_HEX(signature, sizeof signature,
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(highper_sign_verify(key + 32, 32, "\x72", 1, BYTES(signature), NULL) == HIGHPER_STATUS_OK);
    CHECK(highper_sign_verify(key + 32, 32, "\x73", 1, BYTES(signature), NULL) == REFUSED);
    CHECK(highper_sign_verify(key + 32, 32, "\x72", 1, signature, 63, NULL) == REFUSED);
    for (size_t bit = 0; bit < 8 * sizeof signature; bit++) {
        signature[bit / 8] ^= (unsigned char)(1 << bit % 8);
        CHECK(highper_sign_verify(key + 32, 32, "\x72", 1, BYTES(signature), NULL) == REFUSED);
        signature[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    highper_error *error = NULL;
    CHECK(highper_sign_verify(key + 32, 32, NONE, BYTES(signature), &error) == REFUSED);
    check_reason(error, 204, NOT_AUTHENTIC);
    unsigned char small[32] = {1};
    CHECK(highper_sign_verify(BYTES(small), "\x72", 1, BYTES(signature), &error) == REFUSED);
    check_reason(error, 201, "The bytes are no valid public key");
    key[40] ^= 1;
    CHECK(highper_sign_detached(BYTES(key), "\x72", 1, BYTES(signature), &error) == REFUSED);
    check_reason(error, 201, WRONG_HALF);
    CHECK(signature[0] == 0 && signature[63] == 0);
}

static void refused_signatures(void) {
    unsigned char key[64] = {0};
    unsigned char signature[64] = {0};
    CHECK(highper_sign_keypair(key, 31, BYTES(key)) == INVALID);
    CHECK(highper_sign_keypair(key, 32, signature, 63) == INVALID);
    CHECK(highper_sign_keypair(key, 32, BYTES(key)) == INVALID);
    CHECK(highper_sign_detached(key, 63, TEXT("m"), BYTES(signature), NULL) == INVALID);
    CHECK(highper_sign_detached(BYTES(key), NULL, 1, BYTES(signature), NULL) == INVALID);
    CHECK(highper_sign_detached(BYTES(key), TEXT("m"), signature, 63, NULL) == INVALID);
    CHECK(highper_sign_verify(key, 31, TEXT("m"), BYTES(signature), NULL) == INVALID);
    highper_error *error = NULL;
    CHECK(highper_sign_verify(key, 32, TEXT("m"), BYTES(signature), MISALIGNED(&error)) == INVALID && error == NULL);
}

void test_crypto(void) {
    random_bytes();
    encodings();
    overlaps();
    digests();
    refused_digests();
    derivation();
    passwords();
    signatures();
    refused_signatures();
}
