<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\JsonException;

/**
 * What the tables of the JSON tests have in common.
 */
trait JsonAssertions
{
    /**
     * What a decoding gave, as one text that shows every difference of type, order, sign and precision.
     *
     * @param callable(): mixed $decode
     */
    private static function outcome(callable $decode): string
    {
        try {
            return serialize($decode());
        } catch (\JsonException $exception) {
            return "error {$exception->getCode()}: {$exception->getMessage()}";
        } catch (\ValueError $error) {
            // The part that names the function is the function's own.
            return strstr($error->getMessage(), 'Argument') ?: $error->getMessage();
        }
    }

    /**
     * @param callable(): mixed $call
     */
    private static function failure(callable $call, string $message): JsonException
    {
        try {
            $call();
        } catch (JsonException $exception) {
            return $exception;
        }
        self::fail("nothing was thrown for $message");
    }

    /**
     * A document as a message can show it.
     */
    private static function shown(string $json): string
    {
        return addcslashes(\strlen($json) > 200 ? substr($json, 0, 200) . '...' : $json, "\0..\37\\\177..\377");
    }

    /**
     * The documents of JSONTestSuite by name where a checkout of it is at hand (HIGHPER_VECTORS, or ../shared/vectors beside this
     * one); otherwise documents of the same kind.
     *
     * @return array<string, string>
     */
    private static function testSuite(): array
    {
        $folder = (getenv('HIGHPER_VECTORS') ?: \dirname(__DIR__, 3) . '/shared/vectors') . '/json-test-suite';
        $documents = [];
        foreach (glob("$folder/*.json") ?: [] as $file) {
            $documents[basename($file)] = (string) file_get_contents($file);
        }

        return $documents ?: self::ownSuite();
    }

    /**
     * @return array<string, string>
     */
    private static function ownSuite(): array
    {
        $values = [
            'y' => [
                '0', '-0', '1', '-1', '10', '1.5', '0.1', '1e5', '1E+5', '1e-5', '-1.25e2', 'true', 'false', 'null', '""', '"a"', '"\u0041"',
                '"\"\\\\\/\b\f\n\r\t"', '"\ud83d\ude00"', '"\u0000"', "\"\u{e9}\u{20ac}\u{1f600}\u{10ffff}\"", "\"\x7f\"", '[]', '{}', '[1]',
                '{"":0}', '{"a":{"b":[]}}',
            ],
            'n' => [
                '', ' ', '01', '+1', '.5', '1.', '1.e1', '1e', '1e+', '-', '- 1', '--1', '1_0', '0x1', 'Infinity', 'NaN', 'tru', 'True', 'nul',
                'undefined', "'a'", '"', '"\\', '"\x"', '"\u12"', "\"\t\"", "\"\n\"", "\"\0\"", '[', ']', '[1', '[1,', '[1,]', '[,1]', '[1 2]', '[1}',
                '{', '}', '{"a"', '{"a":', '{"a":1', '{"a":1,}', '{,}', '{a:1}', '{1:1}', '{"a" 1}', '{"a"::1}', '{"a":1 "b":2}', '//', '1//',
                '1 2', '[]]', '{}}', "\u{feff}1", "\x00", "1\x00", '[1,,2]', ':1', ',', '#',
            ],
            'i' => [
                '1e999', '-1e999', '1e-999', '9223372036854775808', '-9223372036854775809', '"\ud800"', '"\udc00"', '"\ud800\ud800"',
                '"\ud800a"', "\"\xff\"", "\"\xed\xa0\x80\"", "\"\xc0\xaf\"", "\"\xf4\x90\x80\x80\"", "\"\xe2\x82\"", "\xff", "[\xc3]",
            ],
        ];
        $documents = [];
        foreach ($values as $kind => $texts) {
            foreach ($texts as $number => $text) {
                $documents["{$kind}_plain_$number"] = $text;
                // Where one of them opens what another closes, surrounding it changes its kind: those that fail stay failing here.
                $documents["{$kind}_space_$number"] = " \t\r\n$text\n";
                $documents["{$kind}_array_$number"] = $kind === 'n' && trim($text) === '' ? "[1,$text]" : "[$text, 1]";
                $documents["{$kind}_member_$number"] = "{\"k\": $text}";
            }
        }

        return $documents;
    }
}
