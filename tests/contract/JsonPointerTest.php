<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Json;
use PHPUnit\Framework\TestCase;

/**
 * Json::get() and has(): JSON Pointer (RFC 6901).
 */
class JsonPointerTest extends TestCase
{
    use JsonAssertions;

    /** The document of RFC 6901, 5. */
    private const RFC = '{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\\\j":5,"k\"l":6," ":7,"m~n":8}';

    public function testTheExamplesOfTheStandard(): void
    {
        $cases = [
            '' => json_decode(self::RFC, true), '/foo' => ['bar', 'baz'], '/foo/0' => 'bar', '/' => 0, '/a~1b' => 1, '/c%d' => 2, '/e^f' => 3, '/g|h' => 4,
            '/i\\j' => 5, '/k"l' => 6, '/ ' => 7, '/m~0n' => 8,
        ];
        foreach ($cases as $pointer => $expected) {
            self::assertSame($expected, Json::get(self::RFC, $pointer, true), $pointer);
            self::assertTrue(Json::has(self::RFC, $pointer), $pointer);
        }
    }

    public function testWhatPointersName(): void
    {
        $cases = [
            ['1', '', 1],
            [' [ 1 , 2 ] ', '/1', 2],
            ['{ "a" : { "b" : [ true , null ] } }', '/a/b/1', null],
            ['{"a":1,"a":2}', '/a', 2],
            ['{"a":{"b":1},"a":{"c":2}}', '/a', ['c' => 2]],
            ['{"a":[1,2,3],"x":0,"a":[4]}', '/a/0', 4],
            ['{"0":"key"}', '/0', 'key'],
            ['{"01":"key","-":"minus"}', '/01', 'key'],
            ['{"01":"key","-":"minus"}', '/-', 'minus'],
            ['["a","b","c","d","e","f","g","h","i","j","k"]', '/10', 'k'],
            ['{"~1":"a","/":"b","~":"c","~01":"d"}', '/~01', 'a'],
            ['{"~1":"a","/":"b","~":"c","~01":"d"}', '/~1', 'b'],
            ['{"~1":"a","/":"b","~":"c","~01":"d"}', '/~0', 'c'],
            ['{"~1":"a","/":"b","~":"c","~01":"d"}', '/~001', 'd'],
            ['{"\u0061\u00e9":1}', "/a\u{e9}", 1],
            ["{\"\u{e9}\":1}", "/\u{e9}", 1],
            ['{"a\"]}":{"}":"]["}}', '/a"]}/}', ']['],
            ['{"\u0000a":7}', "/\0a", 7],
            ['{"":{"":{"":1}}}', '///', 1],
            ['[[],[[]],{"a":[]}]', '/2/a', []],
            ['{"big":12345678901234567890,"small":-0.0}', '/small', -0.0],
            ['{"a":1.0}', '/a', 1.0],
            ['["\ud83d\ude00"]', '/0', "\u{1f600}"],
            ['{"items":[' . implode(',', array_map(static fn (int $id): string => "{\"id\":$id}", range(0, 999))) . ']}', '/items/777/id', 777],
        ];
        foreach ($cases as [$json, $pointer, $expected]) {
            self::assertSame(serialize($expected), serialize(Json::get($json, $pointer, true)), "$pointer of " . self::shown($json));
            self::assertTrue(Json::has($json, $pointer), "$pointer of " . self::shown($json));
        }
    }

