<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Json;
use PHPUnit\Framework\TestCase;

/**
 * Json::decode() and validate() beside json_decode() and json_validate(), which say what is right; and the places of errors.
 */
class JsonDecodeTest extends TestCase
{
    use JsonAssertions;

    private const ASSOCIATIVE = [null, true, false];

    private const FLAGS = [
        0,
        JSON_OBJECT_AS_ARRAY,
        JSON_BIGINT_AS_STRING,
        JSON_INVALID_UTF8_IGNORE,
        JSON_INVALID_UTF8_SUBSTITUTE,
        JSON_INVALID_UTF8_IGNORE | JSON_INVALID_UTF8_SUBSTITUTE,
        JSON_BIGINT_AS_STRING | JSON_OBJECT_AS_ARRAY | JSON_INVALID_UTF8_SUBSTITUTE,
        JSON_PRETTY_PRINT | 1 << 40,
    ];

    /**
     * @return list<string>
     */
    private static function documents(): array
    {
        return [
            // Numbers.
            '0', '-0', '-0.0', '-0e0', '0.0', '1', '-1', '1.0', '1e0', '1E5', '1e+5', '1e-5', '0.1', '-0.1', '123456789', '1.7976931348623157e308',
            '5e-324', '2.2250738585072014e-308', '1e999', '-1e999', '1e-999', '0.1e-400', '9223372036854775807', '9223372036854775808',
            '-9223372036854775808', '-9223372036854775809', '18446744073709551615', '18446744073709551616', '123456789012345678901234567890',
            '9007199254740993', '9007199254740993.0', '0.30000000000000004', '179769313486231580793e289', '1234567890123456789.123456789e-10',
            '[-0, 0, -0.0]', str_repeat('9', 400), '0.' . str_repeat('0', 400) . '1', '1' . str_repeat('0', 300) . 'e-300', '100000000000000000000',
            '0000', '00', '01', '-01', '1.', '.1', '1e', '1e+', '-', '+1', '- 1', '0x10', '1_000', '1.5.5', '1e5e5', 'NaN', 'Infinity', '-Infinity',
            // Strings.
            '""', '"a"', '"\u0000"', '"\u0041\u00e9\u20ac\ud83d\ude00"', '"\uD83D\uDE00"', '"\"\\\\\/\b\f\n\r\t"', '"/"', "\"\x7f\"",
            "\"\u{e9}\u{20ac}\u{1f600}\"", '"\u007f\u0080\u07ff\u0800\uffff\ufeff"', '"\ud800"', '"\udc00"', '"\ud800\ud800"', '"\udc00\ud800"',
            '"\ud800\u0041"', '"\ud800\\\\"', '"\x"', '"\u"', '"\u12"', '"\u12g4"', '"\U0041"', '"\\', '"', '"a', "\"a\0b\"", "\"a\nb\"", "\"\t\"", "\"\x1f\"",
            "\"\x80\"", "\"\xff\"", "\"a\xffb\xc3\"", "\"\xc0\xaf\"", "\"\xe0\x80\xaf\"", "\"\xed\xa0\x80\"", "\"\xf0\x80\x80\x80\"",
            "\"\xf4\x90\x80\x80\"", "\"\xe2\x82\"", "\"\xe2\x82\\n\xe2\"", "\"\xff\\u0041\xff\"", "\"\xff\\ud800\"", "\"\xff\x01\"", "\"\xe2\x28\xa1\"",
            '"' . str_repeat('a', 5000) . '"', '"' . str_repeat('\n', 500) . '"', '"' . str_repeat("\u{20ac}", 500) . '"',
            // Literals.
            'true', 'false', 'null', 'True', 'NULL', 'tru', 'truee', 'nul', 'nulll', 'fals', 'truefalse', 'true false', 't', 'n',
            // Arrays.
            '[]', '[ ]', '[1]', '[1,2,3]', '[[],[[]],{}]', '[1,[2,[3,[4]]]]', '[', ']', '[1', '[1,', '[1,]', '[,]', '[,1]', '[1 2]', '[1}', '[}', '[1,}', '[]]',
            '[null,true,false,0,"",{}]', '[' . implode(',', range(1, 300)) . ']',
            // Objects.
            '{}', '{ }', '{"a":1}', '{"a":{"b":{"c":{}}}}', '{"a":1,"a":2}', '{"a":1,"b":2,"a":3}', '{"":1}', '{"":1,"":2}', '{"0":1}', '{"1":1,"0":2}',
            '{"-1":1,"01":2,"1.5":3," 1":4}', '{"9223372036854775807":1,"9223372036854775808":2,"-9223372036854775808":3,"-0":4}',
            '{"\u0000":1}', '{"\u0000a":1}', '{"a\u0000":1}', '{"a":{"\u0000":1}}', '{"\u0000":[1,}', '{"\u0000":1 x}', '{"\u0000":1.}', '{"\u0000" 1}',
            '{"\u0000*\u0000a":1}', "{\"\xff\\u0000\":1}", "{\"\xff\":1,\"\":2}", '{"__construct":1,"this":2,"a-b":3}', '{"\u00e9":1,"é":2}',
            '{', '}', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{,}', '{"a" 1}', '{"a"::1}', '{"a":1 "b":2}', '{a:1}', '{1:1}', '{null:1}', '{[]:1}',
            '{"a":1]', '{]', '{"a"]', '{"a":]', '{"a":1,]', '{}}', "{'a':1}", '{"' . implode('":1,"', range('a', 'z')) . '":1}',
            // Around them.
            '', ' ', "\n", " \t\r\n1 \t\r\n", "1\x0b", "\x0c1", "\u{feff}1", "\u{a0}1", '1 2', '1,2', '1]', '// 1', '1 // 1', '/**/1', "\0", "1\0", "[1,\0]", "\x01", "[1\x01]",
            "\xff", "[\xff]", "1\xff", "\u{e9}", "[1\u{e9}]", "nul\xff", "nul\x01", "1.\xff", "1.\x01", ':', ',', '#', '\\',
        ];
    }

