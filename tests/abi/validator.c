/* Rules and JSON Schemas: compiling, checking, what is told of failures, and what remains undecided. */

#include "check.h"

#include <pthread.h>

#define OK HIGHPER_STATUS_OK
#define INVALID HIGHPER_STATUS_INVALID_ARGUMENT
#define REFUSED HIGHPER_STATUS_REFUSED
#define UNDECIDED HIGHPER_STATUS_UNDECIDED
#define NOT_FOUND HIGHPER_STATUS_NOT_FOUND
#define TOO_LONG ((size_t)PTRDIFF_MAX + 1)
#define MISALIGNED(pointer) ((void *)((char *)(pointer) + 1))
#define THREADS 4

static const char *form = "{\"name\":\"required|string|min:2|max:20\",\"age\":[\"integer\",[\"between\",18,120]],"
                          "\"items.*.qty\":\"required|integer\",\"plan\":[[\"in\",[\"a\",\"b\"],null,true]]}";

static highper_validator *validator_of(const char *rules, const char *settings) {
    highper_validator *validator = NULL;
    size_t length = settings == NULL ? 0 : strlen(settings);
    CHECK(highper_validator_compile(TEXT(rules), settings, length, &validator, NULL) == OK && validator != NULL);
    return validator;
}

static highper_json_schema *schema_of(const char *schema, const char *settings) {
    highper_json_schema *compiled = NULL;
    size_t length = settings == NULL ? 0 : strlen(settings);
    CHECK(highper_json_schema_compile(TEXT(schema), settings, length, &compiled, NULL) == OK && compiled != NULL);
    return compiled;
}

/* Checks the message and the report of an error about data, and frees it. */
static void check_report(highper_error *error, const char *message, const char *report) {
    highper_text text = {NULL, 0};
    CHECK(highper_error_report(error, &text) == OK);
    CHECK_TEXT(text, report);
    CHECK(highper_error_field(error, &text) == NOT_FOUND && highper_error_rule(error, &text) == NOT_FOUND);
    CHECK(highper_error_pointer(error, &text) == NOT_FOUND);
    check_reason(error, 422, message);
}

static void checked(void) {
    const struct {
        const char *json;
        const char *validated;
    } good[] = {
        {"{\"name\":\"Ada\",\"more\":1}", "{\"name\":\"Ada\"}"},
        {"{\"name\":\"\\u00e9/\\u2028\\n\",\"age\":18}", "{\"name\":\"\xc3\xa9/\xe2\x80\xa8\\n\",\"age\":18}"},
        {"{\"name\":\"Ada\",\"age\":\"36\",\"plan\":\"a\",\"items\":[{\"qty\":1},{\"qty\":2,\"x\":{}}]}",
         "{\"name\":\"Ada\",\"age\":\"36\",\"plan\":\"a\",\"items\":[{\"qty\":1},{\"qty\":2}]}"},
    };
    highper_validator *validator = validator_of(form, NULL);
    for (size_t index = 0; index < sizeof good / sizeof good[0]; index++) {
        highper_string validated = {NULL, 0};
        bool passes = false;
        CHECK(highper_validator_passes(validator, NULL, TEXT(good[index].json), &passes, NULL) == OK && passes);
        CHECK(highper_validator_check(validator, NULL, TEXT(good[index].json), NULL, NULL) == OK);
        CHECK(highper_validator_check(validator, NULL, TEXT(good[index].json), &validated, NULL) == OK);
        CHECK_TEXT(string_of(validated), good[index].validated);
        highper_string_free(&validated);
    }
    const char *bad = "{\"name\":\"A\",\"age\":17.5,\"items\":[{},{\"qty\":\"x\"}],\"plan\":\"c\"}";
    highper_string validated = {NULL, 7};
    highper_error *error = NULL;
    bool passes = true;
    CHECK(highper_validator_passes(validator, NULL, TEXT(bad), &passes, &error) == OK && !passes && error == NULL);
    CHECK(highper_validator_check(validator, NULL, TEXT(bad), NULL, NULL) == REFUSED);
    CHECK(highper_validator_check(validator, NULL, TEXT(bad), &validated, &error) == REFUSED);
    CHECK(validated.bytes == NULL && validated.length == 7);
    highper_text report = {NULL, 0};
    CHECK(highper_error_report(error, &report) == OK);
    const char *failed = "\"failed\":[{\"field\":\"name\",\"rule\":\"min\",\"parameters\":[\"2\"]},"
                         "{\"field\":\"age\",\"rule\":\"integer\",\"parameters\":[]},"
                         "{\"field\":\"age\",\"rule\":\"between\",\"parameters\":[\"18\",\"120\"]},"
                         "{\"field\":\"plan\",\"rule\":\"in\",\"parameters\":[\"a\",\"b\",\"NULL\",\"true\"]},"
                         "{\"field\":\"items.0.qty\",\"rule\":\"required\",\"parameters\":[]},"
                         "{\"field\":\"items.1.qty\",\"rule\":\"integer\",\"parameters\":[]}]}";
    size_t tail = strlen(failed);
    CHECK(report.length > tail);
    if (report.length > tail) {
        CHECK_TEXT(((highper_text){(const char *)report.bytes + report.length - tail, tail}), failed);
    }
    highper_error_free(error);
    highper_validator_free(validator);
    highper_validator_free(NULL);
}

