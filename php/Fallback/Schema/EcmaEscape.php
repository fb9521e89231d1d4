<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * What may follow a backslash in ECMA-262, inside a class and outside.
 *
 * @internal
 */
class EcmaEscape
{
    public const BOUNDARY = '(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))';
    public const NO_BOUNDARY = '(?:(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<![A-Za-z0-9_])(?![A-Za-z0-9_]))';

    /** The contents of a class. PCRE's own `\d`, `\w` and `\s` take in more, or less. */
    private const SETS = [
        'd' => '0-9',
        'D' => '\x{0}-\x{2f}\x{3a}-\x{10ffff}',
        'w' => 'A-Za-z0-9_',
        'W' => '\x{0}-\x{2f}\x{3a}-\x{40}\x{5b}-\x{5e}\x{60}\x{7b}-\x{10ffff}',
        's' => '\x{9}-\x{d}\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}',
        'S' => '\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}'
            . '\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}',
    ];

    private const CONTROLS = ['f' => 0x0c, 'n' => 0x0a, 'r' => 0x0d, 't' => 0x09, 'v' => 0x0b];

    /** The long names of general categories (PropertyValueAliases.txt), without case and underscores. */
    private const CATEGORIES = [
        'other' => 'C', 'control' => 'Cc', 'cntrl' => 'Cc', 'format' => 'Cf', 'unassigned' => 'Cn', 'privateuse' => 'Co', 'surrogate' => 'Cs',
        'letter' => 'L', 'casedletter' => 'L&', 'lc' => 'L&', 'lowercaseletter' => 'Ll', 'modifierletter' => 'Lm', 'otherletter' => 'Lo',
        'titlecaseletter' => 'Lt', 'uppercaseletter' => 'Lu', 'mark' => 'M', 'combiningmark' => 'M', 'spacingmark' => 'Mc', 'enclosingmark' => 'Me',
        'nonspacingmark' => 'Mn', 'number' => 'N', 'decimalnumber' => 'Nd', 'digit' => 'Nd', 'letternumber' => 'Nl', 'othernumber' => 'No',
        'punctuation' => 'P', 'punct' => 'P', 'connectorpunctuation' => 'Pc', 'dashpunctuation' => 'Pd', 'closepunctuation' => 'Pe',
        'finalpunctuation' => 'Pf', 'initialpunctuation' => 'Pi', 'otherpunctuation' => 'Po', 'openpunctuation' => 'Ps', 'symbol' => 'S',
        'currencysymbol' => 'Sc', 'modifiersymbol' => 'Sk', 'mathsymbol' => 'Sm', 'othersymbol' => 'So', 'separator' => 'Z',
        'lineseparator' => 'Zl', 'paragraphseparator' => 'Zp', 'spaceseparator' => 'Zs',
    ];

    /** Properties that PCRE has no name for, or not in every version. */
    private const PROPERTIES = ['any' => '\x{0}-\x{10ffff}', 'ascii' => '\x{0}-\x{7f}'];

    /**
     * @param int $at Behind the backslash.
     */
    public function __construct(private readonly string $source, private int $at)
    {
    }

    /**
     * The character at a place, or nothing at the end.
     */
    public static function char(string $source, int $at): string
    {
        $byte = \ord($source[$at] ?? "\0");

        return substr($source, $at, match (true) {
            $byte < 0xc0 => 1,
            $byte < 0xe0 => 2,
            $byte < 0xf0 => 3,
            default => 4,
        });
    }

    /**
     * A character that stands for itself.
     */
    public static function literal(string $char): string
    {
        return preg_match('/^[A-Za-z0-9_\x80-\xff]/', $char) === 1 ? $char : sprintf('\x{%x}', \ord($char));
    }

    public function end(): int
    {
        return $this->at;
    }

