<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation\Pattern;

/**
 * Why a pattern cannot be used, in the words that every backend has for it.
 *
 * @internal
 */
class Fault extends \InvalidArgumentException
{
    private const NO_DELIMITER = 'a pattern begins with a delimiter, as in /^[a-z]+$/';

    public static function noDelimiter(): self
    {
        return new self(self::NO_DELIMITER);
    }

    public static function unclosed(string $delimiter): self
    {
        return new self("the closing delimiter '$delimiter' is missing", 1);
    }

    public static function flag(string $flag): self
    {
        $name = preg_match('/^[!-~]$/D', $flag) === 1 ? $flag : sprintf('\x%02X', \ord($flag));

        return new self("the flag '$name' is not supported");
    }

    public static function unsupported(string $construct, int $offset): self
    {
        return new self("$construct at byte $offset is not supported: write regex_pcre, which uses PCRE");
    }

    public static function malformed(string $what, int $offset): self
    {
        return new self("cannot be compiled: $what at byte $offset");
    }

    public static function refusedByPcre(string $why): self
    {
        return new self("cannot be compiled: $why");
    }

    public static function tooLarge(): self
    {
        return new self('is too large');
    }

    /**
     * Whether it is the closing delimiter that is missing.
     */
    public function isUnclosed(): bool
    {
        return $this->getCode() === 1;
    }
}
