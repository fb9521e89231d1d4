<?php

declare(strict_types=1);

/* How much is measured, and how often. */

namespace HighPerApp\HighPer\Native\Benches;

class Effort
{
    /**
     * @param int          $rounds       Interleaved ones, without the first, which warms up.
     * @param float        $milliseconds How long a batch of calls of one contender should last.
     * @param list<string> $only         Texts of which one has to be in a measurement's id, without regard to case; all, if there is none.
     */
    public function __construct(
        public readonly int $rounds,
        public readonly float $milliseconds,
        public readonly bool $quick = false,
        public readonly array $only = [],
    ) {
    }

    /**
     * From --quick, --rounds and --only.
     *
     * @param array<string, string|bool> $options
     */
    public static function of(array $options): self
    {
        $quick = isset($options['quick']);
        $only = array_values(array_filter(explode(',', (string) ($options['only'] ?? '')), static fn (string $text): bool => $text !== ''));

        return new self(max(3, (int) ($options['rounds'] ?? ($quick ? 5 : 15))), $quick ? 3.0 : 20.0, $quick, $only);
    }

    public function wants(string $id): bool
    {
        foreach ($this->only as $text) {
            if (stripos($id, $text) !== false) {
                return true;
            }
        }

        return $this->only === [];
    }
}
