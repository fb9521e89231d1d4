/* Tokens of PASETO version 4, their footers and claims. The tokens that are read here were made over libsodium. */

#include "check.h"

#include <stdio.h>
#include <stdlib.h>

#define INVALID HIGHPER_STATUS_INVALID_ARGUMENT
#define REFUSED HIGHPER_STATUS_REFUSED
#define TOO_LONG ((size_t)PTRDIFF_MAX + 1)
#define NOT_VALID "The token is not valid"

#define LOCAL_BODY \
    "v4.local.ol_2xHYnqGcT1_NBJ4JRJAaPtZk51Gyy0FVQjSkPqZayn2qMqbkgoWetcx2qMGF3nFDGWvkYMGuY4AvzL1JtxxvzwJxnYAc"
#define LOCAL LOCAL_BODY ".Zm9vdGVy"
#define PUBLIC "v4.public.eyJhIjoxfcy-o-Z_EZDACohHpIXbhJM5RAXi7SROte2Mqc9bgX0KZrSEIrzQ8wo7sOfMPuvDY0vUCDW_dzLo_ZYFiK7ePw8"
#define PAYLOAD "{\"a\":1}"

/* The error is written by the call that gives the status, so that only its place is known before. */
static void check_refused(highper_status status, highper_error **error) {
    CHECK(status == REFUSED);
    check_reason(*error, 301, NOT_VALID);
    *error = NULL;
}

static void local_tokens(void) {
    unsigned char key[32];
    count_up(BYTES(key));
    char payload[sizeof LOCAL];
    size_t length = 0;
    highper_string footer = {NULL, 7};
    highper_error *error = NULL;
    CHECK(highper_paseto_local_decrypt(BYTES(key), TEXT(LOCAL), TEXT("implicit"), BYTES(payload), &length, &footer, NULL) == HIGHPER_STATUS_OK);
    CHECK(length == strlen(PAYLOAD) && memcmp(payload, PAYLOAD, length) == 0 && payload[length] == 0);
    CHECK_TEXT(string_of(footer), "footer");
    highper_string_free(&footer);

    char token[] = LOCAL;
    for (size_t index = 0; index < strlen(LOCAL); index++) {
        token[index] ^= 1;
        check_refused(highper_paseto_local_decrypt(BYTES(key), TEXT(token), TEXT("implicit"), BYTES(payload), &length, &footer, &error), &error);
        token[index] ^= 1;
        check_refused(highper_paseto_local_decrypt(BYTES(key), token, index, TEXT("implicit"), BYTES(payload), &length, NULL, &error), &error);
    }
    CHECK(payload[0] == 0 && footer.bytes == NULL && footer.length == 0);
    check_refused(highper_paseto_local_decrypt(BYTES(key), TEXT(LOCAL), NONE, BYTES(payload), &length, NULL, &error), &error);
    check_refused(highper_paseto_local_decrypt(BYTES(key), TEXT(LOCAL_BODY), TEXT("implicit"), BYTES(payload), &length, NULL, &error), &error);
    check_refused(highper_paseto_local_decrypt(BYTES(key), TEXT(PUBLIC), TEXT("implicit"), BYTES(payload), &length, NULL, &error), &error);
    key[0] ^= 1;
    check_refused(highper_paseto_local_decrypt(BYTES(key), TEXT(LOCAL), TEXT("implicit"), BYTES(payload), &length, NULL, &error), &error);

    CHECK(highper_paseto_token_length(HIGHPER_PASETO_LOCAL, 7, 6, &length) == HIGHPER_STATUS_OK && length == strlen(LOCAL));
    CHECK(highper_paseto_local_encrypt(BYTES(key), TEXT(PAYLOAD), TEXT("footer"), NONE, token, length) == HIGHPER_STATUS_OK);
    CHECK(highper_paseto_local_decrypt(BYTES(key), TEXT(token), NONE, payload, 7, &length, NULL, NULL) == HIGHPER_STATUS_OK);
    CHECK(length == strlen(PAYLOAD) && memcmp(payload, PAYLOAD, length) == 0);
}

