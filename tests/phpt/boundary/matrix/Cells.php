<?php

declare(strict_types=1);

/**
 * Runs cells: a site with an act. What must hold of each: the process lives, or dies as the act wants it; the same site answers afterwards as it did
 * before; memory does not grow.
 */
class Cells
{
    /** Exit codes of children: what they found is right, is wrong; or the call came through before the act ended it. */
    private const RIGHT = 10;
    private const WRONG = 11;
    private const THROUGH = 12;

    /** @var array<string, string> What sites answer when nothing happens. */
    private array $answers = [];

    /** @var list<Fiber<mixed, mixed, mixed, mixed>> Fibers that nobody resumes while the process lives. */
    private array $left = [];

    private int $process;

    /**
     * @param array<string, Closure(Place): mixed> $sites
     */
    public function __construct(private readonly array $sites)
    {
        $this->process = (int) getmypid();
    }

    /**
     * @param array<string, mixed> $line
     */
    public function say(array $line): void
    {
        // A child that came to here is not to speak for its parent.
        if (getmypid() === $this->process) {
            fwrite(STDOUT, json_encode($line, JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE) . "\n");
        }
    }

    /**
     * Runs one cell.
     *
     * @return array{site: string, act: string, outcome: string, fault?: string}
     */
    public function run(string $site, string $act, bool $leaks): array
    {
        $line = ['site' => $site, 'act' => $act];
        try {
            $expected = $this->answer($site);
        } catch (LogicException $exception) {
            return $line + ['outcome' => '', 'fault' => $exception->getMessage()];
        }
        if (isset(ends()[$act]) || $act === 'recurse endlessly') {
            return $line + $this->inChild($site, ends()[$act] ?? $this->recursion($site, PHP_INT_MAX));
        }
        $line['outcome'] = $this->outcome($site, $act);
        $after = $this->plain($site);
        if ($after !== $expected) {
            return $line + ['fault' => "afterwards it answers $after, not $expected"];
        }
        // A class that is declared stays, and what another site or a child does is not this cell's.
        $counts = $leaks && !str_contains($site, 'autoloader') && (isset(acts()[$act]) || isset(suspensions()[$act])) && $act !== 'load a class';
        if ($counts && ($growth = $this->growth($site, $act)) !== 0) {
            return $line + ['fault' => "grows by $growth bytes in 30 rounds"];
        }

        return $line;
    }

    /**
     * What a site answers when nothing happens; also proves that it calls back.
     *
     * @throws LogicException if it does not
     */
    private function answer(string $site): string
    {
        return $this->answers[$site] ??= (function () use ($site): string {
            $place = new Place(fn () => null);
            $answer = self::told(fn () => ($this->sites[$site])($place));

            return $place->wasReached() ? $answer : throw new LogicException("'$site' does not call back: $answer");
        })();
    }

    private function plain(string $site): string
    {
        return self::told(fn () => ($this->sites[$site])(new Place(fn () => null)));
    }

    private function outcome(string $site, string $act): string
    {
        $run = $this->sites[$site];
        if (isset(acts()[$act])) {
            $place = new Place(acts()[$act]);
            $outcome = self::told(fn () => $run($place));
            $place->forget();

            return $outcome;
        }
        if (isset(suspensions()[$act])) {
            $place = new Place(fn () => Fiber::suspend());
            $fiber = new Fiber(fn () => $run($place));

            $outcome = self::told(function () use (&$fiber, $place, $act): mixed {
                $fiber->start();
                // Where the engine does not allow to suspend, the call has come to its end.
                if ($fiber->isTerminated()) {
                    return $fiber->getReturn();
                }
                $do = suspensions()[$act];
                // Only the callee's reference is to be left, so that it can be the last.
                return $do(...(function () use (&$fiber, $place): array {
                    $given = [$fiber, $place];
                    $fiber = null;

                    return $given;
                })());
            });
            $place->forget();

            return $outcome;
        }

        return match ($act) {
            'two fibers' => self::told(fn () => $this->twoFibers($run)),
            'fork' => $this->forked($site, false),
            'fork and exit' => $this->forked($site, true),
            'recurse' => self::told(fn () => $run(new Place($this->recursion($site, 30)))),
            'another site' => $this->another($site),
            default => throw new LogicException("there is no act '$act'"),
        };
    }