    /**
     * What a class holds for it, if it stands for several characters.
     */
    public function set(): ?string
    {
        $char = $this->source[$this->at] ?? '';
        if (isset(self::SETS[$char])) {
            $this->at++;

            return self::SETS[$char];
        }
        if ($char !== 'p' && $char !== 'P') {
            return null;
        }
        if (preg_match('/\G\{(?:(\w+)=)?(\w+)\}/', $this->source, $match, 0, ++$this->at) !== 1) {
            $this->refuse();
        }
        $this->at += \strlen($match[0]);

        return $this->property($match[1], $match[2], $char === 'P');
    }

    /**
     * The one character that it stands for, as PCRE writes it.
     */
    public function code(): string
    {
        $code = $this->codePoint();

        // PCRE knows no lone surrogates, and UTF-8 has none.
        return $code >= 0xd800 && $code <= 0xdfff ? '(?!)' : sprintf('\x{%x}', $code);
    }

    public function codePoint(): int
    {
        $char = self::char($this->source, $this->at);
        $this->at += \strlen($char);
        if (isset(self::CONTROLS[$char])) {
            return self::CONTROLS[$char];
        }
        switch ($char) {
            case 'c':
                return \ord($this->match('/\G[A-Za-z]/')) % 32;
            case '0':
                $this->match('/\G(?!\d)/');

                return 0;
            case 'x':
                return (int) hexdec($this->match('/\G[0-9A-Fa-f]{2}/'));
            case 'u':
                return $this->unicode();
            default:
                if ($char === '' || preg_match('/^[\p{L}\p{N}]/u', $char) === 1) {
                    $this->refuse();
                }

                return self::ordinal($char);
        }
    }

    public static function ordinal(string $char): int
    {
        $bytes = array_map(\ord(...), str_split($char));
        $code = match (\count($bytes)) {
            1 => $bytes[0],
            2 => $bytes[0] & 0x1f,
            3 => $bytes[0] & 0x0f,
            default => $bytes[0] & 0x07,
        };
        foreach (\array_slice($bytes, 1) as $byte) {
            $code = $code << 6 | $byte & 0x3f;
        }

        return $code;
    }

    private function unicode(): int
    {
        if (($this->source[$this->at] ?? '') === '{') {
            $digits = ltrim(substr($this->match('/\G\{[0-9A-Fa-f]+\}/'), 1, -1), '0');
            if (\strlen($digits) > 6 || ($code = (int) hexdec($digits)) > 0x10ffff) {
                $this->refuse();
            }

            return $code;
        }
        $code = (int) hexdec($this->match('/\G[0-9A-Fa-f]{4}/'));
        if ($code >= 0xd800 && $code <= 0xdbff
            && preg_match('/\G\\\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})/', $this->source, $match, 0, $this->at) === 1) {
            $this->at += 6;

            return 0x10000 + (($code - 0xd800) << 10) + (int) hexdec($match[1]) - 0xdc00;
        }

        return $code;
    }

    private function property(string $name, string $value, bool $isNegated): string
    {
        $plain = strtolower(str_replace('_', '', $value));
        if ($name === '' && isset(self::PROPERTIES[$plain])) {
            return $isNegated ? ($plain === 'any' ? '' : '\x{80}-\x{10ffff}') : self::PROPERTIES[$plain];
        }
        $isScript = \in_array($name, ['Script', 'sc', 'Script_Extensions', 'scx'], true);
        if (!$isScript && $name !== '' && $name !== 'General_Category' && $name !== 'gc') {
            $this->refuse();
        }

        return ($isNegated ? '\P{' : '\p{') . ($isScript ? $value : self::CATEGORIES[$plain] ?? $value) . '}';
    }

    private function match(string $pattern): string
    {
        if (preg_match($pattern, $this->source, $match, 0, $this->at) !== 1) {
            $this->refuse();
        }
        $this->at += \strlen($match[0]);

        return $match[0];
    }

    private function refuse(): never
    {
        throw new \UnexpectedValueException();
    }
}
