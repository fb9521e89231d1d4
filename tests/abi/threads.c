/* One router, several threads, each with its match. */

#include "check.h"

#include <pthread.h>
#include <stdio.h>

#define THREADS 4
#define REQUESTS 500

struct work {
    const highper_router *router;
    int number;
    int right;
};

/* Asks for paths of its own, and counts the answers that are right. */
static void *ask(void *argument) {
    struct work *work = argument;
    highper_match *match = NULL;
    if (highper_match_new(&match) != HIGHPER_STATUS_OK) {
        return NULL;
    }
    for (int request = 0; request < REQUESTS; request++) {
        char path[32], id[16];
        snprintf(id, sizeof id, "%d", work->number * REQUESTS + request);
        snprintf(path, sizeof path, "/users/%s", id);
        size_t route = 99, count = 0;
        const highper_parameter *parameters = NULL;
        bool right = highper_router_match(work->router, match, TEXT("GET"), TEXT(path), NONE, &route) == HIGHPER_STATUS_OK &&
                     highper_match_parameters(match, &parameters, &count) == HIGHPER_STATUS_OK && count == 1 &&
                     parameters[0].value.length == strlen(id) && memcmp(parameters[0].value.bytes, id, strlen(id)) == 0;
        work->right += right ? 1 : 0;
    }
    highper_match_free(match);
    return NULL;
}

void test_threads(void) {
    highper_router *router = make_router(NULL);
    add_route(router, "GET", "/users/{id:[0-9]{1,8}}", NULL, NULL);
    struct work works[THREADS];
    pthread_t threads[THREADS];
    bool started[THREADS];
    for (int number = 0; number < THREADS; number++) {
        works[number] = (struct work){.router = router, .number = number, .right = 0};
        started[number] = pthread_create(&threads[number], NULL, ask, &works[number]) == 0;
    }
    for (int number = 0; number < THREADS; number++) {
        CHECK(started[number] && pthread_join(threads[number], NULL) == 0);
        CHECK(works[number].right == REQUESTS);
    }
    highper_router_free(router);
}
