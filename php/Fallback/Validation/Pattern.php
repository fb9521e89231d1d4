<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

use HighPerApp\HighPer\Native\Fallback\Validation\Pattern\Fault;
use HighPerApp\HighPer\Native\Fallback\Validation\Pattern\Flags;
use HighPerApp\HighPer\Native\Fallback\Validation\Pattern\Parser;
use HighPerApp\HighPer\Native\Fallback\Validation\Pattern\Text;

/**
 * Regular expressions in PCRE's notation, delimiters and flags included. PCRE runs them; what the other backends' engine cannot do, or what
 * PCRE's versions do differently, is refused by name.
 *
 * @internal
 */
class Pattern
{
    private const CLOSING = ['(' => ')', '[' => ']', '{' => '}', '<' => '>'];

    /** Delimiters that what is written into an expression has no use for. */
    private const DELIMITERS = "/~#%@,;\"'`\x01\x02\x03\x04\x05\x06\x07\x08\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B";

    /**
     * Prepares a pattern as it is written, `/^[a-z]+$/i`, for matches().
     *
     * @param bool|null $old Whether to expect a PCRE before 10.43, which changed what a word is; null means to ask.
     *
     * @throws Fault an InvalidArgumentException: the pattern cannot be read or is not supported
     */
    public static function compile(string $source, ?bool $old = null): string
    {
        $begin = strspn($source, " \t\n\v\f\r");
        $opening = $source[$begin] ?? '';
        if (!ctype_punct($opening) || $opening === '\\') {
            throw Fault::noDelimiter();
        }
        $end = self::end($source, $begin + 1, $opening, self::CLOSING[$opening] ?? $opening);
        $modifiers = self::modifiers(substr($source, $end + 1));
        $flags = new Flags();
        foreach (str_split($modifiers) as $modifier) {
            $flags->switch($modifier, true);
        }
        $old ??= version_compare((string) strtok(PCRE_VERSION, ' '), '10.43', '<');
        $text = new Text(substr($source, 0, $end), $begin + 1, str_contains($modifiers, 'u'), $old, $flags);
        (new Parser($text))->parse();

        // However PCRE was built, lines end with a line feed. Some of what it does to be quicker goes wrong in 10.46: there are texts in which
        // it then finds nothing.
        $verbs = '(*LF)(*NO_START_OPT)' . ($text->hasProperties ? '(*NO_AUTO_POSSESS)' : '');

        return self::write($verbs . $text->edited(), $modifiers);
    }

    /**
     * Whether a text matches somewhere. A text that is no UTF-8 matches no pattern with the flag `u`.
     *
     * @param string $compiled What compile() gave.
     *
     * @throws \RuntimeException if PCRE gives up
     */
    public static function matches(string $compiled, string $text): bool
    {
        $found = preg_match($compiled, $text);
        if ($found === false && preg_last_error() !== PREG_BAD_UTF8_ERROR) {
            throw new \RuntimeException(preg_last_error_msg());
        }

        return $found === 1;
    }

    /**
     * Whether a text is one that the pattern can be asked about: with the flag `u`, only UTF-8 is.
     */
    public static function isReadable(string $compiled, string $text): bool
    {
        return !str_ends_with($compiled, 'u') || preg_match('//u', $text) === 1;
    }

    /**
     * Where the closing delimiter is. A backslash takes the byte behind it along; brackets are counted.
     */
    private static function end(string $source, int $at, string $opening, string $closing): int
    {
        $marks = '\\' . $opening . $closing;
        $depth = 0;
        while (true) {
            $at += strcspn($source, $marks, $at);
            $byte = $source[$at] ?? throw Fault::unclosed($closing);
            if ($byte === '\\') {
                ++$at;
            } elseif ($byte === $closing) {
                if ($depth-- === 0) {
                    return $at;
                }
            } else {
                ++$depth;
            }
            ++$at;
        }
    }

    /**
     * The flags that PCRE is to see, `u` last.
     */
    private static function modifiers(string $flags): string
    {
        // PHP takes white space for no flag. `D` is always on, and what `n` leaves out is never looked at.
        $flags = strtr($flags, [' ' => '', "\n" => '', "\r" => '']);
        $valid = strspn($flags, 'imsxuDAUn');
        if ($valid < \strlen($flags)) {
            throw Fault::flag($flags[$valid]);
        }
        $modifiers = 'D';
        foreach (['i', 'm', 's', 'x', 'A', 'U', 'u'] as $flag) {
            $modifiers .= str_contains($flags, $flag) ? $flag : '';
        }

        return $modifiers;
    }

    private static function write(string $expression, string $modifiers): string
    {
        foreach (str_split(self::DELIMITERS) as $delimiter) {
            if (!str_contains($expression, $delimiter)) {
                return self::tried($delimiter . $expression . $delimiter . $modifiers);
            }
        }

        throw Fault::tooLarge();
    }

    /**
     * The other backends compile what the parser lets through; should PCRE not, it is better known now.
     */
    private static function tried(string $compiled): string
    {
        $why = '';
        set_error_handler(static function (int $code, string $message) use (&$why): bool {
            $why = (string) preg_replace('~^.*?: (?:Compilation failed: )?~', '', $message);

            return true;
        });
        try {
            $tried = preg_match($compiled, '');
        } finally {
            restore_error_handler();
        }
        if ($tried === false && preg_last_error() === PREG_INTERNAL_ERROR) {
            throw Fault::refusedByPcre($why);
        }

        return $compiled;
    }
}