/* What is left out, changed, and kept as it was. */
static void projected(void) {
    const struct {
        const char *rules;
        const char *json;
        const char *validated;
    } table[] = {
        {"{}", "{\"a\":1}", "{}"},
        {"{}", "[1]", "[]"},
        {"{\"a\":\"array\"}", "{\"a\":{},\"b\":[]}", "{\"a\":{}}"},
        {"{\"a\":\"array\"}", "{\"a\":{\"0\":[],\"1\":1.0}}", "{\"a\":{\"0\":[],\"1\":1.0}}"},
        {"{\"a\":\"array\",\"a.b\":\"string\"}", "{\"a\":{\"c\":1}}", "{\"a\":{}}"},
        {"{\"a\":\"array\",\"a.*.b\":\"string\"}", "{\"a\":[{\"c\":1},{\"b\":\"x\"}]}", "{\"a\":{\"1\":{\"b\":\"x\"}}}"},
        {"{\"a\":\"array\",\"a.*.b\":\"string\"}", "{\"a\":[{\"b\":\"x\",\"c\":1},{\"d\":1}]}", "{\"a\":[{\"b\":\"x\"}]}"},
        {"{\"*\":\"trim|string\"}", "[\" x \",\"y\"]", "[\"x\",\"y\"]"},
        {"{\"a\":\"cast:int\",\"b\":\"cast:float\",\"c\":\"cast:bool\",\"d\":\"cast:int\"}",
         "{\"a\":\"7\",\"b\":\"1e2\",\"c\":\"on\",\"d\":\"\"}", "{\"a\":7,\"b\":100.0,\"c\":true,\"d\":null}"},
        {"{\"a\":\"trim|cast:date\"}", "{\"a\":\" 2024-02-29 \"}", "{\"a\":\"2024-02-29\"}"},
        {"{\"a\":\"required\"}", "{\"a\":[1e999,-1e999,-0.0,1e25]}", "{\"a\":[1e999,-1e999,-0.0,1.0e+25]}"},
        {"{\"a\":\"exclude_if:b,1\",\"b\":\"integer\"}", "{\"a\":1,\"b\":1}", "{\"b\":1}"},
    };
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        highper_validator *validator = validator_of(table[index].rules, NULL);
        highper_string validated = {NULL, 0};
        CHECK(highper_validator_check(validator, NULL, TEXT(table[index].json), &validated, NULL) == OK);
        CHECK_TEXT(string_of(validated), table[index].validated);
        highper_string_free(&validated);
        highper_validator_free(validator);
    }
}