    /**
     * Two calls that take turns, and a third that is left as it is.
     *
     * @return list<mixed>
     */
    private function twoFibers(Closure $run): array
    {
        [$one, $two, $left] = array_map(fn () => new Fiber(fn () => $run(new Place(fn () => Fiber::suspend()))), [1, 2, 3]);
        $one->start();
        $left->start();
        $two->start();
        // More than a few would only be memory.
        count($this->left) > 20 ?: $this->left[] = $left;
        $one->isTerminated() ?: $one->resume();
        $two->isTerminated() ?: $two->resume();

        return [$one->getReturn(), $two->getReturn()];
    }

    /**
     * A child is made in the midst of the call, and both go on with it.
     */
    private function forked(string $site, bool $leaves): string
    {
        $child = null;
        $place = new Place(function () use (&$child, $leaves): void {
            $child = $this->fork();
            if ($child === 0 && $leaves) {
                exit(self::RIGHT);
            }
        });
        $outcome = self::told(fn () => ($this->sites[$site])($place));
        if ($child === 0) {
            exit($outcome === $this->answers[$site] && $this->plain($site) === $this->answers[$site] ? self::RIGHT : self::WRONG);
        }

        return $outcome . ($child === null ? '' : ', the child ' . self::ending($child));
    }

    /**
     * Another site in the midst of the call, which has to answer as it does alone.
     */
    private function another(string $site): string
    {
        $name = array_rand($this->sites);
        $expected = $this->answer($name);
        $inner = $expected;
        $place = new Place(function () use ($name, &$inner): void { $inner = $this->plain($name); });
        $outcome = self::told(fn () => ($this->sites[$site])($place));

        return $inner === $expected ? $outcome : "'$name' inside answers $inner, not $expected";
    }

    /**
     * @return Closure(Place): void
     */
    private function recursion(string $site, int $depth): Closure
    {
        return function () use ($site, $depth): void {
            $depth === 0 ?: ($this->sites[$site])(new Place($this->recursion($site, $depth - 1)));
        };
    }

    /**
     * Runs a cell that ends the process, in a child. What runs at the child's end asks the same site once more.
     *
     * @return array{outcome: string, fault?: string}
     */
    private function inChild(string $site, Closure $act): array
    {
        $child = $this->fork();
        if ($child !== 0) {
            $ending = self::ending($child);

            return $ending === 'is right' || $ending === 'came through' ? ['outcome' => 'ends'] : ['outcome' => 'ends', 'fault' => "the child $ending"];
        }
        $this->endWith($site, $act);
    }

    private function endWith(string $site, Closure $act): never
    {
        error_reporting(0);
        // Whoever hangs is ended by the system.
        pcntl_alarm(60);
        $isThrough = false;
        register_shutdown_function(function () use ($site, &$isThrough): void {
            set_time_limit(0);
            ini_set('memory_limit', '-1');
            exit($this->plain($site) !== $this->answers[$site] ? self::WRONG : ($isThrough ? self::THROUGH : self::RIGHT));
        });
        self::told(fn () => ($this->sites[$site])(new Place($act)));
        $isThrough = true;
        exit(0);
    }

