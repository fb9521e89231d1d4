<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation\Pattern;

/**
 * Quantifiers, and the braces that are none.
 *
 * @internal
 */
class Quantifiers
{
    /** PCRE's own limit. */
    private const MAX_REPETITION = 65_535;

    public function __construct(private readonly Text $text)
    {
    }

    /**
     * Reads the quantifier that stands here, if one does.
     *
     * @return array{int, ?int}|null The bounds.
     *
     * @throws Fault
     */
    public function read(): ?array
    {
        $bounds = match ($this->text->peek()) {
            '*' => [0, null],
            '+' => [1, null],
            '?' => [0, 1],
            '{' => $this->counted(),
            default => null,
        };
        if ($bounds !== null) {
            $this->text->at += $bounds[2] ?? 1;
        }

        return $bounds === null ? null : [$bounds[0], $bounds[1]];
    }

    /**
     * The bounds and the length of a quantifier in braces, if what stands here is one; other braces are ordinary characters.
     *
     * @return array{int, ?int, int}|null
     *
     * @throws Fault
     */
    public function counted(): ?array
    {
        $text = $this->text;
        $count = $text->find('~\G\{[ \t]*([0-9]*)[ \t]*(?:(,)[ \t]*([0-9]*)[ \t]*)?\}~');
        $max = $count[3] ?? '';
        if ($count === null || $count[1] . $max === '') {
            return null;
        }
        if ($count[1] === '' || strpbrk($count[0], " \t") !== false) {
            // Since PCRE 10.43 a quantifier, before it ordinary characters.
            throw Fault::unsupported('a quantifier with blanks or without its first number', $text->at);
        }
        // More digits than an integer holds are more than the limit in any case.
        $number = static fn (string $digits): int => (int) min((float) $digits, self::MAX_REPETITION + 1);
        $min = $number($count[1]);
        $max = $max === '' ? (isset($count[2]) ? null : $min) : $number($max);
        if (max($min, $max ?? 0) > self::MAX_REPETITION) {
            throw Fault::malformed('a repetition above 65535', $text->at);
        }
        if ($max !== null && $max < $min) {
            throw Fault::malformed('a repetition that runs backwards', $text->at);
        }

        return [$min, $max, \strlen($count[0])];
    }
}