static void texts(void) {
    highper_validator *validator = validator_of("{\"a\":\"required\",\"b.c\":\"integer|min:5\"}",
                                                "{\"messages\":{\"required\":\"no :attribute\",\"b.c\":{\"min\":\"under :min\"}},"
                                                "\"attributes\":{\"a\":\"the \\\"first\\\"\"}}");
    highper_error *error = NULL;
    CHECK(highper_validator_check(validator, NULL, TEXT("{\"b\":{\"c\":1}}"), NULL, &error) == REFUSED);
    check_report(error, "no the \"first\" (and 1 more)",
                 "{\"errors\":{\"a\":[\"no the \\\"first\\\"\"],\"b.c\":[\"under 5\"]},\"failed\":["
                 "{\"field\":\"a\",\"rule\":\"required\",\"parameters\":[]},{\"field\":\"b.c\",\"rule\":\"min\",\"parameters\":[\"5\"]}]}");
    for (size_t index = 0; index < 2; index++) {
        error = NULL;
        const char *json = index == 0 ? "7" : "null";
        bool passes = true;
        CHECK(highper_validator_passes(validator, NULL, TEXT(json), &passes, NULL) == OK && !passes);
        CHECK(highper_validator_check(validator, NULL, TEXT(json), NULL, &error) == REFUSED);
        check_report(error, "The data must be an object or an array",
                     "{\"errors\":{\"\":[\"The data must be an object or an array\"]},"
                     "\"failed\":[{\"field\":\"\",\"rule\":\"array\",\"parameters\":[]}]}");
    }
    highper_validator_free(validator);
}

static void options(void) {
    highper_validation_options options;
    memset(&options, 0xff, sizeof options);
    CHECK(highper_validation_options_init(&options, sizeof options) == OK);
    CHECK(options.size == sizeof options && options.strict == 0 && options.stop_on_first_failure == 0 && options.max_errors == 0);
    CHECK(highper_validation_options_init(&options, sizeof options - 1) == INVALID);
    CHECK(highper_validation_options_init(NULL, sizeof options) == INVALID);
    highper_validator *validator = validator_of("{\"a\":\"integer|min:9\",\"b\":\"integer|min:9\"}", NULL);
    const char *json = "{\"a\":\"7\",\"b\":\"8\"}";
    const struct {
        uint32_t strict;
        uint32_t stop;
        uint32_t most;
        int failures;
    } table[] = {{0, 0, 0, 2}, {1, 0, 0, 4}, {0, 1, 0, 1}, {1, 1, 0, 2}, {1, 0, 3, 3}, {1, 0, 1, 1}};
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        options.strict = table[index].strict;
        options.stop_on_first_failure = table[index].stop;
        options.max_errors = table[index].most;
        highper_error *error = NULL;
        highper_text report = {NULL, 0};
        CHECK(highper_validator_check(validator, &options, TEXT(json), NULL, &error) == REFUSED);
        CHECK(highper_error_report(error, &report) == OK);
        int failures = 0;
        for (size_t at = 0; at + 7 <= report.length; at++) {
            failures += memcmp((const char *)report.bytes + at, "\"rule\":", 7) == 0;
        }
        CHECK(failures == table[index].failures);
        highper_error_free(error);
    }
    highper_validation_options bad[3] = {options, options, options};
    bad[0].size = sizeof options - 1;
    bad[1].strict = 2;
    bad[2].stop_on_first_failure = 2;
    for (size_t index = 0; index < 3; index++) {
        bool passes = true;
        CHECK(highper_validator_passes(validator, &bad[index], TEXT(json), &passes, NULL) == INVALID && passes);
        CHECK(highper_validator_check(validator, &bad[index], TEXT(json), NULL, NULL) == INVALID);
    }
    highper_validator_free(validator);
}