    public function testValuesAndErrorsAreThoseOfJsonDecode(): void
    {
        foreach ([...self::documents(), ...array_values(self::testSuite())] as $json) {
            foreach (self::ASSOCIATIVE as $associative) {
                foreach (self::FLAGS as $flags) {
                    $message = self::shown($json) . ' associative: ' . var_export($associative, true) . " flags: $flags";
                    $expected = serialize(json_decode($json, $associative, 512, $flags));
                    $error = [json_last_error(), json_last_error_msg()];
                    json_encode(null);
                    self::assertSame($expected, serialize(Json::decode($json, $associative, 512, $flags)), $message);
                    self::assertSame($error, [json_last_error(), json_last_error_msg()], $message);
                    self::assertSame(
                        self::outcome(static fn (): mixed => json_decode($json, $associative, 512, $flags | JSON_THROW_ON_ERROR)),
                        self::outcome(static fn (): mixed => Json::decode($json, $associative, 512, $flags | JSON_THROW_ON_ERROR)),
                        $message,
                    );
                }
            }
        }
    }

    public function testThrowingLeavesTheLastErrorAlone(): void
    {
        json_decode('{');
        foreach (['1', '[', ''] as $json) {
            self::outcome(static fn (): mixed => Json::decode($json, flags: JSON_THROW_ON_ERROR));
            self::assertSame(JSON_ERROR_SYNTAX, json_last_error(), $json);
        }
        Json::decode('1');
        self::assertSame(JSON_ERROR_NONE, json_last_error());
        self::outcome(static fn (): mixed => Json::decode('[', flags: JSON_THROW_ON_ERROR));
        self::assertSame(JSON_ERROR_NONE, json_last_error());
        self::assertNull(Json::decode("\"\x01\""));
        self::assertSame(JSON_ERROR_CTRL_CHAR, json_last_error());
    }

