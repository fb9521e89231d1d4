/*
 * Secrets that valgrind is told to take for undefined: what branches or looks up by one is an error to memcheck, and so by how often that happens
 * it is seen whether the time of a call can tell of secrets. A verdict, such as whether a message is authentic, is meant to be told: a call
 * that gives one may branch on it, and on nothing else. How often must not depend on how long the secret is, nor on where it differs.
 *
 * Runs under valgrind alone: run.sh. Closes with `N passed, N failed`.
 */

#include "highper.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <valgrind/memcheck.h>

static int passed;
static int failed;

static void secret(void *bytes, size_t length) {
    (void)VALGRIND_MAKE_MEM_UNDEFINED(bytes, length);
}

static void told(void *bytes, size_t length) {
    (void)VALGRIND_MAKE_MEM_DEFINED(bytes, length);
}

/* Errors so far. */
static unsigned errors(void) {
    return VALGRIND_COUNT_ERRORS;
}

/* Whether the branches on secrets since then are as many as the call has verdicts, and it did what it should. */
static void branches(const char *what, size_t length, unsigned before, unsigned verdicts, bool worked) {
    unsigned found = errors() - before;
    if (worked && found <= verdicts) {
        passed++;
        return;
    }
    failed++;
    printf("%s of %zu bytes: %u branches on secrets, %u allowed%s\n", what, length, found, verdicts, worked ? "" : "; and it did not work");
}

/* An answer: told, and then looked at. */
static bool is_ok(highper_status status) {
    told(&status, sizeof status);
    return status == HIGHPER_STATUS_OK;
}

static bool is_refused(highper_status status, highper_error *error) {
    told(&status, sizeof status);
    told(&error, sizeof error);
    highper_error_free(error);
    return status == HIGHPER_STATUS_REFUSED;
}

enum { LONGEST = 1000 };

static const size_t LENGTHS[] = {1, 2, 3, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 96, 97, 127, 128, 129, 500, LONGEST};

enum { LENGTHS_COUNT = sizeof LENGTHS / sizeof *LENGTHS };

#define EACH_LENGTH(length) \
    for (size_t place = 0, length = LENGTHS[0]; place < LENGTHS_COUNT; place++, length = LENGTHS[place % LENGTHS_COUNT])

static void fill(unsigned char *bytes, size_t length) {
    for (size_t index = 0; index < length; index++) {
        bytes[index] = (unsigned char)(index * 7 + 3);
    }
}

/* What must be found, or nothing that is not found means anything. */
static void control(void) {
    volatile unsigned char byte = 1;
    secret((void *)&byte, 1);
    unsigned before = errors();
    if (byte == 1) {
        byte = 2;
    }
    told((void *)&byte, 1);
    if (errors() - before == 1) {
        passed++;
    } else {
        failed++;
        puts("a branch on a secret is not noticed");
    }
}

static void equality(void) {
    unsigned char known[LONGEST], given[LONGEST];
    EACH_LENGTH(length) {
        for (int differs = 0; differs < 4; differs++) {
            fill(known, length);
            memcpy(given, known, length);
            given[0] ^= differs == 1;
            given[length / 2] ^= differs == 2;
            given[length - 1] ^= differs == 3;
            secret(known, length);
            secret(given, length);
            bool equal = false;
            unsigned before = errors();
            highper_status status = highper_equal(known, length, given, length, &equal);
            told(&equal, sizeof equal);
            branches("equality", length, before, 0, is_ok(status) && equal == (differs == 0));
        }
    }
}

static void encodings(void) {
    unsigned char bytes[LONGEST], back[LONGEST];
    char text[2 * LONGEST];
    EACH_LENGTH(length) {
        highper_error *error = NULL;
        fill(bytes, length);
        secret(bytes, length);
        unsigned before = errors();
        highper_status status = highper_hex_encode(bytes, length, text, 2 * length);
        branches("to hex", length, before, 0, is_ok(status));
        before = errors();
        status = highper_hex_decode(text, 2 * length, back, length, &error);
        bool worked = is_ok(status);
        told(bytes, length);
        told(back, length);
        branches("from hex", length, before, 1, worked && memcmp(bytes, back, length) == 0);
        /* In capitals, which are as good; a character elsewhere that is none. */
        told(text, 2 * length);
        for (size_t index = 0; index < 2 * length; index++) {
            text[index] = (char)(text[index] >= 'a' ? text[index] - 'a' + 'A' : text[index]);
        }
        secret(text, 2 * length);
        before = errors();
        status = highper_hex_decode(text, 2 * length, back, length, &error);
        branches("from hex in capitals", length, before, 1, is_ok(status));
        told(text, 2 * length);
        text[length] = 'g';
        secret(text, 2 * length);
        before = errors();
        status = highper_hex_decode(text, 2 * length, back, length, &error);
        branches("from what is no hex", length, before, 1, is_refused(status, error));

        error = NULL;
        size_t encoded = length / 3 * 4 + (length % 3 == 0 ? 0 : length % 3 + 1);
        secret(bytes, length);
        before = errors();
        status = highper_base64url_encode(bytes, length, text, encoded);
        branches("to base64url", length, before, 0, is_ok(status));
        before = errors();
        status = highper_base64url_decode(text, encoded, back, length, &error);
        worked = is_ok(status);
        told(bytes, length);
        told(back, length);
        branches("from base64url", length, before, 1, worked && memcmp(bytes, back, length) == 0);
        told(text, encoded);
        text[encoded / 2] = '+';
        secret(text, encoded);
        before = errors();
        status = highper_base64url_decode(text, encoded, back, length, &error);
        branches("from what is no base64url", length, before, 1, is_refused(status, error));
    }
}

