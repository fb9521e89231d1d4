/* Encryption: whole messages, streams, and to public keys. What is opened here was made by libsodium and OpenSSL. */

#include "check.h"

#include <stdio.h>

#define INVALID HIGHPER_STATUS_INVALID_ARGUMENT
#define REFUSED HIGHPER_STATUS_REFUSED
#define TOO_LONG ((size_t)PTRDIFF_MAX + 1)
#define NOT_AUTHENTIC \
    "The message does not authenticate: it was changed or cut off, or the key or the associated data is another one"

static void messages(void) {
    unsigned char key[32];
    count_up(BYTES(key));
    const struct {
        uint32_t algorithm;
        const char *sealed;
    } table[] = {
        {HIGHPER_AEAD_XCHACHA20_POLY1305,
         "42424242424242424242424242424242424242424242424293f09235dc4d1388a8866e7f661aa8d097aeac275fe07f"},
        {HIGHPER_AEAD_AES256_GCM, "42424242424242424242424277f90ab5ece2c081e3f189f35a4a3a7e5e09a1cd9f7fc7"},
        {HIGHPER_AEAD_CHACHA20_POLY1305, "4242424242424242424242423b566c57647b28af71c9d2ca8a3282c1b81a38d44b9024"},
    };
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        uint32_t algorithm = table[index].algorithm;
        unsigned char sealed[47];
        char message[7] = "";
        size_t length = bytes_of(table[index].sealed, BYTES(sealed));
        CHECK(highper_aead_open(algorithm, BYTES(key), sealed, length, TEXT("associated"), BYTES(message), NULL) == HIGHPER_STATUS_OK);
        CHECK(memcmp(message, "message", 7) == 0);
        for (size_t bit = 0; bit < 8 * length; bit++) {
            sealed[bit / 8] ^= (unsigned char)(1 << bit % 8);
            CHECK(highper_aead_open(algorithm, BYTES(key), sealed, length, TEXT("associated"), BYTES(message), NULL) == REFUSED);
            sealed[bit / 8] ^= (unsigned char)(1 << bit % 8);
        }
        CHECK(message[0] == 0 && message[6] == 0);
        for (size_t cut = 0; cut < length; cut++) {
            size_t room = cut < length - 7 ? 0 : cut - (length - 7);
            CHECK(highper_aead_open(algorithm, BYTES(key), sealed, cut, TEXT("associated"), message, room, NULL) == REFUSED);
        }
        highper_error *error = NULL;
        CHECK(highper_aead_open(algorithm, BYTES(key), sealed, length, TEXT("Associated"), BYTES(message), &error) == REFUSED);
        check_reason(error, 204, NOT_AUTHENTIC);

        CHECK(highper_aead_seal(algorithm, BYTES(key), TEXT("message"), NONE, sealed, length) == HIGHPER_STATUS_OK);
        CHECK(highper_aead_open(algorithm, BYTES(key), sealed, length, NONE, BYTES(message), NULL) == HIGHPER_STATUS_OK);
        CHECK(memcmp(message, "message", 7) == 0);
        CHECK(highper_aead_seal(algorithm, key, 31, TEXT("message"), NONE, sealed, length) == INVALID);
        CHECK(highper_aead_seal(algorithm, BYTES(key), TEXT("message"), NONE, sealed, length - 1) == INVALID);
        CHECK(highper_aead_seal(algorithm, BYTES(key), sealed, 7, NONE, sealed, length) == INVALID);
        CHECK(highper_aead_seal(algorithm, BYTES(key), sealed, TOO_LONG, NONE, sealed, length) == INVALID);
        CHECK(highper_aead_open(algorithm, key, 33, sealed, length, NONE, BYTES(message), NULL) == INVALID);
        CHECK(highper_aead_open(algorithm, BYTES(key), sealed, length, NONE, message, 6, NULL) == INVALID);
        CHECK(highper_aead_open(algorithm, BYTES(key), sealed, length, NULL, 1, BYTES(message), NULL) == INVALID);
    }
    unsigned char sealed[47];
    CHECK(highper_aead_seal(3, BYTES(key), TEXT("message"), NONE, BYTES(sealed)) == INVALID);
    CHECK(highper_aead_open(3, BYTES(key), BYTES(sealed), NONE, sealed, 7, NULL) == INVALID);
}