    public function testDepth(): void
    {
        $documents = ['', '1', '"a"', '[]', '{}', '[1]', '[[]]', '[[],[]]', '{"a":{}}', '{"a":[{}]}', '[[[[]]]]', '[[[[', '[[1}', '[[x', '[[]'];
        foreach ($documents as $json) {
            foreach ([\PHP_INT_MIN, -1, 0, 1, 2, 3, 4, 5, 0x7fffffff, 0x80000000, \PHP_INT_MAX] as $depth) {
                foreach ([0, JSON_THROW_ON_ERROR] as $flags) {
                    $state = static fn (callable $decode): array => [self::outcome($decode), json_last_error()];
                    json_encode(null);
                    $expected = $state(static fn (): mixed => json_decode($json, null, $depth, $flags));
                    json_encode(null);
                    self::assertSame($expected, $state(static fn (): mixed => Json::decode($json, null, $depth, $flags)), "$json depth: $depth");
                }
                json_encode(null);
                $expected = $state(static fn (): bool => json_validate($json, $depth));
                json_encode(null);
                self::assertSame($expected, $state(static fn (): bool => Json::validate($json, $depth)), "$json depth: $depth");
            }
        }
        $this->expectException(\ValueError::class);
        $this->expectExceptionMessage(Json::class . '::decode(): Argument #3 ($depth) must be greater than 0');
        Json::decode('1', null, 0);
    }

    /**
     * json_decode()'s parser has a stack of its own, which is full at some 5,000 levels.
     */
    public function testNestsAsDeepAsJsonDecodeTakesThem(): void
    {
        $levels = ['[' => ']', '{"a":' => '}', '[1,' => ']', '{"b":2,"a":' => '}', '[{},' => ',[]]'];
        foreach ($levels as $open => $close) {
            foreach ([512, 1660, 1665, 1666, 1667, 2497, 2498, 2499, 2500, 4996, 4997, 4998, 4999, 5000, 5001] as $count) {
                foreach (['', '1', '[]', '{}', '{"x":[1,2]}', "\x01"] as $inner) {
                    $json = str_repeat($open, $count) . $inner . str_repeat($close, $count);
                    json_decode($json, true, 1_000_000);
                    $expected = json_last_error();
                    Json::decode($json, true, 1_000_000);
                    self::assertSame($expected, json_last_error(), "$count of $open around " . self::shown($inner));
                    self::assertSame($expected === 0, Json::validate($json, 1_000_000), "$count of $open around " . self::shown($inner));
                }
            }
        }
        foreach ([
            str_repeat('[', 4999) . ' 1' => 5000,
            str_repeat('[', 5001) => 4999,
        ] as $json => $offset) {
            $exception = self::failure(static fn (): mixed => Json::decode($json, true, 1_000_000, JSON_THROW_ON_ERROR), self::shown($json));
            self::assertSame([JSON_ERROR_SYNTAX, $offset], [$exception->getCode(), $exception->getOffset()], self::shown($json));
        }
    }

    public function testValidate(): void
    {
        foreach ([...self::documents(), ...array_values(self::testSuite())] as $json) {
            foreach ([0, JSON_INVALID_UTF8_IGNORE] as $flags) {
                $expected = [json_validate($json, 512, $flags), json_last_error()];
                json_encode(null);
                self::assertSame($expected, [Json::validate($json, 512, $flags), json_last_error()], self::shown($json));
            }
        }
        foreach ([1, JSON_THROW_ON_ERROR, JSON_INVALID_UTF8_SUBSTITUTE, -1] as $flags) {
            self::assertSame(
                'Argument #3 ($flags) must be a valid flag (allowed flags: JSON_INVALID_UTF8_IGNORE)',
                self::outcome(static fn (): bool => Json::validate('', 0, $flags)),
            );
        }
    }

