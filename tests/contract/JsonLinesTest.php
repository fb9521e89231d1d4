<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Json;
use PHPUnit\Framework\TestCase;

/**
 * Json::lines(): newline-delimited JSON from strings, streams and iterables.
 */
class JsonLinesTest extends TestCase
{
    use JsonAssertions;

    /**
     * The same text from every kind of source, in pieces of several sizes.
     *
     * @return iterable<string, mixed>
     */
    private static function sources(string $text): iterable
    {
        yield 'string' => $text;
        yield 'stream' => self::stream($text);
        foreach ([1, 2, 3, 7, 1000] as $size) {
            $pieces = $text === '' ? [] : str_split($text, $size);
            yield "array of $size" => $pieces;
            yield "generator of $size" => (static function () use ($pieces): \Generator {
                foreach ($pieces as $piece) {
                    yield 'any key' => $piece;
                    yield 'any key' => '';
                }
            })();
            yield "aggregate of $size" => new \ArrayObject($pieces);
        }
    }

    /**
     * @return resource
     */
    private static function stream(string $text)
    {
        $stream = fopen('php://memory', 'r+');
        \assert(\is_resource($stream));
        fwrite($stream, $text);
        rewind($stream);

        return $stream;
    }

    /**
     * Everything that an iterator gives: values by number, and the errors in between as text.
     *
     * @return list<mixed>
     */
    private static function drain(\Iterator $lines): array
    {
        $results = [];
        for ($lines->rewind();; $lines->next()) {
            try {
                if (!$lines->valid()) {
                    return $results;
                }
                $results[] = [$lines->key(), $lines->current()];
            } catch (JsonException $exception) {
                $results[] = "error {$exception->getCode()} at {$exception->getOffset()}, {$exception->getLineNumber()}:{$exception->getColumn()}";
            }
        }
    }

    public function testLines(): void
    {
        $syntax = 'error ' . JSON_ERROR_SYNTAX;
        $control = 'error ' . JSON_ERROR_CTRL_CHAR;
        $cases = [
            ['', []],
            ["\n", []],
            ["\n\r\n \t \n\r", []],
            ['1', [[0, 1]]],
            ["1\n", [[0, 1]]],
            ["1\r\n2\n3", [[0, 1], [1, 2], [2, 3]]],
            ["1\r", [[0, 1]]],
            ["\n\n1\n\n\r\n 2 \n\n", [[0, 1], [1, 2]]],
            ["{\"a\":[1,2]}\nnull\n\"b\"\n", [[0, ['a' => [1, 2]]], [1, null], [2, 'b']]],
            ["\"\u{e9}\u{20ac}\"\n\"\u{1f600}\"", [[0, "\u{e9}\u{20ac}"], [1, "\u{1f600}"]]],
            ['"' . str_repeat('a', 3000) . "\"\n2", [[0, str_repeat('a', 3000)], [1, 2]]],
            ["1\nx\n2", [[0, 1], "$syntax at 2, 2:1", [1, 2]]],
            ["x\r\n\ry\n", ["$syntax at 0, 1:1", "$syntax at 4, 2:2"]],
            ["[1\r\n2]\n3", ["$syntax at 2, 1:3", "$syntax at 5, 2:2", [0, 3]]],
            ["\n \n[1,\n", ["$syntax at 6, 3:4"]],
            ["[1,\r", ["$syntax at 4, 1:5"]],
            ["\"\u{e9}\",\n\"\u{e9}\" \u{e9}", ["$syntax at 4, 1:4", "$syntax at 11, 2:5"]],
            ["\"a\nb\"", ["$control at 2, 1:3", "$syntax at 3, 2:1"]],
            ["[[1]]\n[[[1]]]\n[1]", [[0, [[1]]], 'error ' . JSON_ERROR_DEPTH . ' at 8, 2:3', [1, [1]]]],
        ];
        foreach ($cases as [$text, $expected]) {
            $depth = str_contains($text, '[[[') ? 3 : 512;
            foreach (self::sources($text) as $kind => $source) {
                self::assertSame($expected, self::drain(Json::lines($source, true, $depth)), "$kind: " . self::shown($text));
            }
        }
    }

    public function testForeach(): void
    {
        $values = [];
        foreach (Json::lines("{\"a\":1}\n[2]\n") as $number => $value) {
            $values[$number] = $value;
        }
        self::assertEquals([(object) ['a' => 1], [2]], $values);
        self::assertSame([['a' => 1]], iterator_to_array(Json::lines('{"a":1}', null, 512, JSON_OBJECT_AS_ARRAY)));
        self::assertSame(['12345678901234567890'], iterator_to_array(Json::lines('12345678901234567890', flags: JSON_BIGINT_AS_STRING)));
    }

    /**
     * Another foreach goes on where the last one stopped: behind a bad line, and with the value in hand otherwise.
     */
    public function testItRunsOnce(): void
    {
        $lines = Json::lines("1\nx\n2\n3");
        $seen = [];
        for ($round = 0; $round < 3; ++$round) {
            try {
                foreach ($lines as $number => $value) {
                    $seen[] = [$number, $value];
                    if ($value === 2 && $round === 1) {
                        break;
                    }
                }
            } catch (JsonException) {
                $seen[] = 'bad';
            }
        }
        self::assertSame([[0, 1], 'bad', [1, 2], [1, 2], [2, 3]], $seen);
        self::assertFalse($lines->valid());
        self::assertNull($lines->current());
        self::assertNull($lines->key());
        $lines->next();
        $lines->rewind();
        self::assertFalse($lines->valid());
    }

