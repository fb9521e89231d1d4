<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Serializer;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Fallback\Json\Reader;
use HighPerApp\HighPer\Native\Fallback\MessagePack\Encoder;

/**
 * Turns JSON text into MessagePack as it stands: every key a str, every digit of 64 bits kept. PHP's arrays keep neither.
 *
 * @internal
 */
class JsonToMessagePack
{
    private const NUMBER = '~\G(-?+[0-9]++)(\.[0-9]++)?+([eE][+-]?+[0-9]++)?+~';

    private int $at = 0;

    private function __construct(private readonly string $json)
    {
    }

    /**
     * @throws JsonException if the text is no JSON, or a number is infinite as a float
     */
    public static function convert(string $json, int $depth): string
    {
        $converter = new self($json);
        try {
            Reader::decode($json, true, $depth, 0);
        } catch (JsonException $exception) {
            $converter->refuseInfinite($exception->getOffset() ?? 0);
            throw $exception;
        }

        return $converter->value();
    }

    private function value(): string
    {
        $this->skipSpace();

        return match ($this->json[$this->at]) {
            '[' => $this->array(),
            '{' => $this->map(),
            '"' => Encoder::str($this->string()),
            'n' => $this->literal(4, "\xc0"),
            't' => $this->literal(4, "\xc3"),
            'f' => $this->literal(5, "\xc2"),
            default => $this->number(),
        };
    }

    private function array(): string
    {
        $elements = '';
        for ($count = 0; $this->next(']'); ++$count) {
            $elements .= $this->value();
        }

        return Encoder::array($count) . $elements;
    }

    private function map(): string
    {
        $pairs = '';
        for ($count = 0; $this->next('}'); ++$count) {
            $pairs .= Encoder::str($this->string());
            $this->skipSpace();
            ++$this->at;
            $pairs .= $this->value();
        }

        return Encoder::map($count) . $pairs;
    }

    /**
     * Passes the bracket or comma at hand and goes to what follows; past the container's end if that is next.
     */
    private function next(string $end): bool
    {
        $this->skipSpace();
        if ($this->json[$this->at] !== $end) {
            ++$this->at;
            $this->skipSpace();
        }
        if ($this->json[$this->at] !== $end) {
            return true;
        }
        ++$this->at;

        return false;
    }

    private function literal(int $length, string $packed): string
    {
        $this->at += $length;

        return $packed;
    }

    private function string(): string
    {
        $begin = $this->at;
        $hasEscapes = $this->skipString();
        $text = substr($this->json, $begin, $this->at - $begin);

        if (!$hasEscapes) {
            return substr($text, 1, -1);
        }
        /** @var string $string */
        $string = json_decode($text, false, 1, JSON_THROW_ON_ERROR);

        return $string;
    }

    /**
     * Goes behind a string, or to the end if it has none; whether there are escapes in it.
     */
    private function skipString(): bool
    {
        $hasEscapes = false;
        ++$this->at;
        while (true) {
            $this->at += strcspn($this->json, '"\\', $this->at);
            if (($this->json[$this->at] ?? '"') === '"') {
                ++$this->at;

                return $hasEscapes;
            }
            $hasEscapes = true;
            $this->at = min($this->at + 2, \strlen($this->json));
        }
    }

    private function number(): string
    {
        preg_match(self::NUMBER, $this->json, $match, 0, $this->at);
        [$text, $digits] = $match;
        if ($text === $digits) {
            if ((string) (int) $digits === $digits || $digits === '-0') {
                $this->at += \strlen($text);

                return Encoder::integer((int) $digits);
            }
            if (self::isUnsigned($digits)) {
                $this->at += \strlen($text);

                return pack('CJ', 0xcf, self::unsigned($digits));
            }
        }
        if (is_infinite((float) $text)) {
            throw $this->infinite();
        }
        $this->at += \strlen($text);

        return "\xcb" . pack('E', (float) $text);
    }

    /**
     * Whether digits that make no PHP integer make one of 64 bits without a sign.
     */
    private static function isUnsigned(string $digits): bool
    {
        return $digits[0] !== '-' && (\strlen($digits) < 20 || (\strlen($digits) === 20 && strcmp($digits, '18446744073709551615') <= 0));
    }

    /**
     * The integer from 2^63 on, with the bits that it has in 64.
     */
    private static function unsigned(string $digits): int
    {
        // Less 2^63 it is a PHP integer, and the first bit makes up for that. Ten less before the product, ten more behind it: it stays in range.
        return \PHP_INT_MIN | (((int) substr($digits, 0, -1) - 922337203685477581) * 10 + (int) $digits[-1] + 2);
    }

    /**
     * In a text that is at fault somewhere: refuses an infinite number before that place.
     */
    private function refuseInfinite(int $end): void
    {
        while (($this->at += strcspn($this->json, '"-0123456789', $this->at)) < $end) {
            if ($this->json[$this->at] === '"') {
                $this->skipString();
                continue;
            }
            $length = preg_match(self::NUMBER, $this->json, $match, 0, $this->at) === 1 ? \strlen($match[0]) : 0;
            $next = $this->json[$this->at + $length] ?? '';
            // The fault may be the number's own: a fraction or an exponent without digits.
            $isCut = ($next === '.' && !isset($match[2])) || (($next === 'e' || $next === 'E') && !isset($match[3]));
            if ($length === 0 || $this->at + $length > $end || $isCut) {
                return;
            }
            if (is_infinite((float) $match[0]) && !($match[0] === $match[1] && self::isUnsigned($match[1]))) {
                throw $this->infinite();
            }
            $this->at += $length;
        }
    }

    private function infinite(): JsonException
    {
        return JsonException::of('Inf and NaN cannot be JSON encoded', JSON_ERROR_INF_OR_NAN, $this->at, ...Reader::place($this->json, $this->at));
    }

    private function skipSpace(): void
    {
        $this->at += strspn($this->json, " \t\r\n", $this->at);
    }
}