    /**
     * A call that finds no free page of memory, then one, then two, until it comes through: it dies wherever it allocates.
     *
     * @return array{site: string, act: string, outcome: string, fault?: string}
     */
    public function limits(string $site): array
    {
        $line = ['site' => $site, 'act' => 'limits'];
        $this->answer($site);
        $shift = mt_rand();
        [$ours, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        $child = $this->fork();
        if ($child === 0) {
            fclose($ours);
            // From here on this one is whose children may be ended.
            $this->process = (int) getmypid();
            fwrite($theirs, $this->pages($site, $shift));
            exit(self::RIGHT);
        }
        fclose($theirs);
        $said = (string) stream_get_contents($ours);
        fclose($ours);
        $ending = self::ending($child);

        return $line + match (true) {
            $ending !== 'is right' => ['outcome' => '', 'fault' => "with shift $shift, the child $ending"],
            str_starts_with($said, 'FAULT ') => ['outcome' => '', 'fault' => substr($said, 6) . " (shift $shift)"],
            default => ['outcome' => $said],
        };
    }

    /**
     * What comes of a site with less or more free pages. A child that is forked has the same heap as its parent to the byte, so what was tried in one
     * holds for the next.
     */
    private function pages(string $site, int $shift): string
    {
        // The lists of free small blocks are left as full as chance will have it.
        $kept = [];
        for ($i = 0, $bits = $shift; $i < 500; $i++) {
            $bits = ($bits * 1103515245 + 12345) & 0x7FFFFFFF;
            $kept[] = str_repeat('s', $bits % 3000);
        }
        $room = array_fill(0, 1024, null);
        ini_set('memory_limit', (string) memory_get_usage(true));
        $try = function (int $taken, bool $runs) use ($site, &$room): string {
            $child = $this->fork();
            if ($child !== 0) {
                return self::ending($child);
            }
            $this->endAtLimit($site, $room, $taken, $runs);
        };
        [$least, $most] = [0, 1024];
        while ($least < $most) {
            $middle = intdiv($least + $most + 1, 2);
            $try($middle, false) === 'came through' ? $least = $middle : $most = $middle - 1;
        }
        for ($pages = 0, $deaths = 0; $pages <= $least; $pages += 1 + intdiv($pages, 12)) {
            $ending = $try($least - $pages, true);
            if ($ending === 'came through') {
                return "comes through with $pages pages after $deaths deaths";
            }
            if ($ending !== 'is right') {
                return "FAULT with $pages pages left, the child $ending";
            }
            $deaths++;
        }

        return "dies $deaths times";
    }

    /**
     * @param list<string|null> $room
     */
    private function endAtLimit(string $site, array &$room, int $taken, bool $runs): never
    {
        error_reporting(0);
        pcntl_alarm(60);
        $isThrough = false;
        register_shutdown_function(function () use ($site, &$isThrough, &$room, $runs): void {
            $room = [];
            ini_set('memory_limit', '-1');
            exit($runs && $this->plain($site) !== $this->answers[$site] ? self::WRONG : ($isThrough ? self::THROUGH : self::RIGHT));
        });
        for ($i = 0; $i < $taken; $i++) {
            // With its header more than the largest small block: a page of its own.
            $room[$i] = str_repeat('r', 4000);
        }
        $runs ? self::told(fn () => ($this->sites[$site])(new Place(fn () => null))) : null;
        $isThrough = true;
        exit(0);
    }

    /**
     * By how much memory grows in thirty rounds, after ten.
     */
    private function growth(string $site, string $act): int
    {
        $growth = 0;
        // A second look, since caches of the engine grow now and then.
        for ($look = 0; $look < 3; $look++) {
            for ($round = 0; $round < 40; $round++) {
                if ($round === 10) {
                    gc_collect_cycles();
                    $before = memory_get_usage();
                }
                $this->outcome($site, $act);
            }
            gc_collect_cycles();
            $growth = memory_get_usage() - $before;
            if ($growth <= 0) {
                return 0;
            }
        }

        return $growth;
    }

    /**
     * Forks, but not in a child: what is wrong with one must not breed. There, null.
     */
    private function fork(): ?int
    {
        return getmypid() === $this->process ? pcntl_fork() : null;
    }

    /**
     * How a child ended.
     */
    private static function ending(int $child): string
    {
        pcntl_waitpid($child, $status);
        if (pcntl_wifsignaled($status)) {
            return 'died of signal ' . pcntl_wtermsig($status);
        }

        return match ($code = pcntl_wexitstatus($status)) {
            self::RIGHT => 'is right',
            self::WRONG => 'answers otherwise at its end',
            self::THROUGH => 'came through',
            default => "ended with $code",
        };
    }

    /**
     * What comes of a call, as text that can be compared.
     */
    private static function told(Closure $call): string
    {
        try {
            $text = (string) json_encode($call(), JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
        } catch (TypeError | FiberError $error) {
            // Their words name functions, which differ where PHP code does the work.
            return $error::class;
        } catch (Throwable $error) {
            $text = preg_replace('/.*\\\\/', '', $error::class) . ': ' . $error->getMessage();
            for ($inner = $error->getPrevious(); $inner !== null; $inner = $inner->getPrevious()) {
                $text .= ', before that ' . preg_replace('/.*\\\\/', '', $inner::class) . ': ' . $inner->getMessage();
            }
        }
        $text = (string) preg_replace('/@anonymous.*?(?=")|@anonymous\S*/', '@anonymous', $text);

        return strlen($text) > 300 ? substr($text, 0, 240) . ' ... ' . md5($text) : $text;
    }
}