    public function testNextPassesAValueThatWasNotAskedFor(): void
    {
        $lines = Json::lines("1\n2\n3");
        $lines->next();
        self::assertSame([1, 2], [$lines->key(), $lines->current()]);
        $lines->next();
        $lines->next();
        self::assertFalse($lines->valid());
    }

    public function testNothingIsReadBeforeItIsAskedFor(): void
    {
        $given = [];
        $source = (static function () use (&$given): \Generator {
            foreach (["1\n2", "\n3\n", "x\n", '4'] as $piece) {
                $given[] = $piece;
                yield $piece;
            }
        })();
        $lines = Json::lines($source);
        $lines->rewind();
        self::assertSame([], $given);
        self::assertSame(1, $lines->current());
        self::assertSame(["1\n2"], $given);
        $lines->next();
        self::assertSame(["1\n2"], $given);
        self::assertSame(2, $lines->current());
        $lines->next();
        self::assertSame(3, $lines->current());
        self::assertSame(["1\n2", "\n3\n"], $given);
    }

    public function testAStreamIsReadFromWhereItStands(): void
    {
        $stream = self::stream("ignored\n1\nx\n");
        fseek($stream, 8);
        self::assertSame([[0, 1], 'error ' . JSON_ERROR_SYNTAX . ' at 2, 2:1'], self::drain(Json::lines($stream)));
        self::assertTrue(feof($stream));
        self::assertIsResource($stream);
    }

    public function testManyLinesAcrossChunks(): void
    {
        $text = '';
        for ($number = 0; $number < 20_000; ++$number) {
            $text .= '{"number":' . $number . ',"text":"' . str_repeat('x', $number % 50) . "\"}\n";
        }
        foreach (['string' => $text, 'stream' => self::stream($text), 'iterable' => str_split($text, 1023)] as $kind => $source) {
            $count = 0;
            foreach (Json::lines($source, true) as $number => $value) {
                self::assertSame($count++, $number);
                if ($value['number'] !== $number || \strlen($value['text']) !== $number % 50) {
                    self::fail("$kind: line $number");
                }
            }
            self::assertSame(20_000, $count, $kind);
        }
    }

    public function testWhatIsNoSource(): void
    {
        $closed = self::stream('1');
        fclose($closed);
        $context = stream_context_create();
        $cases = [
            [1, 'must be of type string|resource|iterable, int given'], [null, 'must be of type string|resource|iterable, null given'],
            [true, 'must be of type string|resource|iterable, true given'], [1.5, 'must be of type string|resource|iterable, float given'],
            [new \stdClass(), 'must be of type string|resource|iterable, stdClass given'], [$closed, 'must be an open stream'], [$context, 'must be an open stream'],
        ];
        foreach ($cases as [$source, $text]) {
            try {
                Json::lines($source, null, 0);
                self::fail(get_debug_type($source));
            } catch (\TypeError $error) {
                self::assertSame(Json::class . "::lines(): Argument #1 (\$source) $text", $error->getMessage());
            }
        }
        self::assertSame('Argument #3 ($depth) must be greater than 0', self::outcome(static fn (): \Iterator => Json::lines('', null, 0)));
        self::assertSame('Argument #3 ($depth) must be less than 2147483647', self::outcome(static fn (): \Iterator => Json::lines('', null, 0x80000000)));
    }

    public function testPiecesThatAreNoStrings(): void
    {
        foreach ([[["1\n", 2], 'int'], [["1\n", null], 'null'], [["1\n", false], 'false'], [["1\n", []], 'array']] as [$pieces, $type]) {
            $lines = Json::lines($pieces);
            self::assertSame(1, $lines->current());
            $lines->next();
            try {
                $lines->valid();
                self::fail($type);
            } catch (\TypeError $error) {
                self::assertSame(Json::class . "::lines(): Argument #1 (\$source) must give strings, $type given", $error->getMessage());
            }
            self::assertFalse($lines->valid());
        }
    }

    public function testWhatAnIterableThrowsPassesThrough(): void
    {
        $thrown = new \DomainException('from the source');
        $lines = Json::lines((static function () use ($thrown): \Generator {
            yield "1\n2";
            throw $thrown;
        })());
        self::assertSame(1, $lines->current());
        $lines->next();
        try {
            $lines->valid();
            self::fail('nothing was thrown');
        } catch (\DomainException $exception) {
            self::assertSame($thrown, $exception);
        }
        self::assertFalse($lines->valid());
    }

    public function testAStreamThatFails(): void
    {
        stream_wrapper_register('highper-failing', FailingStream::class);
        try {
            $stream = fopen('highper-failing://', 'r');
            self::assertIsResource($stream);
            $lines = Json::lines($stream);
            self::assertSame(1, $lines->current());
            $lines->next();
            $exception = self::failure(static fn (): bool => $lines->valid(), 'a failing stream');
        } finally {
            stream_wrapper_unregister('highper-failing');
        }
        self::assertSame([JsonException::READ_FAILED, 4], [$exception->getCode(), $exception->getOffset()]);
        self::assertSame('The source cannot be read on after byte 4', $exception->getMessage());
        self::assertFalse($lines->valid());
    }

    public function testTheLastErrorIsLeftAlone(): void
    {
        json_decode("\"\x01\"");
        self::drain(Json::lines("1\nx"));
        self::assertSame(JSON_ERROR_CTRL_CHAR, json_last_error());
    }
}
