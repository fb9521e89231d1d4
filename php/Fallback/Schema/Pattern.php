<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * A regular expression of a schema, ready for PCRE.
 *
 * @internal
 */
class Pattern
{
    private function __construct(public readonly string $source, private readonly string $pcre)
    {
    }

    /**
     * The pattern, or null if it is none.
     */
    public static function of(string $source): ?self
    {
        $translated = Ecma::translate($source, isStrict: false);
        if ($translated === null) {
            return null;
        }
        // D: `$` matches at the very end alone.
        $pcre = "~$translated~uD";

        return @preg_match($pcre, '') === false && preg_last_error() === PREG_INTERNAL_ERROR ? null : new self($source, $pcre);
    }

    /**
     * @throws GaveUp if PCRE reaches a limit
     */
    public function matches(string $text): bool
    {
        $count = preg_match($this->pcre, $text);
        if ($count === false && preg_last_error() === PREG_JIT_STACKLIMIT_ERROR) {
            // The interpreter keeps its state on the heap, and gets further.
            $count = preg_match('~(*NO_JIT)' . substr($this->pcre, 1), $text);
        }

        return $count === false ? throw new GaveUp($text) : $count === 1;
    }
}
