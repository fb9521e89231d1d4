<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation\Pattern;

/**
 * How much a pattern takes once it is compiled, reckoned from its text alone: every backend reckons in the same way and refuses the same
 * patterns.
 *
 * @internal
 */
class Size
{
    /** The most steps; a single item may be repeated as often as PCRE can. */
    private const MAX_STEPS = 150_000;
    /** The most bytes of PCRE's code, which cannot jump farther than 64 KB. */
    private const MAX_CODE = 50_000;
    /** Where counting ends. */
    private const MANY = 1 << 32;

    public readonly int $steps;

    public readonly int $code;

    public function __construct(int $steps = 0, int $code = 0)
    {
        $this->steps = min($steps, self::MANY);
        $this->code = min($code, self::MANY);
    }

    /**
     * Of a character.
     */
    public static function char(int $code): self
    {
        return new self(1, $code < 0x80 ? 5 : 8);
    }

    /**
     * Of a set that is not written out.
     */
    public static function set(): self
    {
        return new self(1, 40);
    }

    public function plus(self $other): self
    {
        return new self($this->steps + $other->steps, $this->code + $other->code);
    }

    /**
     * Of a repetition. PCRE repeats a single item by a counter, and a group by writing it down as often.
     */
    public function times(int $min, ?int $max, bool $single): self
    {
        $copies = max($max ?? $min, $min, 1);

        return new self(($this->steps + 1) * $copies, $single ? $this->code + 12 : ($this->code + 10) * $copies);
    }

    public function isTooLarge(): bool
    {
        return $this->steps > self::MAX_STEPS || $this->code > self::MAX_CODE;
    }
}
