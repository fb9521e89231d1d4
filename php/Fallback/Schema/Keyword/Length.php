<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema\Keyword;

use HighPerApp\HighPer\Native\Fallback\Schema\Keyword;
use HighPerApp\HighPer\Native\Fallback\Schema\Marks;
use HighPerApp\HighPer\Native\Fallback\Schema\Messages;
use HighPerApp\HighPer\Native\Fallback\Schema\Run;

/**
 * `minLength` and `maxLength`, in code points.
 *
 * @internal
 *
 * @implements Keyword<string>
 */
class Length implements Keyword
{
    use Asserts;

    public function __construct(private readonly string $keyword, private readonly int|float $limit)
    {
    }

    public function passes(mixed $value, Run $run, ?Marks $marks): bool
    {
        $bytes = \strlen($value);
        if ($this->keyword === 'minLength') {
            // Four bytes are one code point at least, and one byte is one at most.
            return $bytes >= $this->limit && ($bytes >= 4 * $this->limit || self::length($value) >= $this->limit);
        }

        return $bytes <= $this->limit || ($bytes <= 4 * $this->limit && self::length($value) <= $this->limit);
    }

    private static function length(string $text): int
    {
        static $hasMbstring = \function_exists('mb_strlen');

        // Without ext-mbstring, all bytes but those that continue a sequence are counted.
        return $hasMbstring ? mb_strlen($text, 'UTF-8') : \strlen((string) preg_replace('/[\x80-\xBF]++/', '', $text));
    }

    private function message(): string
    {
        return Messages::size($this->keyword === 'minLength', $this->limit, 'character');
    }
}