/* Rules that cannot be compiled. */
static void refused_rules(void) {
    const struct {
        const char *rules;
        const char *settings;
        int32_t code;
        const char *field;
        const char *rule;
        const char *message;
    } table[] = {
        {"{\"a\":\"nope\"}", NULL, 501, "a", "nope",
         "rule 'nope' of field 'a': there is no such rule; a callback of this name may be given to compile()"},
        {"{\"a\":\"max\"}", NULL, 502, "a", "max", "rule 'max' of field 'a': takes 1 parameter, 0 given"},
        {"{\"a\":[[\"Max\",{}]]}", NULL, 505, "a", NULL, "field 'a': a rule must be a string or a list, object given"},
        {"{\"a\":[1]}", NULL, 505, "a", NULL, "field 'a': a rule must be a string or a list, int given"},
        {"{\"a\":null}", NULL, 505, "a", NULL, "field 'a': rules must be a string or a list, null given"},
        {"{\"a\":[[]]}", NULL, 505, "a", NULL, "field 'a': an array of a rule must begin with its name"},
        {"{\"a\":\"unique:users\"}", NULL, 504, "a", "unique",
         "rule 'unique' of field 'a': needs a database, a file or the network: give compile() a callback of this name"},
        {"{\"a\":\"timezone\"}", NULL, 502, "a", "timezone", "rule 'timezone' of field 'a': the names of time zones are not known here"},
        {"[]", NULL, 505, NULL, NULL, "the rules must be an object, array given"},
        {"{}", "[]", 505, NULL, NULL, "the settings must be an object, array given"},
        {"{}", "{\"more\":{}}", 505, NULL, NULL, "there is no setting 'more': messages and attributes are known"},
        {"{}", "{\"messages\":1}", 505, NULL, NULL, "'messages' must be an object, int given"},
        {"{}", "{\"messages\":{\"a\":1}}", 505, NULL, NULL, "message 'a' must be a string or an array, int given"},
        {"{}", "{\"messages\":{\"@language\":{}}}", 505, NULL, NULL, "message '@language' must be a string, object given"},
        {"{}", "{\"messages\":{\"max\":{\"one\":\"x\"}}}", 505, NULL, NULL, "message 'max' needs the form 'other'"},
        {"{}", "{\"attributes\":{\"a\":1}}", 505, NULL, NULL, "attribute 'a' must be a string, int given"},
    };
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        highper_validator *validator = NULL;
        highper_error *error = NULL;
        const char *settings = table[index].settings;
        size_t length = settings == NULL ? 0 : strlen(settings);
        CHECK(highper_validator_compile(TEXT(table[index].rules), settings, length, &validator, &error) == REFUSED);
        CHECK(validator == NULL);
        highper_text text = text_of("before");
        CHECK(highper_error_field(error, &text) == (table[index].field == NULL ? NOT_FOUND : OK));
        CHECK_TEXT(text, table[index].field == NULL ? "before" : table[index].field);
        text = text_of("before");
        CHECK(highper_error_rule(error, &text) == (table[index].rule == NULL ? NOT_FOUND : OK));
        CHECK_TEXT(text, table[index].rule == NULL ? "before" : table[index].rule);
        CHECK(highper_error_report(error, &text) == NOT_FOUND);
        check_reason(error, table[index].code, table[index].message);
    }
}

