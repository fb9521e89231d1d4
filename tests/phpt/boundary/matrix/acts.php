<?php

declare(strict_types=1);

/**
 * What the user's code does in the midst of a call of ours. Some acts end the process and are run in a child by themselves, some suspend the fiber that
 * the call runs in.
 */

/** Takes what was freed just now, so that whoever still looks there finds something else. */
function fill(): void
{
    gc_collect_cycles();
    static $filling;
    $filling = array_map(fn (int $i): string => str_repeat('f', 8 + $i * 7 % 600), range(1, 300));
    $filling = null;
    $kept = [];
    for ($i = 0; $i < 60; $i++) {
        $kept[] = [str_repeat('k', 20 + $i), new ArrayObject([$i])];
    }
}

/** A handler of a signal runs as soon as PHP looks for one. */
function signal(Closure $handler): void
{
    pcntl_async_signals(true);
    pcntl_signal(SIGUSR1, fn () => $handler());
    posix_kill(getmypid(), SIGUSR1);
    pcntl_signal_dispatch();
    pcntl_signal(SIGUSR1, SIG_DFL);
}

/**
 * Acts after which the call goes on, or an exception comes out of it.
 *
 * @return array<string, Closure(Place): void>
 */
function acts(): array
{
    return [
        'throw' => function (): void { throw new DomainException('thrown'); },
        'throw an error' => function (): void { throw new AssertionError('thrown error'); },
        'throw one after another' => function (): void {
            try {
                throw new DomainException('first');
            } finally {
                throw new RangeException('second');
            }
        },
        'throw and catch' => function (Place $place): void {
            try {
                $place->again === null ?: ($place->again)();
                throw new DomainException('caught');
            } catch (Throwable) {
                fill();
            }
        },
        'collect' => function (): void { fill(); },
        'let go' => function (Place $place): void {
            $place->letGo === null ?: ($place->letGo)();
            fill();
        },
        'let go and throw' => function (Place $place): void {
            $place->letGo === null ?: ($place->letGo)();
            fill();
            throw new DomainException('thrown after it was let go');
        },
        'change' => function (Place $place): void {
            $place->change === null ?: ($place->change)();
            fill();
        },
        'change, again and let go' => function (Place $place): void {
            foreach ([$place->change, $place->again, $place->letGo] as $do) {
                $do === null ?: $do();
            }
            fill();
        },
        'again' => function (Place $place): void {
            for ($i = 0; $i < 3; $i++) {
                $place->again === null ?: ($place->again)();
            }
        },
        'a fiber inside' => function (Place $place): void {
            $fiber = new Fiber(function () use ($place): void {
                Fiber::suspend();
                $place->again === null ?: ($place->again)();
            });
            $fiber->start();
            fill();
            $fiber->resume();
        },
        'a fiber inside that is left' => function (): void {
            $fiber = new Fiber(function (): void { Fiber::suspend(); });
            $fiber->start();
        },
        'a signal' => function (Place $place): void {
            signal(function () use ($place): void {
                $place->again === null ?: ($place->again)();
                fill();
            });
        },
        'a signal that throws' => function (): void { signal(fn () => throw new DomainException('from a signal')); },
        'load a class' => function (): void { class_exists('Nowhere' . mt_rand()); },
        'a warning' => function (): void { @trigger_error('unheard', E_USER_WARNING); },
    ];
}

/**
 * Acts that suspend, and what is done then with the fiber and the place.
 *
 * @return array<string, Closure(Fiber, Place): mixed>
 */
function suspensions(): array
{
    return [
        'suspend, resume' => function (Fiber $fiber): mixed {
            fill();
            $fiber->resume();

            return $fiber->getReturn();
        },
        'suspend, throw into' => function (Fiber $fiber): mixed {
            $fiber->throw(new DomainException('thrown into'));

            return $fiber->getReturn();
        },
        'suspend, let go, resume' => function (Fiber $fiber, Place $place): mixed {
            $place->letGo === null ?: ($place->letGo)();
            fill();
            $fiber->resume();

            return $fiber->getReturn();
        },
        'suspend, again, resume' => function (Fiber $fiber, Place $place): mixed {
            $place->again === null ?: ($place->again)();
            $fiber->resume();

            return $fiber->getReturn();
        },
        'suspend, never resumed' => function (Fiber $fiber): mixed {
            unset($fiber);

            return 'never resumed';
        },
        'suspend, let go, never resumed' => function (Fiber $fiber, Place $place): mixed {
            $place->letGo === null ?: ($place->letGo)();
            unset($fiber);
            fill();

            return 'never resumed';
        },
    ];
}

/**
 * Acts that end the process.
 *
 * @return array<string, Closure(Place): void>
 */
function ends(): array
{
    $spend = function (): void {
        ini_set('memory_limit', (string) (memory_get_usage(true) + (2 << 20)));
        for ($kept = []; ; ) {
            $kept[] = str_repeat('x', 100_000);
        }
    };

    return [
        'exit' => function (): void { exit(0); },
        'exit; let go' => function (Place $place): void {
            $place->letGo === null ?: ($place->letGo)();
            exit(0);
        },
        'exceed memory_limit' => $spend,
        'exceed memory_limit in a fiber' => fn (): mixed => (new Fiber($spend))->start(),
        'a fatal error' => function (): void { eval('class TwiceDeclared {} class TwiceDeclared {}'); },
        'exit in a fiber' => fn (): mixed => (new Fiber(fn () => exit(0)))->start(),
        'time out' => function (): void {
            set_time_limit(1);
            for (;;) {
            }
        },
    ];
}