static void hashes(void) {
    unsigned char key[32], message[LONGEST], code[64];
    static const struct {
        uint32_t algorithm;
        size_t length;
    } ALGORITHMS[] = {{HIGHPER_HASH_SHA256, 32}, {HIGHPER_HASH_SHA384, 48}, {HIGHPER_HASH_SHA512, 64}};
    EACH_LENGTH(length) {
        for (size_t index = 0; index < sizeof ALGORITHMS / sizeof *ALGORITHMS; index++) {
            fill(key, sizeof key);
            fill(message, length);
            secret(key, sizeof key);
            secret(message, length);
            unsigned before = errors();
            highper_status status =
                highper_hmac(ALGORITHMS[index].algorithm, key, sizeof key, message, length, code, ALGORITHMS[index].length);
            branches("HMAC", length, before, 0, is_ok(status));
            if (length <= 500) {
                unsigned char output[500];
                before = errors();
                status = highper_hkdf(ALGORITHMS[index].algorithm, key, sizeof key, NULL, 0, "info", 4, output, length);
                branches("HKDF", length, before, 0, is_ok(status));
            }
        }
    }
}

static void ciphers(void) {
    unsigned char key[32], message[LONGEST], sealed[LONGEST + 64], opened[LONGEST];
    static const struct {
        uint32_t algorithm;
        size_t overhead;
        const char *seals, *opens, *refuses;
    } ALGORITHMS[] = {
        {HIGHPER_AEAD_XCHACHA20_POLY1305, 40, "sealing with XChaCha20-Poly1305", "opening with XChaCha20-Poly1305", "refusing with XChaCha20-Poly1305"},
        {HIGHPER_AEAD_CHACHA20_POLY1305, 28, "sealing with ChaCha20-Poly1305", "opening with ChaCha20-Poly1305", "refusing with ChaCha20-Poly1305"},
        {HIGHPER_AEAD_AES256_GCM, 28, "sealing with AES-256-GCM", "opening with AES-256-GCM", "refusing with AES-256-GCM"},
    };
    EACH_LENGTH(length) {
        for (size_t index = 0; index < sizeof ALGORITHMS / sizeof *ALGORITHMS; index++) {
            size_t whole = length + ALGORITHMS[index].overhead;
            uint32_t algorithm = ALGORITHMS[index].algorithm;
            highper_error *error = NULL;
            fill(key, sizeof key);
            fill(message, length);
            secret(key, sizeof key);
            secret(message, length);
            unsigned before = errors();
            highper_status status = highper_aead_seal(algorithm, key, sizeof key, message, length, "data", 4, sealed, whole);
            branches(ALGORITHMS[index].seals, length, before, 0, is_ok(status));
            /* Everybody may see it. */
            told(sealed, whole);
            before = errors();
            status = highper_aead_open(algorithm, key, sizeof key, sealed, whole, "data", 4, opened, length, &error);
            branches(ALGORITHMS[index].opens, length, before, 1, is_ok(status));
            for (size_t at = whole - 16; at < whole; at += 5) {
                sealed[at] ^= 1;
                before = errors();
                status = highper_aead_open(algorithm, key, sizeof key, sealed, whole, "data", 4, opened, length, &error);
                branches(ALGORITHMS[index].refuses, at, before, 1, is_refused(status, error));
                error = NULL;
                sealed[at] ^= 1;
            }
        }
    }
}