static void public_tokens(void) {
    unsigned char seed[32];
    unsigned char key[64];
    char payload[sizeof PUBLIC];
    size_t length = 0;
    highper_string footer = {NULL, 7};
    highper_error *error = NULL;
    count_up(BYTES(seed));
    CHECK(highper_sign_keypair(BYTES(seed), BYTES(key)) == HIGHPER_STATUS_OK);
    char token[] = PUBLIC;
    CHECK(highper_paseto_token_length(HIGHPER_PASETO_PUBLIC, 7, 0, &length) == HIGHPER_STATUS_OK && length == strlen(PUBLIC));
    memset(token, 0, sizeof token);
    /* There is one signature of a payload only. */
    CHECK(highper_paseto_public_sign(BYTES(key), TEXT(PAYLOAD), NONE, TEXT("implicit"), token, length, NULL) == HIGHPER_STATUS_OK);
    CHECK_TEXT(text_of(token), PUBLIC);
    CHECK(highper_paseto_public_verify(key + 32, 32, TEXT(PUBLIC), TEXT("implicit"), BYTES(payload), &length, &footer, NULL) == HIGHPER_STATUS_OK);
    CHECK(length == strlen(PAYLOAD) && memcmp(payload, PAYLOAD, length) == 0);
    CHECK_TEXT(string_of(footer), "");
    highper_string_free(&footer);
    for (size_t index = 0; index < strlen(PUBLIC); index++) {
        token[index] ^= 1;
        check_refused(highper_paseto_public_verify(key + 32, 32, TEXT(token), TEXT("implicit"), BYTES(payload), &length, &footer, &error), &error);
        token[index] ^= 1;
    }
    check_refused(highper_paseto_public_verify(key + 32, 32, TEXT(PUBLIC), NONE, BYTES(payload), &length, NULL, &error), &error);
    check_refused(highper_paseto_public_verify(key, 32, TEXT(PUBLIC), TEXT("implicit"), BYTES(payload), &length, NULL, &error), &error);
    unsigned char small[32] = {1};
    check_refused(highper_paseto_public_verify(BYTES(small), TEXT(PUBLIC), TEXT("implicit"), BYTES(payload), &length, NULL, &error), &error);
    key[40] ^= 1;
    CHECK(highper_paseto_public_sign(BYTES(key), TEXT(PAYLOAD), NONE, NONE, token, strlen(PUBLIC), &error) == REFUSED);
    check_reason(error, 201, "The public half does not belong to the secret one");
    CHECK(token[0] == 0);
}