    public function testValuesAreBuiltAsDecodeBuildsThem(): void
    {
        $json = '{"a":{"b":{"c":[]}},"n":12345678901234567890}';
        self::assertInstanceOf(\stdClass::class, Json::get($json, '/a'));
        self::assertSame(['b' => ['c' => []]], Json::get($json, '/a', true));
        self::assertSame(['b' => ['c' => []]], Json::get($json, '/a', null, 512, JSON_OBJECT_AS_ARRAY));
        self::assertInstanceOf(\stdClass::class, Json::get($json, '/a', false, 512, JSON_OBJECT_AS_ARRAY));
        self::assertSame('12345678901234567890', Json::get($json, '/n', flags: JSON_BIGINT_AS_STRING));
        self::assertSame("a\u{fffd}", Json::get("{\"k\xff\":\"a\xff\"}", "/k\u{fffd}", flags: JSON_INVALID_UTF8_SUBSTITUTE));
        self::assertSame('a', Json::get("{\"k\xff\":\"a\xff\"}", '/k', flags: JSON_INVALID_UTF8_IGNORE));
    }

    public function testWhatIsMissing(): void
    {
        $json = '{"items":[1,"two",true,null,{"a/b":{}}],"empty":[],"o":{}}';
        $cases = [
            '/x' => "the document is an object without the key 'x'",
            '/' => "the document is an object without the key ''",
            '/items/5' => "'/items' is an array of 5",
            '/items/99999999999999999999999' => "'/items' is an array of 5",
            '/empty/0' => "'/empty' is an array of 0",
            '/items/-' => "'/items' is an array, and '-' is no index",
            '/items/01' => "'/items' is an array, and '01' is no index",
            '/items/-1' => "'/items' is an array, and '-1' is no index",
            '/items/+1' => "'/items' is an array, and '+1' is no index",
            '/items/1.0' => "'/items' is an array, and '1.0' is no index",
            "/items/1\n" => "'/items' is an array, and '1\n' is no index",
            '/items/' => "'/items' is an array, and '' is no index",
            '/items/x/y' => "'/items' is an array, and 'x' is no index",
            '/items/0/a' => "'/items/0' is a number",
            '/items/1/0' => "'/items/1' is a string",
            '/items/2/' => "'/items/2' is a boolean",
            '/items/3/a' => "'/items/3' is null",
            '/items/4/a~1b/~1' => "'/items/4/a~1b' is an object without the key '/'",
            '/items/4/a' => "'/items/4' is an object without the key 'a'",
            '/o/a/b/c' => "'/o' is an object without the key 'a'",
        ];
        foreach ($cases as $pointer => $reason) {
            self::assertFalse(Json::has($json, $pointer), $pointer);
            $exception = self::failure(static fn (): mixed => Json::get($json, $pointer), $pointer);
            self::assertSame("Pointer '$pointer' names no value: $reason", $exception->getMessage());
            self::assertSame(JsonException::NO_SUCH_VALUE, $exception->getCode());
            self::assertSame([null, null, null], [$exception->getOffset(), $exception->getLineNumber(), $exception->getColumn()]);
        }
        self::assertSame(
            "Pointer '/a' names no value: the document is a number",
            self::failure(static fn (): mixed => Json::get('-1', '/a'), '/a')->getMessage(),
        );
    }

    public function testMalformedPointers(): void
    {
        $cases = [
            ['a', 0, "it has to be empty or begin with '/'"], ['#/a', 0, "it has to be empty or begin with '/'"], [' ', 0, "it has to be empty or begin with '/'"],
            ['~2', 0, "it has to be empty or begin with '/'"], ['/~', 1, null], ['/a~', 2, null], ['/a~2', 2, null], ['/~0~1/~x~y', 6, null], ['/~~0', 1, null],
        ];
        foreach ($cases as [$pointer, $offset, $hint]) {
            $hint ??= "'~' has to be followed by 0 or 1; write '~0' for '~'";
            foreach (['get', 'has'] as $method) {
                // The document is not looked at before the pointer is in order.
                $exception = self::failure(static fn (): mixed => Json::$method('[', $pointer), "$method($pointer)");
                self::assertSame("Pointer '$pointer' is malformed at byte $offset: $hint", $exception->getMessage());
                self::assertSame([JsonException::INVALID_POINTER, $offset], [$exception->getCode(), $exception->getOffset()], $pointer);
                self::assertSame([null, null], [$exception->getLineNumber(), $exception->getColumn()], $pointer);
            }
        }
    }