/* What only PHP could tell, and what does not depend on it. */
static void undecided(void) {
    const struct {
        const char *rules;
        const char *json;
        highper_status status;
        bool passes;
    } table[] = {
        {"{\"a\":\"date\"}", "{\"a\":\"2024-02-29\"}", OK, true},
        {"{\"a\":\"date\"}", "{\"a\":\"2023-02-29\"}", OK, false},
        {"{\"a\":\"date\"}", "{\"a\":[]}", OK, false},
        {"{\"a\":\"date\"}", "{\"a\":\"tomorrow\"}", UNDECIDED, false},
        {"{\"a\":\"after:2024-01-01\"}", "{\"a\":\"2024-01-02\"}", OK, true},
        {"{\"a\":\"after:today\"}", "{\"a\":\"2024-01-02\"}", UNDECIDED, false},
        {"{\"a\":\"date_format:Y-m-d H:i\"}", "{\"a\":\"2024-01-02 13:14\"}", OK, true},
        {"{\"a\":\"date_format:D\"}", "{\"a\":\"Mon\"}", UNDECIDED, false},
        {"{\"a\":\"regex_pcre:/x/\"}", "{\"a\":\"x\"}", UNDECIDED, false},
        {"{\"a\":\"regex_pcre:/x/\"}", "{}", OK, true},
        {"{\"a\":\"required\",\"b\":\"date\"}", "{\"b\":\"tomorrow\"}", OK, false},
        {"{\"a\":\"cast:date\"}", "{\"a\":\"noon\"}", UNDECIDED, false},
    };
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        highper_validator *validator = validator_of(table[index].rules, NULL);
        bool passes = false;
        CHECK(highper_validator_passes(validator, NULL, TEXT(table[index].json), &passes, NULL) == table[index].status);
        CHECK(passes == table[index].passes);
        if (table[index].status == UNDECIDED) {
            highper_string validated = {NULL, 7};
            highper_error *error = NULL;
            CHECK(highper_validator_check(validator, NULL, TEXT(table[index].json), &validated, &error) == UNDECIDED);
            CHECK(validated.length == 7 && error == NULL);
        }
        highper_validator_free(validator);
    }
}

static void schemas(void) {
    highper_json_schema *schema = schema_of("{\"$ref\":\"http://example.com/a\"}",
                                            "{\"formats\":true,\"draft\":\"7\",\"documents\":{\"http://example.com/a\":"
                                            "{\"properties\":{\"a/b\":{\"format\":\"email\"},\"n\":{\"minimum\":3}},\"required\":[\"n\"]}}}");
    bool passes = false;
    CHECK(highper_json_schema_passes(schema, TEXT("{\"n\":3,\"a/b\":\"x@example.com\"}"), &passes, NULL) == OK && passes);
    CHECK(highper_json_schema_check(schema, TEXT("{\"n\":3}"), NULL) == OK);
    CHECK(highper_json_schema_passes(schema, TEXT("{\"n\":2}"), &passes, NULL) == OK && !passes);
    CHECK(highper_json_schema_check(schema, TEXT("{\"n\":2}"), NULL) == REFUSED);
    highper_error *error = NULL;
    CHECK(highper_json_schema_check(schema, TEXT("{\"a/b\":\"x\"}"), &error) == REFUSED);
    check_report(error, "must have the property 'n' (and 1 more)",
                 "{\"errors\":{\"\":[\"must have the property 'n'\"],\"/a~1b\":[\"must be of the format 'email'\"]},\"failed\":["
                 "{\"field\":\"\",\"rule\":\"required\",\"parameters\":[\"/$ref/required\"]},"
                 "{\"field\":\"/a~1b\",\"rule\":\"format\",\"parameters\":[\"/$ref/properties/a~1b/format\"]}]}");
    highper_json_schema_free(schema);
    highper_json_schema_free(NULL);

    schema = schema_of("{\"pattern\":\"^(?=(a+)+$)b\"}", NULL);
    const char *hostile = "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\"";
    highper_status status = highper_json_schema_passes(schema, TEXT(hostile), &passes, NULL);
    CHECK(status == UNDECIDED || (status == OK && !passes));
    status = highper_json_schema_check(schema, TEXT(hostile), NULL);
    CHECK(status == UNDECIDED || status == REFUSED);
    highper_json_schema_free(schema);
}