static void misused_tokens(void) {
    unsigned char key[64] = {0};
    char token[sizeof LOCAL] = LOCAL;
    char payload[sizeof LOCAL];
    size_t length = 99;
    highper_error *error = NULL;
    CHECK(highper_paseto_token_length(2, 0, 0, &length) == INVALID);
    CHECK(highper_paseto_token_length(HIGHPER_PASETO_LOCAL, 0, 0, NULL) == INVALID);
    /* Lengths that no memory has, and tokens that none holds. */
    const size_t impossible[] = {SIZE_MAX, (size_t)PTRDIFF_MAX + 1, PTRDIFF_MAX, PTRDIFF_MAX / 4 * 3};
    for (size_t index = 0; index < sizeof impossible / sizeof impossible[0]; index++) {
        CHECK(highper_paseto_token_length(HIGHPER_PASETO_LOCAL, impossible[index], 0, &length) == INVALID);
        CHECK(highper_paseto_token_length(HIGHPER_PASETO_PUBLIC, 0, impossible[index], &length) == INVALID);
    }
    CHECK(highper_paseto_local_encrypt(key, 31, TEXT(PAYLOAD), NONE, NONE, payload, 104) == INVALID);
    CHECK(highper_paseto_local_encrypt(key, 32, TEXT(PAYLOAD), NONE, NONE, payload, 103) == INVALID);
    CHECK(highper_paseto_local_encrypt(key, 32, NULL, 7, NONE, NONE, payload, 104) == INVALID);
    CHECK(highper_paseto_local_encrypt(key, 32, payload, 7, NONE, NONE, payload, 104) == INVALID);
    CHECK(highper_paseto_local_decrypt(key, 33, TEXT(LOCAL), NONE, BYTES(payload), &length, NULL, &error) == INVALID);
    CHECK(highper_paseto_local_decrypt(key, 32, NULL, 0, NONE, BYTES(payload), &length, NULL, &error) == INVALID);
    CHECK(highper_paseto_local_decrypt(key, 32, token, TOO_LONG, NONE, BYTES(payload), &length, NULL, &error) == INVALID);
    CHECK(highper_paseto_local_decrypt(key, 32, TEXT(LOCAL), NONE, BYTES(payload), NULL, NULL, &error) == INVALID);
    CHECK(highper_paseto_local_decrypt(key, 32, TEXT(token), NONE, BYTES(token), &length, NULL, &error) == INVALID);
    CHECK(highper_paseto_public_sign(key, 63, TEXT(PAYLOAD), NONE, NONE, payload, 105, &error) == INVALID);
    CHECK(highper_paseto_public_verify(key, 31, TEXT(PUBLIC), NONE, BYTES(payload), &length, NULL, &error) == INVALID);
    CHECK(highper_paseto_public_verify(key, 32, TEXT(PUBLIC), NONE, BYTES(payload), NULL, NULL, &error) == INVALID);
    CHECK(error == NULL && length == 99);
    count_up(key, 32);
    /* Room for the payload is found to be too small when the token has been read, and stays empty. */
    memset(payload, 7, sizeof payload);
    CHECK(highper_paseto_local_decrypt(key, 32, TEXT(LOCAL), TEXT("implicit"), payload, 6, &length, NULL, &error) == INVALID);
    CHECK(payload[0] == 0 && payload[6] == 7 && length == 99);
}

#define LID "k4.lid.T2kuGH0-g0hZfW2VScg2r1VRxuDinkmPwMOH2kG0gF5b"

static void footers(void) {
    highper_string footer = {NULL, 7};
    highper_error *error = NULL;
    CHECK(highper_paseto_untrusted_footer(TEXT(LOCAL), &footer, NULL) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(footer), "footer");
    highper_string_free(&footer);
    CHECK(highper_paseto_untrusted_footer(TEXT(PUBLIC), &footer, NULL) == HIGHPER_STATUS_OK && footer.length == 0);
    highper_string_free(&footer);
    check_refused(highper_paseto_untrusted_footer(TEXT("v3.local.AA"), &footer, &error), &error);
    check_refused(highper_paseto_untrusted_footer(TEXT("v4.local.AA.AB"), &footer, &error), &error);
    CHECK(highper_paseto_untrusted_footer(NULL, 0, &footer, NULL) == INVALID);
    CHECK(highper_paseto_untrusted_footer(TEXT(LOCAL), NULL, NULL) == INVALID);

    const char *named = "{\"kid\":\"" LID "\"}";
    CHECK(highper_paseto_key_id(TEXT(named), &footer) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(footer), LID);
    highper_string_free(&footer);
    CHECK(highper_paseto_key_id(TEXT("footer"), &footer) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_paseto_key_id(TEXT("{\"kid\":1}"), &footer) == HIGHPER_STATUS_NOT_FOUND);
    CHECK(highper_paseto_key_id(TEXT(named), NULL) == INVALID);

    CHECK(highper_paseto_check_footer(NONE, NULL) == HIGHPER_STATUS_OK);
    CHECK(highper_paseto_check_footer(TEXT(named), NULL) == HIGHPER_STATUS_OK);
    const char *keys[] = {"{\"kid\":\"k4.local.AA\"}", "{\"a\":\"k4.secret.AA\"}"};
    for (size_t index = 0; index < sizeof keys / sizeof keys[0]; index++) {
        CHECK(highper_paseto_check_footer(TEXT(keys[index]), &error) == REFUSED);
        check_reason(error, 305,
                    "A footer must not hold a key: 'kid' names one (k4.lid, k4.pid, k4.sid), 'wpk' holds a wrapped one");
    }
    CHECK(highper_paseto_check_footer(TEXT("{\"a\":[[]]}"), &error) == REFUSED);
    check_reason(error, 305, "A footer in JSON is an object of at most 2 levels and 512 unique names");
    char *large = calloc(8193, 1);
    CHECK(large != NULL && highper_paseto_check_footer(large, 8193, &error) == REFUSED);
    check_reason(error, 305, "A footer has at most 8192 bytes, 8193 given");
    CHECK(highper_paseto_check_footer(NULL, 1, NULL) == INVALID);
    free(large);
}