static void opened_stream(void) {
    unsigned char key[32];
    unsigned char header[24];
    unsigned char first[22];
    unsigned char last[17];
    count_up(BYTES(key));
    bytes_of("65acc88e75103eada125ffad1213efcc2cd6c065c0e28048", BYTES(header));
    bytes_of("f7f0c4fa83439b7f9bc175947eedbcd40df13bf4bfc8", BYTES(first));
    bytes_of("827749e178503d3f4385f72bdef7017025", BYTES(last));
    highper_open_stream *stream = NULL;
    CHECK(highper_open_stream_new(key, 31, BYTES(header), &stream) == INVALID);
    CHECK(highper_open_stream_new(BYTES(key), header, 23, &stream) == INVALID);
    CHECK(highper_open_stream_new(BYTES(key), BYTES(header), NULL) == INVALID && stream == NULL);
    CHECK(highper_open_stream_new(BYTES(key), BYTES(header), &stream) == HIGHPER_STATUS_OK);
    char chunk[5] = "";
    uint32_t tag = 99;
    highper_error *error = NULL;
    CHECK(highper_open_stream_pull(stream, BYTES(last), NONE, NONE, &tag, &error) == REFUSED);
    check_reason(error, 204, NOT_AUTHENTIC);
    CHECK(highper_open_stream_pull(stream, BYTES(first), NONE, BYTES(chunk), &tag, NULL) == REFUSED);
    CHECK(highper_open_stream_pull(stream, BYTES(first), TEXT("associated"), chunk, 4, &tag, NULL) == INVALID);
    CHECK(highper_open_stream_pull(stream, BYTES(first), TEXT("associated"), BYTES(chunk), NULL, NULL) == INVALID);
    CHECK(highper_open_stream_pull(NULL, BYTES(first), TEXT("associated"), BYTES(chunk), &tag, NULL) == INVALID);
    CHECK(tag == 99);
    CHECK(highper_open_stream_pull(stream, BYTES(first), TEXT("associated"), BYTES(chunk), &tag, NULL) == HIGHPER_STATUS_OK);
    CHECK(memcmp(chunk, "first", 5) == 0 && tag == HIGHPER_CHUNK_TAG_REKEY);
    CHECK(highper_open_stream_pull(stream, BYTES(last), NONE, NONE, &tag, NULL) == HIGHPER_STATUS_OK);
    CHECK(tag == HIGHPER_CHUNK_TAG_FINAL);
    CHECK(highper_open_stream_pull(stream, BYTES(last), NONE, NONE, &tag, &error) == REFUSED);
    check_reason(error, 206, "It is finished: begin a new one");
    highper_open_stream_free(stream);
    highper_open_stream_free(NULL);
}

static void sealed_stream(void) {
    unsigned char key[32];
    unsigned char header[24];
    count_up(BYTES(key));
    highper_seal_stream *seal = NULL;
    CHECK(highper_seal_stream_new(key, 31, BYTES(header), &seal) == INVALID);
    CHECK(highper_seal_stream_new(BYTES(key), header, 23, &seal) == INVALID);
    CHECK(highper_seal_stream_new(BYTES(key), BYTES(header), NULL) == INVALID && seal == NULL);
    CHECK(highper_seal_stream_new(BYTES(key), BYTES(header), &seal) == HIGHPER_STATUS_OK);
    highper_open_stream *open = NULL;
    CHECK(highper_open_stream_new(BYTES(key), BYTES(header), &open) == HIGHPER_STATUS_OK);
    const char *chunks[] = {"first", "", "third", "last"};
    for (uint32_t tag = HIGHPER_CHUNK_TAG_MESSAGE; tag <= HIGHPER_CHUNK_TAG_FINAL; tag++) {
        const char *chunk = chunks[tag];
        unsigned char sealed[22];
        char opened[5] = "";
        size_t length = strlen(chunk) + 17;
        CHECK(highper_seal_stream_push(seal, 4, TEXT(chunk), NONE, sealed, length, NULL) == INVALID);
        CHECK(highper_seal_stream_push(seal, 256, TEXT(chunk), NONE, sealed, length, NULL) == INVALID);
        CHECK(highper_seal_stream_push(seal, tag, TEXT(chunk), NONE, sealed, length - 1, NULL) == INVALID);
        CHECK(highper_seal_stream_push(NULL, tag, TEXT(chunk), NONE, sealed, length, NULL) == INVALID);
        CHECK(highper_seal_stream_push(seal, tag, TEXT(chunk), NONE, sealed, length, NULL) == HIGHPER_STATUS_OK);
        uint32_t read = 99;
        CHECK(highper_open_stream_pull(open, sealed, length, NONE, opened, strlen(chunk), &read, NULL) == HIGHPER_STATUS_OK);
        CHECK(memcmp(opened, chunk, strlen(chunk)) == 0 && read == tag);
    }
    unsigned char sealed[17];
    highper_error *error = NULL;
    CHECK(highper_seal_stream_push(seal, HIGHPER_CHUNK_TAG_MESSAGE, NONE, NONE, BYTES(sealed), &error) == REFUSED);
    check_reason(error, 206, "It is finished: begin a new one");
    highper_seal_stream_free(seal);
    highper_seal_stream_free(NULL);
    highper_open_stream_free(open);
}