    public function testTheTestSuite(): void
    {
        foreach (self::testSuite() as $name => $json) {
            $isValid = Json::validate($json);
            self::assertSame(json_validate($json), $isValid, $name);
            if ($name[0] !== 'i') {
                self::assertSame($name[0] === 'y', $isValid, "$name: " . self::shown($json));
            }
        }
    }

    public function testWhereErrorsAre(): void
    {
        $syntax = JSON_ERROR_SYNTAX;
        $cases = [
            // The document ends too early.
            ['', $syntax, 0], ['  ', $syntax, 2], ['[', $syntax, 1], ['[1', $syntax, 2], ['[1,', $syntax, 3], ['{', $syntax, 1], ['{"a"', $syntax, 4],
            ['{"a":', $syntax, 5], ['{"a":1', $syntax, 6], ['{"a":1, ', $syntax, 8], ['-', $syntax, 1], ['1.', $syntax, 2], ['1e', $syntax, 2], ['1e+', $syntax, 3],
            ['tru', $syntax, 3], ['"', JSON_ERROR_CTRL_CHAR, 1], ['"abc', JSON_ERROR_CTRL_CHAR, 4], ['["é', JSON_ERROR_CTRL_CHAR, 4],
            // A token that may not stand there.
            [']', $syntax, 0], ['}', $syntax, 0], [',', $syntax, 0], [':', $syntax, 0], ['1 2', $syntax, 2], ['[1 2]', $syntax, 3], ['[1,]', $syntax, 3], ['[,1]', $syntax, 1],
            ['{"a" 1}', $syntax, 5], ['{"a"::1}', $syntax, 5], ['{1:2}', $syntax, 1], ['{"a":1 "b":2}', $syntax, 7], ['{"a":1,}', $syntax, 7], ['[1 "a"]', $syntax, 3],
            ['[1,}', $syntax, 3], ['{"a":]', $syntax, 5], ['{nul!}', $syntax, 1], ['[1 2.]', $syntax, 3], ['[] x', $syntax, 3], ['[]]', $syntax, 2],
            // A token that is malformed.
            ['nul!', $syntax, 3], ['nulL', $syntax, 3], ['nullx', $syntax, 4], ['[trUe]', $syntax, 3], ['01', $syntax, 1], ['-x', $syntax, 1], ['1.x', $syntax, 2],
            ['1.5.5', $syntax, 3], ['1ex', $syntax, 2], ['1e-x', $syntax, 3], ['+1', $syntax, 0], ['x', $syntax, 0], ['[é]', $syntax, 1], ["nul\xff", $syntax, 3],
            // Bytes that stand nowhere.
            ["\x01", JSON_ERROR_CTRL_CHAR, 0], ["[1\0]", JSON_ERROR_CTRL_CHAR, 2], ["\xff", JSON_ERROR_UTF8, 0], ["[1,\xc3]", JSON_ERROR_UTF8, 3],
            // Strings.
            ["\"ab\ncd\"", JSON_ERROR_CTRL_CHAR, 3], ["\"ab\xffcd\"", JSON_ERROR_UTF8, 3], ["\"\u{e9}\xe2\x82x\"", JSON_ERROR_UTF8, 3], ["\"\u{e9}\xe2\x82", JSON_ERROR_UTF8, 3],
            ['"a\x"', $syntax, 2], ['"a\\', $syntax, 2], ['"\u12"', $syntax, 1], ['"\u00e9\u12g4"', $syntax, 7], ['"ab\ud800"', JSON_ERROR_UTF16, 3],
            ['"\ud83d\ude00\ude00"', JSON_ERROR_UTF16, 13], ['"\ud800\u0041"', JSON_ERROR_UTF16, 1], ['"\ud800\ud800\udc00"', JSON_ERROR_UTF16, 1], ['"\ud800', JSON_ERROR_UTF16, 1],
            ["[1 \"a\x01\"]", JSON_ERROR_CTRL_CHAR, 5], ["{\"a\": 1, \"b\xff\": 2}", JSON_ERROR_UTF8, 11],
            // Brackets that do not fit, names that cannot be.
            ['[1}', JSON_ERROR_STATE_MISMATCH, 2], ['[}', JSON_ERROR_STATE_MISMATCH, 1], ['{]', JSON_ERROR_STATE_MISMATCH, 1], ['{"a":1]', JSON_ERROR_STATE_MISMATCH, 6],
            ['{"a":1, "\u0000b": [2] }', JSON_ERROR_INVALID_PROPERTY_NAME, 8], ['{"a":{"\u0000":1}}', JSON_ERROR_INVALID_PROPERTY_NAME, 6], ['{"\u0000":[}', JSON_ERROR_STATE_MISMATCH, 11],
            ['{"\u0000":1', JSON_ERROR_INVALID_PROPERTY_NAME, 1], ['{"\u0000":1.}', JSON_ERROR_INVALID_PROPERTY_NAME, 1],
        ];
        foreach ($cases as [$json, $code, $offset]) {
            $exception = self::failure(static fn (): mixed => Json::decode($json, flags: JSON_THROW_ON_ERROR), self::shown($json));
            self::assertSame([$code, $offset], [$exception->getCode(), $exception->getOffset()], self::shown($json));
            self::assertSame(1, $exception->getLineNumber() - substr_count(substr($json, 0, $offset), "\n"), self::shown($json));
        }
        foreach ([['[]', 1, 0], ['[[1, 2]]', 2, 1], ['[1, {"a": []}]', 3, 10], ['[[],[[]]]', 3, 5]] as [$json, $depth, $offset]) {
            $exception = self::failure(static fn (): mixed => Json::decode($json, null, $depth, JSON_THROW_ON_ERROR), $json);
            self::assertSame([JSON_ERROR_DEPTH, $offset], [$exception->getCode(), $exception->getOffset()], "$json depth: $depth");
        }
        $lenient = JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_IGNORE;
        foreach ([["[\"\xff\", \"\xff\x01\"]", 8], ["\xff", 0], ["{\"\xff\\u0000\": 1}", 1]] as [$json, $offset]) {
            self::assertSame($offset, self::failure(static fn (): mixed => Json::decode($json, false, 512, $lenient), self::shown($json))->getOffset(), self::shown($json));
        }
    }