/* 2026-01-31T12:00:00Z */
#define NOW 1769860800

static void checked_claims(void) {
    highper_paseto_rules rules;
    memset(&rules, 0xff, sizeof rules);
    CHECK(highper_paseto_rules_init(&rules, sizeof rules) == HIGHPER_STATUS_OK);
    CHECK(rules.size == sizeof rules && rules.lifetime == 3600 && rules.leeway == 0 && rules.ignore_expiry == 0);
    CHECK(rules.issuer.bytes == NULL && rules.audience.length == 0 && rules.subject.bytes == NULL);
    rules.issuer = text_of("me");
    const struct {
        const char *payload;
        int32_t code;
        const char *claim;
        const char *message;
    } table[] = {
        {"{\"exp\":\"2026-01-31T12:00:00.000000001Z\",\"iss\":\"me\"}", 0, NULL, NULL},
        {"{\"exp\":\"2026-01-31T12:00:00Z\",\"iss\":\"me\"}", 302, "exp", "The token has expired at 2026-01-31T12:00:00Z"},
        {"{\"exp\":\"2027-01-31T12:00:00Z\",\"nbf\":\"2026-01-31T12:00:01Z\"}", 303, "nbf",
         "The token is not valid before 2026-01-31T12:00:01Z"},
        {"{\"exp\":\"2027-01-31T12:00:00Z\",\"iat\":\"2026-01-31T12:00:01Z\"}", 303, "iat",
         "The token was issued in the future, at 2026-01-31T12:00:01Z"},
        {"{\"iss\":\"me\"}", 304, "exp", "The claim 'exp' is missing"},
        {"{\"exp\":1}", 304, "exp", "The claim 'exp' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z"},
        {"{\"exp\":\"2027-01-31T12:00:00Z\"}", 304, "iss", "The claim 'iss' is missing"},
        {"{\"exp\":\"2027-01-31T12:00:00Z\",\"iss\":\"you\"}", 304, "iss", "The claim 'iss' is not the expected one"},
        {"{\"a\":1,\"a\":1}", 304, "", "The payload is not a JSON object with unique names"},
    };
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        highper_error *error = NULL;
        highper_status status = highper_paseto_check(TEXT(table[index].payload), &rules, NOW, 0, &error);
        CHECK(status == (table[index].code == 0 ? HIGHPER_STATUS_OK : REFUSED));
        if (error != NULL) {
            highper_text claim = {NULL, 0};
            CHECK(highper_error_claim(error, &claim) == HIGHPER_STATUS_OK);
            CHECK_TEXT(claim, table[index].claim);
            check_reason(error, table[index].code, table[index].message);
        }
    }
    const char *expired = table[1].payload;
    rules.ignore_expiry = 1;
    CHECK(highper_paseto_check(TEXT(expired), &rules, NOW, 0, NULL) == HIGHPER_STATUS_OK);
    rules.ignore_expiry = 0;
    rules.leeway = 1;
    CHECK(highper_paseto_check(TEXT(expired), &rules, NOW, 999999999, NULL) == HIGHPER_STATUS_OK);
    CHECK(highper_paseto_check(TEXT(expired), &rules, NOW + 1, 0, NULL) == REFUSED);
    rules.lifetime = 0;
    CHECK(highper_paseto_check(TEXT("{\"iss\":\"me\"}"), &rules, NOW, 0, NULL) == HIGHPER_STATUS_OK);
}

