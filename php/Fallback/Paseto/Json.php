<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

/**
 * JSON objects by RFC 8259 whose names are unique. ext-json checks the grammar; what it takes beyond that is looked for afterwards.
 *
 * @internal
 */
class Json
{
    public const SPACE = " \t\n\r";

    private const ENCODING = JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION;
    private const STRING = '/"[^"]*+"/';
    private const EMPTY = '/\[[ \t\n\r]*+\]|\{[ \t\n\r]*+\}/';
    /** Where a word begins that is not one of the three, such as `True`. */
    private const OTHER_WORD = '/[:,\[ \t\n\r](?!true|false|null)[TFNtfn]/';

    /**
     * Reads an object that nests at most so many levels; null if the text is none.
     *
     * @param int<0, max> $levels
     *
     * @return array<string, mixed>|null
     */
    public static function object(#[\SensitiveParameter] string $json, int $levels): ?array
    {
        try {
            return self::read($json, $levels);
        } catch (Refusal) {
            return null;
        }
    }

    /**
     * As object(), and says what is wrong.
     *
     * @param int<0, max> $levels
     *
     * @return array<string, mixed>
     *
     * @throws Refusal
     */
    public static function read(#[\SensitiveParameter] string $json, int $levels): array
    {
        if (($json[0] ?? '') !== '{' && (ltrim($json, self::SPACE)[0] ?? '') !== '{') {
            throw new Refusal(Refusal::SYNTAX);
        }
        try {
            // ext-json counts what the innermost array holds as a level, too.
            /** @var array<string, mixed> $value */
            $value = json_decode($json, true, $levels + 1, JSON_THROW_ON_ERROR);
        } catch (\JsonException $exception) {
            throw new Refusal($exception->getCode() === JSON_ERROR_DEPTH ? Refusal::LIMIT : Refusal::SYNTAX);
        }
        // ext-json takes true, false and null in any case.
        if (preg_match(self::OTHER_WORD, $json) !== 0 && preg_match(self::OTHER_WORD, self::withoutStrings($json)) !== 0) {
            throw new Refusal(Refusal::SYNTAX);
        }
        // Each name and each element is counted once in the text, and once in what became of it unless a later name took its place.
        // Marks inside strings, and empty arrays and objects, make the first count too high: then the exact one is taken.
        $count = \count($value, COUNT_RECURSIVE);
        if (
            $count !== substr_count($json, ',') + substr_count($json, '{') + substr_count($json, '[')
            && $count !== self::members(self::withoutStrings($json))
        ) {
            throw new Refusal(Refusal::LIMIT);
        }

        return $value;
    }

    /**
     * How many names an object has, on all levels; or a number that is not too small, if it is at most so many. For text that nobody has parsed.
     */
    public static function names(string $json, int $most): int
    {
        $count = substr_count($json, ':');

        return $count > $most ? substr_count(self::withoutStrings($json), ':') : $count;
    }

    /**
     * @param array<mixed> $value
     * @param int<1, max>  $levels
     *
     * @throws \JsonException
     */
    public static function encode(#[\SensitiveParameter] array $value, int $levels): string
    {
        return json_encode(new Unseen($value), self::ENCODING, $levels);
    }

    /**
     * Each string of a text becomes a 0.
     */
    private static function withoutStrings(#[\SensitiveParameter] string $json): string
    {
        // Backslashes come in pairs until the one that escapes what follows them; so all quotes are left that begin or end a string.
        return preg_replace(self::STRING, '0', str_replace(['\\\\', '\\"'], '', $json)) ?? $json;
    }

    private static function members(#[\SensitiveParameter] string $structure): int
    {
        preg_replace(self::EMPTY, '', $structure, -1, $empty);

        return substr_count($structure, ',') + substr_count($structure, '{') + substr_count($structure, '[') - $empty;
    }
}