static void refused_schemas(void) {
    const struct {
        const char *schema;
        const char *settings;
        int32_t code;
        const char *pointer;
        const char *message;
    } table[] = {
        {"{\"properties\":{\"a\":{\"minimum\":\"x\"}}}", NULL, 601, "/properties/a/minimum",
         "does not follow the meta-schema: must be of type number at '/properties/a/minimum'"},
        {"{\"$ref\":\"http://example.com/b\"}", NULL, 602, NULL, "there is no document 'http://example.com/b': give it to compile()"},
        {"{}", "{\"draft\":\"5\"}", 603, NULL, "there is no draft '5': 4, 6, 7, 2019-09 and 2020-12 are known"},
        {"{}", "{\"draft\":5}", 605, NULL, "'draft' must be a string"},
        {"{}", "{\"formats\":1}", 605, NULL, "'formats' must be a boolean"},
        {"{}", "{\"documents\":[]}", 605, NULL, "'documents' must be an object"},
        {"{}", "{\"documents\":{\"a\":{}}}", 605, NULL, "'a' is no absolute URI"},
        {"{}", "{\"more\":1}", 605, NULL, "there is no setting 'more': draft, formats and documents are known"},
        {"{}", "[]", 605, NULL, "the settings must be an object"},
    };
    for (size_t index = 0; index < sizeof table / sizeof table[0]; index++) {
        highper_json_schema *schema = NULL;
        highper_error *error = NULL;
        const char *settings = table[index].settings;
        size_t length = settings == NULL ? 0 : strlen(settings);
        CHECK(highper_json_schema_compile(TEXT(table[index].schema), settings, length, &schema, &error) == REFUSED);
        CHECK(schema == NULL);
        highper_text text = text_of("before");
        CHECK(highper_error_pointer(error, &text) == (table[index].pointer == NULL ? NOT_FOUND : OK));
        CHECK_TEXT(text, table[index].pointer == NULL ? "before" : table[index].pointer);
        check_reason(error, table[index].code, table[index].message);
    }
}

/* Texts that are no JSON: the code is that of PHP, and the error has a place. */
static void no_json(void) {
    highper_validator *validator = validator_of("{}", NULL);
    highper_json_schema *schema = schema_of("true", NULL);
    for (int function = 0; function < 8; function++) {
        highper_validator *no_validator = NULL;
        highper_json_schema *no_schema = NULL;
        highper_error *error = NULL;
        bool passes = true;
        highper_status status = OK;
        switch (function) {
        case 0: status = highper_validator_passes(validator, NULL, TEXT("{"), &passes, &error); break;
        case 1: status = highper_validator_check(validator, NULL, TEXT("{"), NULL, &error); break;
        case 2: status = highper_validator_compile(TEXT("{"), NONE, &no_validator, &error); break;
        case 3: status = highper_validator_compile(TEXT("{}"), TEXT("{"), &no_validator, &error); break;
        case 4: status = highper_json_schema_passes(schema, TEXT("{"), &passes, &error); break;
        case 5: status = highper_json_schema_check(schema, TEXT("{"), &error); break;
        case 6: status = highper_json_schema_compile(TEXT("{"), NONE, &no_schema, &error); break;
        default: status = highper_json_schema_compile(TEXT("{}"), TEXT("{"), &no_schema, &error); break;
        }
        CHECK(status == REFUSED && passes && no_validator == NULL && no_schema == NULL);
        int32_t code = 0;
        size_t offset = 0;
        highper_text report = {NULL, 0};
        CHECK(highper_error_code(error, &code) == OK && code == 4);
        CHECK(highper_error_offset(error, &offset) == OK && offset == 1);
        CHECK(highper_error_report(error, &report) == NOT_FOUND);
        highper_error_free(error);
    }
    highper_json_schema_free(schema);
    highper_validator_free(validator);
}