static void completed_claims(void) {
    highper_paseto_rules rules;
    highper_string payload = {NULL, 7};
    highper_error *error = NULL;
    CHECK(highper_paseto_rules_init(&rules, sizeof rules) == HIGHPER_STATUS_OK);
    rules.issuer = text_of("me");
    rules.subject = text_of("you");
    CHECK(highper_paseto_complete(TEXT("{\"a\":1,\"sub\":\"you\"}"), &rules, NOW, &payload, NULL) == HIGHPER_STATUS_OK);
    CHECK_TEXT(string_of(payload),
               "{\"a\":1,\"sub\":\"you\",\"iat\":\"2026-01-31T12:00:00Z\",\"exp\":\"2026-01-31T13:00:00Z\",\"iss\":\"me\"}");
    CHECK(highper_paseto_check(payload.bytes, payload.length, &rules, NOW, 0, NULL) == HIGHPER_STATUS_OK);
    highper_string_free(&payload);
    CHECK(highper_paseto_complete(TEXT("{\"iss\":\"her\"}"), &rules, NOW, &payload, &error) == REFUSED);
    check_reason(error, 304, "The claim 'iss' is not the expected one");
    CHECK(highper_paseto_complete(TEXT("[]"), &rules, NOW, &payload, &error) == REFUSED);
    check_reason(error, 304, "The payload is not a JSON object with unique names");
    CHECK(highper_paseto_complete(TEXT("{}"), NULL, NOW, &payload, NULL) == INVALID);
    CHECK(highper_paseto_complete(TEXT("{}"), &rules, NOW, NULL, NULL) == INVALID);
    CHECK(highper_paseto_complete(NULL, 2, &rules, NOW, &payload, NULL) == INVALID);
    CHECK(payload.bytes == NULL && payload.length == 0);
}

static void refused_rules(void) {
    highper_paseto_rules good;
    CHECK(highper_paseto_rules_init(&good, sizeof good - 1) == INVALID);
    CHECK(highper_paseto_rules_init(&good, 1025) == INVALID);
    CHECK(highper_paseto_rules_init(NULL, sizeof good) == INVALID);
    CHECK(highper_paseto_rules_init(&good, sizeof good) == HIGHPER_STATUS_OK);
    highper_paseto_rules bad[7] = {good, good, good, good, good, good, good};
    bad[0].size = sizeof good - 1;
    bad[1].size = 1025;
    bad[2].lifetime = 3155760001;
    bad[3].leeway = 601;
    bad[4].ignore_expiry = 2;
    bad[5].issuer = (highper_text){.bytes = NULL, .length = 1};
    bad[6].audience = (highper_text){.bytes = "", .length = TOO_LONG};
    for (size_t index = 0; index < sizeof bad / sizeof bad[0]; index++) {
        CHECK(highper_paseto_check(TEXT(PAYLOAD), &bad[index], NOW, 0, NULL) == INVALID);
    }
    CHECK(highper_paseto_check(TEXT(PAYLOAD), NULL, NOW, 0, NULL) == INVALID);
    CHECK(highper_paseto_check(TEXT(PAYLOAD), &good, NOW, 1000000000, NULL) == INVALID);
    highper_text claim = {NULL, 7};
    CHECK(highper_error_claim(NULL, &claim) == INVALID && claim.length == 7);
    highper_error *error = NULL;
    CHECK(highper_paseto_untrusted_footer(TEXT(""), &(highper_string){NULL, 0}, &error) == REFUSED);
    CHECK(highper_error_claim(error, &claim) == HIGHPER_STATUS_NOT_FOUND && claim.length == 7);
    check_reason(error, 301, NOT_VALID);
}

void test_paseto(void) {
    local_tokens();
    public_tokens();
    misused_tokens();
    footers();
    checked_claims();
    completed_claims();
    refused_rules();
}