static void boxes(void) {
    unsigned char seed[32];
    unsigned char pair[64];
    unsigned char sender[32];
    unsigned char encrypted[47];
    unsigned char sealed[55];
    char message[7] = "";
    count_up(BYTES(seed));
    CHECK(highper_box_keypair(BYTES(seed), BYTES(pair)) == HIGHPER_STATUS_OK);
    CHECK_HEX(pair, 32, "3d94eea49c580aef816935762be049559d6d1440dede12e6a125f1841fff8e6f");
    CHECK_HEX(pair + 32, 32, "4701d08488451f545a409fb58ae3e58581ca40ac3f7f114698cd71deac73ca01");
    bytes_of("761d88ec830413919dfe9d4d1d56f17e653c8c994082df5b137b90a0ae6edf74", BYTES(sender));
    bytes_of("4242424242424242424242424242424242424242424242422da9f01988b95af0d1b438cab82a236311357bb0eb3a30", BYTES(encrypted));
    bytes_of("b2282eac5c588c1e815e67b98f5b8510c515844a58607f0545a443841d802b43d143652e13ee5adc5b1e022251e416d8fe8d0228fd3d2e",
             BYTES(sealed));
    for (size_t length = 32; length <= 64; length += 32) {
        CHECK(highper_box_decrypt(pair, length, BYTES(sender), BYTES(encrypted), BYTES(message), NULL) == HIGHPER_STATUS_OK);
        CHECK(memcmp(message, "message", 7) == 0);
        memset(message, 0, sizeof message);
        CHECK(highper_box_open(pair, length, BYTES(sealed), BYTES(message), NULL) == HIGHPER_STATUS_OK);
        CHECK(memcmp(message, "message", 7) == 0);
    }
    for (size_t index = 0; index < sizeof sealed; index++) {
        sealed[index] ^= 1;
        CHECK(highper_box_open(BYTES(pair), BYTES(sealed), BYTES(message), NULL) == REFUSED && message[0] == 0);
        sealed[index] ^= 1;
    }
    for (size_t index = 0; index < sizeof encrypted; index++) {
        encrypted[index] ^= 1;
        CHECK(highper_box_decrypt(BYTES(pair), BYTES(sender), BYTES(encrypted), BYTES(message), NULL) == REFUSED);
        encrypted[index] ^= 1;
    }
    CHECK(highper_box_encrypt(BYTES(pair), pair + 32, 32, TEXT("message"), BYTES(encrypted), NULL) == HIGHPER_STATUS_OK);
    CHECK(highper_box_decrypt(BYTES(pair), pair + 32, 32, BYTES(encrypted), BYTES(message), NULL) == HIGHPER_STATUS_OK);
    CHECK(memcmp(message, "message", 7) == 0);
    memset(message, 0, sizeof message);
    CHECK(highper_box_seal(pair + 32, 32, TEXT("message"), BYTES(sealed), NULL) == HIGHPER_STATUS_OK);
    CHECK(highper_box_open(BYTES(pair), BYTES(sealed), BYTES(message), NULL) == HIGHPER_STATUS_OK);
    CHECK(memcmp(message, "message", 7) == 0);
}

static void refused_boxes(void) {
    unsigned char pair[64] = {0};
    unsigned char other[32];
    unsigned char output[55];
    count_up(BYTES(other));
    CHECK(highper_box_keypair(other, 31, BYTES(pair)) == INVALID);
    CHECK(highper_box_keypair(BYTES(other), pair, 63) == INVALID);
    CHECK(highper_box_keypair(BYTES(other), BYTES(pair)) == HIGHPER_STATUS_OK);
    unsigned char small[32] = {1};
    highper_error *error = NULL;
    CHECK(highper_box_encrypt(BYTES(pair), BYTES(small), TEXT("message"), output, 47, &error) == REFUSED);
    check_reason(error, 201, "The bytes are no valid public key");
    CHECK(highper_box_seal(BYTES(small), TEXT("message"), BYTES(output), &error) == REFUSED);
    check_reason(error, 201, "The bytes are no valid public key");
    CHECK(highper_box_decrypt(BYTES(pair), BYTES(small), output, 47, other, 7, NULL) == REFUSED);
    CHECK(highper_box_encrypt(pair, 33, pair + 32, 32, TEXT("message"), output, 47, NULL) == INVALID);
    CHECK(highper_box_encrypt(BYTES(pair), pair + 32, 31, TEXT("message"), output, 47, NULL) == INVALID);
    CHECK(highper_box_encrypt(BYTES(pair), pair + 32, 32, TEXT("message"), output, 46, NULL) == INVALID);
    CHECK(highper_box_decrypt(BYTES(pair), pair + 32, 31, output, 47, other, 7, NULL) == INVALID);
    CHECK(highper_box_seal(pair + 32, 32, TEXT("message"), output, 54, NULL) == INVALID);
    CHECK(highper_box_open(pair, 31, BYTES(output), other, 7, NULL) == INVALID);
    pair[40] ^= 1;
    CHECK(highper_box_open(BYTES(pair), BYTES(output), other, 7, &error) == REFUSED);
    check_reason(error, 201, "The public half does not belong to the secret one");
}

void test_ciphers(void) {
    messages();
    opened_stream();
    sealed_stream();
    boxes();
    refused_boxes();
}