    public function testLinesAndColumns(): void
    {
        $cases = [
            ['x', 1, 1], ["\nx", 2, 1], ["[1,\n 2,\n  x]", 3, 3], ["[1,\r\n x]", 2, 2], ["\r\r x", 1, 4], ["[\"\u{e9}\u{20ac}\u{1f600}\", x]", 1, 9], ["[\n\"\u{e9}\" x", 2, 5], ["[\n", 2, 1],
            ["[\n\n", 3, 1], ["[\"\u{e9}\xff\"]", 1, 4], ["\n\n\"\u{20ac}\n\"", 3, 3],
        ];
        foreach ($cases as [$json, $line, $column]) {
            $exception = self::failure(static fn (): mixed => Json::decode($json, flags: JSON_THROW_ON_ERROR), self::shown($json));
            self::assertSame([$line, $column], [$exception->getLineNumber(), $exception->getColumn()], self::shown($json));
        }
    }

    public function testTheException(): void
    {
        $exception = self::failure(static fn (): mixed => Json::decode('[', flags: JSON_THROW_ON_ERROR), '[');
        self::assertSame(JsonException::class, $exception::class);
        self::assertInstanceOf(\JsonException::class, $exception);
        self::assertSame('Syntax error', $exception->getMessage());
        self::assertSame(__FILE__, self::firstCaller($exception));
        self::assertNull($exception->getPrevious());
    }