static void misuse(void) {
    highper_validator *validator = validator_of("{}", NULL);
    highper_json_schema *schema = schema_of("true", NULL);
    highper_validator *no_validator = NULL;
    highper_json_schema *no_schema = NULL;
    highper_error *error = NULL;
    bool passes = true;
    CHECK(highper_validator_compile(NONE, NONE, &no_validator, NULL) == INVALID);
    CHECK(highper_validator_compile("", TOO_LONG, NONE, &no_validator, NULL) == INVALID);
    CHECK(highper_validator_compile(TEXT("{}"), NULL, 1, &no_validator, NULL) == INVALID);
    CHECK(highper_validator_compile(TEXT("{}"), NONE, NULL, NULL) == INVALID);
    CHECK(highper_validator_compile(TEXT("{}"), NONE, &no_validator, MISALIGNED(&error)) == INVALID);
    CHECK(highper_validator_passes(NULL, NULL, TEXT("{}"), &passes, NULL) == INVALID);
    CHECK(highper_validator_passes(validator, MISALIGNED(validator), TEXT("{}"), &passes, NULL) == INVALID);
    CHECK(highper_validator_passes(validator, NULL, NONE, &passes, NULL) == INVALID);
    CHECK(highper_validator_passes(validator, NULL, TEXT("{}"), NULL, NULL) == INVALID);
    CHECK(highper_validator_check(NULL, NULL, TEXT("{}"), NULL, NULL) == INVALID);
    CHECK(highper_validator_check(MISALIGNED(validator), NULL, TEXT("{}"), NULL, NULL) == INVALID);
    CHECK(highper_validator_check(validator, NULL, "", TOO_LONG, NULL, NULL) == INVALID);
    CHECK(highper_validator_check(validator, NULL, TEXT("{}"), MISALIGNED(&error), NULL) == INVALID);
    CHECK(highper_json_schema_compile(NONE, NONE, &no_schema, NULL) == INVALID);
    CHECK(highper_json_schema_compile(TEXT("{}"), NULL, 1, &no_schema, NULL) == INVALID);
    CHECK(highper_json_schema_compile(TEXT("{}"), NONE, NULL, NULL) == INVALID);
    CHECK(highper_json_schema_passes(NULL, TEXT("{}"), &passes, NULL) == INVALID);
    CHECK(highper_json_schema_passes(schema, NONE, &passes, NULL) == INVALID);
    CHECK(highper_json_schema_passes(schema, TEXT("{}"), NULL, NULL) == INVALID);
    CHECK(highper_json_schema_check(NULL, TEXT("{}"), NULL) == INVALID);
    CHECK(highper_json_schema_check(schema, NONE, NULL) == INVALID);
    CHECK(highper_json_schema_check(schema, TEXT("{}"), MISALIGNED(&error)) == INVALID);
    CHECK(highper_error_report(NULL, NULL) == INVALID && highper_error_pointer(NULL, NULL) == INVALID);
    CHECK(highper_error_field(NULL, NULL) == INVALID && highper_error_rule(NULL, NULL) == INVALID);
    CHECK(passes && no_validator == NULL && no_schema == NULL && error == NULL);
    highper_json_schema_free(schema);
    highper_validator_free(validator);
}

struct shared {
    const highper_validator *validator;
    const highper_json_schema *schema;
    int right;
};

static void *ask(void *argument) {
    struct shared *shared = argument;
    for (int round = 0; round < 200; round++) {
        bool passes = false;
        highper_error *error = NULL;
        shared->right += highper_validator_passes(shared->validator, NULL, TEXT("{\"name\":\"Ada\"}"), &passes, NULL) == OK && passes;
        shared->right += highper_validator_check(shared->validator, NULL, TEXT("{\"age\":1}"), NULL, &error) == REFUSED;
        highper_error_free(error);
        shared->right += highper_json_schema_check(shared->schema, TEXT("\"x\""), NULL) == REFUSED;
    }
    return NULL;
}

static void threads(void) {
    highper_validator *validator = validator_of(form, NULL);
    highper_json_schema *schema = schema_of("{\"type\":\"object\"}", NULL);
    struct shared works[THREADS];
    pthread_t threads[THREADS];
    bool started[THREADS];
    for (int number = 0; number < THREADS; number++) {
        works[number] = (struct shared){.validator = validator, .schema = schema, .right = 0};
        started[number] = pthread_create(&threads[number], NULL, ask, &works[number]) == 0;
    }
    for (int number = 0; number < THREADS; number++) {
        CHECK(started[number] && pthread_join(threads[number], NULL) == 0 && works[number].right == 600);
    }
    highper_json_schema_free(schema);
    highper_validator_free(validator);
}

void test_validator(void) {
    checked();
    projected();
    texts();
    options();
    refused_rules();
    undecided();
    schemas();
    refused_schemas();
    no_json();
    misuse();
    threads();
}
