<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

/**
 * Times with a counter, each pair greater than the one before (RFC 9562, 6.2, method 1). The counter begins at random in each millisecond, in
 * the lower half of its range; when it is used up, or the clock goes back, the time runs ahead of the clock.
 *
 * @internal
 */
class Sequence
{
    private int $milliseconds = 0;

    private int $counter = 0;

    /**
     * @param int $bits Of the counter.
     */
    public function __construct(private readonly int $bits)
    {
    }

    /**
     * @param int $random Where the counter begins if it does; only the bits that it has room for count.
     *
     * @return array{int, int} Milliseconds since 1970, and the counter.
     */
    public function next(int $random): array
    {
        $now = (int) (microtime(true) * 1000);
        $begin = $random & (1 << $this->bits - 1) - 1;
        if ($now > $this->milliseconds) {
            $this->milliseconds = $now;
            $this->counter = $begin;
        } elseif (++$this->counter >> $this->bits !== 0) {
            ++$this->milliseconds;
            $this->counter = $begin;
        }

        return [$this->milliseconds, $this->counter];
    }
}