    /**
     * The file from which the library was called, however many frames of its own there are.
     */
    private static function firstCaller(\Throwable $exception): string
    {
        foreach ([['file' => $exception->getFile()], ...$exception->getTrace()] as $frame) {
            if (isset($frame['file']) && !str_contains($frame['file'], \dirname(__DIR__, 2) . '/php/')) {
                return $frame['file'];
            }
        }

        return '';
    }

    /**
     * No beginning of a document passes for the whole of it, and the error is where it was cut: at the end, or at the character or escape
     * that was cut in two.
     */
    public function testTruncationIsNoticedAtEveryByte(): void
    {
        $documents = [
            '{"id":1234,"name":"Ada \u0041\ud83d\ude00 \n","tags":["a","b",["c"]],"active":true,"off":false,"none":null,"n":-12.5e+3,"o":{"k":{}}}',
            "[\"\u{e9}\u{20ac}\u{1f600}\", [[[]]], {\"\u{20ac}\": [1.25, 0, -0]}]",
            "\"text\\u00e9\\\\ \u{10ffff}\"",
            " [ \n 1 , \t { \"a\" : [ ] , \"b\" : \"c\" } \r\n ] ",
        ];
        foreach ($documents as $json) {
            self::assertTrue(Json::validate($json));
            for ($length = 0; $length < \strlen(rtrim($json)); ++$length) {
                $prefix = substr($json, 0, $length);
                self::assertFalse(Json::validate($prefix), self::shown($prefix));
                $exception = self::failure(static fn (): mixed => Json::decode($prefix, flags: JSON_THROW_ON_ERROR), self::shown($prefix));
                json_decode($prefix);
                self::assertSame(json_last_error(), $exception->getCode(), self::shown($prefix));
                $offset = $exception->getOffset() ?? 0;
                self::assertMatchesRegularExpression(
                    '/^(?:\\\\(?:u[0-9a-f]{0,3}|ud83d(?:\\\\(?:u[0-9a-f]{0,3})?)?)?|[\xc0-\xff][\x80-\xbf]*)?$/D',
                    substr($prefix, $offset),
                    self::shown($prefix) . " at $offset",
                );
            }
        }
    }

    public function testWhatIsNotDecodedStaysOut(): void
    {
        $value = Json::decode('{"a":[1,{"b":[]}],"c":{}}');
        self::assertInstanceOf(\stdClass::class, $value);
        self::assertInstanceOf(\stdClass::class, $value->a[1]);
        self::assertSame([], $value->a[1]->b);
        $value->c->d = 1;
        $copy = Json::decode('{"a":[],"b":[]}', true);
        $copy['a'][] = 1;
        self::assertSame([], $copy['b']);
        self::assertSame(['a' => [], 'b' => []], Json::decode('{"a":[],"b":[]}', true), 'no result is shared with an earlier one');
    }

    public function testRandomDocuments(): void
    {
        $pieces = [
            '{', '}', '[', ']', ',', ':', '"', '"a"', '"\u0000b"', '1', '0', '-', '.5', '1.', '1e', '1.5e3', 'true', 'nul', 'null', ' ', "\n", '\\', '\u', '\ud800', '\udc00',
            "\xff", "\u{e9}", "\x01", "\0", 'x', '{"a":', '[1,', '"k":', '12345678901234567890',
        ];
        mt_srand(3);
        for ($round = 0; $round < 5000; ++$round) {
            $json = '';
            for ($count = mt_rand(1, 12); $count > 0; --$count) {
                $json .= $pieces[mt_rand(0, \count($pieces) - 1)];
            }
            foreach ([0, JSON_INVALID_UTF8_IGNORE, JSON_OBJECT_AS_ARRAY | JSON_BIGINT_AS_STRING] as $flags) {
                foreach ([2, 512] as $depth) {
                    $expected = [serialize(json_decode($json, null, $depth, $flags)), json_last_error()];
                    self::assertSame($expected, [serialize(Json::decode($json, null, $depth, $flags)), json_last_error()], self::shown($json));
                }
            }
        }
    }
}