    public function testTheWholeDocumentIsChecked(): void
    {
        $cases = [
            ['', 512, JSON_ERROR_SYNTAX, 0], ['{"a":1', 512, JSON_ERROR_SYNTAX, 6], ["{\"a\":1,\n\"b\":x}", 512, JSON_ERROR_SYNTAX, 12], ['{"a":1} x', 512, JSON_ERROR_SYNTAX, 8],
            ["{\"a\":1,\"b\":\"\xff\"}", 512, JSON_ERROR_UTF8, 12], ['{"a":1,"b":[[]]}', 3, JSON_ERROR_DEPTH, 12], ['{"a":1]', 512, JSON_ERROR_STATE_MISMATCH, 6],
        ];
        foreach ($cases as [$json, $depth, $code, $offset]) {
            foreach ([static fn (): mixed => Json::get($json, '/a', null, $depth), static fn (): bool => Json::has($json, '/a', $depth)] as $call) {
                $exception = self::failure($call, self::shown($json));
                self::assertSame([$code, $offset], [$exception->getCode(), $exception->getOffset()], self::shown($json));
            }
        }
        $exception = self::failure(static fn (): mixed => Json::get("{\"a\":1,\n\"b\":x}", '/a'), '/a');
        self::assertSame([2, 5], [$exception->getLineNumber(), $exception->getColumn()]);
    }

    /**
     * Only what is built can have a name that no property can have.
     */
    public function testImpossibleNames(): void
    {
        $json = '{"a":1,"\u0000":{"b":[{"\u0000c":2}]}}';
        self::assertSame(1, Json::get($json, '/a'));
        self::assertTrue(Json::has($json, "/\0/b/0/\0c"));
        self::assertSame(2, Json::get($json, "/\0/b/0/\0c"));
        self::assertSame([["\0c" => 2]], Json::get($json, "/\0/b", true));
        $exception = self::failure(static fn (): mixed => Json::get($json, "/\0/b"), '/b');
        self::assertSame([JSON_ERROR_INVALID_PROPERTY_NAME, 23], [$exception->getCode(), $exception->getOffset()]);
        self::assertSame([1, 24], [$exception->getLineNumber(), $exception->getColumn()]);
    }

    public function testDepthComesFirst(): void
    {
        foreach ([[0, 'must be greater than 0'], [-1, 'must be greater than 0'], [0x80000000, 'must be less than 2147483647']] as [$depth, $text]) {
            self::assertSame("Argument #4 (\$depth) $text", self::outcome(static fn (): mixed => Json::get('', 'x', null, $depth)));
            self::assertSame("Argument #3 (\$depth) $text", self::outcome(static fn (): mixed => Json::has('', 'x', $depth)));
        }
    }

    public function testTheLastErrorIsLeftAlone(): void
    {
        json_decode("\"\x01\"");
        Json::get('[1]', '/0');
        Json::has('[1]', '/7');
        self::failure(static fn (): mixed => Json::get('[', '/0'), '[');
        self::failure(static fn (): mixed => Json::get('[]', '/0'), '[]');
        self::assertSame(JSON_ERROR_CTRL_CHAR, json_last_error());
    }

    public function testEveryValueOfADocumentIsFound(): void
    {
        $json = '{"a":[{"b":"x,]}","c":[[],{}," [ "]},-1.5e3,[true,[false,[null]]]],"d":{"e":{"f":"\\\\\""}},"g/h~i":[{"":{"0":[0]}}]}';
        $pairs = [['', json_decode($json, true)]];
        while ($pairs !== []) {
            [$pointer, $value] = array_pop($pairs);
            self::assertSame($value, Json::get($json, $pointer, true), $pointer);
            if (\is_array($value)) {
                foreach ($value as $key => $inner) {
                    $pairs[] = [$pointer . '/' . strtr((string) $key, ['~' => '~0', '/' => '~1']), $inner];
                }
            }
        }
    }
}