static void tokens(void) {
    unsigned char key[32], payload[LONGEST], opened[LONGEST];
    char token[2 * LONGEST + 200];
    EACH_LENGTH(length) {
        size_t whole = 0;
        highper_string footer = {0};
        highper_error *error = NULL;
        fill(key, sizeof key);
        fill(payload, length);
        if (highper_paseto_token_length(HIGHPER_PASETO_LOCAL, length, 6, &whole) != HIGHPER_STATUS_OK || whole > sizeof token) {
            abort();
        }
        secret(key, sizeof key);
        secret(payload, length);
        unsigned before = errors();
        highper_status status =
            highper_paseto_local_encrypt(key, sizeof key, payload, length, "footer", 6, "implicit", 8, token, whole);
        branches("encrypting v4.local", length, before, 0, is_ok(status));
        told(token, whole);
        size_t found = 0;
        before = errors();
        status = highper_paseto_local_decrypt(key, sizeof key, token, whole, "implicit", 8, opened, sizeof opened, &found, &footer, &error);
        bool worked = is_ok(status);
        told(&found, sizeof found);
        told(&footer, sizeof footer);
        branches("decrypting v4.local", length, before, 1, worked && found == length);
        highper_string_free(&footer);
        /* The first and the last characters of the code, which ends before the footer. */
        for (size_t back = 12; back <= 48; back += 9) {
            char kept = token[whole - back];
            token[whole - back] = kept == 'A' ? 'B' : 'A';
            before = errors();
            status = highper_paseto_local_decrypt(key, sizeof key, token, whole, "implicit", 8, opened, sizeof opened, &found, &footer, &error);
            branches("refusing v4.local", back, before, 1, is_refused(status, error));
            error = NULL;
            token[whole - back] = kept;
        }
    }
}

static void keys(void) {
    unsigned char seed[32], pair[64], signature[64], exchange[64], wrapped[32], message[LONGEST], sealed[LONGEST + 64];
    highper_error *error = NULL;
    fill(seed, sizeof seed);
    secret(seed, sizeof seed);
    unsigned before = errors();
    highper_status status = highper_sign_keypair(seed, sizeof seed, pair, sizeof pair);
    branches("making a pair for signatures", 32, before, 0, is_ok(status));
    told(pair + 32, 32);
    EACH_LENGTH(length) {
        fill(message, length);
        before = errors();
        status = highper_sign_detached(pair, sizeof pair, message, length, signature, sizeof signature, &error);
        /* Whether the halves belong together is told. */
        branches("signing", length, before, 1, is_ok(status));
    }
    before = errors();
    status = highper_box_keypair(seed, sizeof seed, exchange, sizeof exchange);
    branches("making a pair for boxes", 32, before, 0, is_ok(status));
    told(exchange + 32, 32);
    unsigned char public_key[32];
    memcpy(public_key, exchange + 32, sizeof public_key);
    EACH_LENGTH(length) {
        fill(message, length);
        secret(message, length);
        before = errors();
        status = highper_box_encrypt(exchange, 32, public_key, sizeof public_key, message, length, sealed, length + 40, &error);
        /* Whether the shared secret is zero is told. */
        branches("encrypting to a box", length, before, 1, is_ok(status));
        told(sealed, length + 40);
        before = errors();
        status = highper_box_decrypt(exchange, 32, public_key, sizeof public_key, sealed, length + 40, message, length, &error);
        branches("decrypting a box", length, before, 2, is_ok(status));
    }
    /* Keys as text. */
    fill(wrapped, sizeof wrapped);
    secret(wrapped, sizeof wrapped);
    highper_string text = {0};
    before = errors();
    status = highper_paserk_encode(HIGHPER_PASERK_LOCAL, wrapped, sizeof wrapped, &text, &error);
    bool worked = is_ok(status);
    told(&text, sizeof text);
    branches("writing k4.local", 32, before, 0, worked);
    before = errors();
    status = highper_paserk_decode(HIGHPER_PASERK_LOCAL, text.bytes, text.length, wrapped, sizeof wrapped, &error);
    /* That it begins with k4.local. is told as well. */
    branches("reading k4.local", 32, before, 1, is_ok(status));
    highper_string_free(&text);
    before = errors();
    status = highper_paserk_wrap(HIGHPER_PASERK_LOCAL, wrapped, sizeof wrapped, seed, sizeof seed, &text, &error);
    worked = is_ok(status);
    told(&text, sizeof text);
    branches("wrapping a key", 32, before, 0, worked);
    told((void *)text.bytes, text.length);
    before = errors();
    status = highper_paserk_unwrap(HIGHPER_PASERK_LOCAL, text.bytes, text.length, seed, sizeof seed, wrapped, sizeof wrapped, &error);
    branches("unwrapping a key", 32, before, 1, is_ok(status));
    highper_string_free(&text);
}

int main(void) {
    if (!RUNNING_ON_VALGRIND) {
        puts("without valgrind there is nothing to see");
        return 2;
    }
    control();
    equality();
    encodings();
    hashes();
    ciphers();
    tokens();
    keys();
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
