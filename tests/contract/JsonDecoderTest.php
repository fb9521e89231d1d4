<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Contract\JsonDecoderInterface;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\JsonDecoder;
use PHPUnit\Framework\TestCase;

/**
 * The decoder that is set up once.
 */
class JsonDecoderTest extends TestCase
{
    use JsonAssertions;

    public function testItDecodesAsItWasToldTo(): void
    {
        $json = '{"a":{"b":[12345678901234567890]}}';
        $cases = [
            [[], $json], [[true], $json], [[null, 512, JSON_OBJECT_AS_ARRAY], $json], [[false, 512, JSON_OBJECT_AS_ARRAY | JSON_BIGINT_AS_STRING], $json],
            [[true, 4], $json], [[true, 3], $json], [[], '{"\u0000":1}'], [[true], '{"\u0000":1}'], [[], ''], [[true, 1], '1'], [[true, 1], '[]'],
            [[true, 512, JSON_INVALID_UTF8_IGNORE], "[\"\xff\"]"], [[true, 512, JSON_THROW_ON_ERROR], "[\"\xff\"]"],
        ];
        foreach ($cases as [$arguments, $text]) {
            $decoder = new JsonDecoder(...$arguments);
            [$associative, $depth, $flags] = $arguments + [null, 512, 0];
            $expected = self::outcome(static fn (): mixed => json_decode($text, $associative, $depth, $flags | JSON_THROW_ON_ERROR));
            for ($round = 0; $round < 3; ++$round) {
                self::assertSame($expected, self::outcome(static fn (): mixed => $decoder->decode($text)), self::shown($text));
            }
        }
    }

    public function testPointersAndLines(): void
    {
        $decoder = new JsonDecoder(true, 4, JSON_BIGINT_AS_STRING);
        self::assertSame(['b' => '12345678901234567890'], $decoder->get('{"a":{"b":12345678901234567890}}', '/a'));
        self::assertSame([['a' => 1], '12345678901234567890'], iterator_to_array($decoder->lines("{\"a\":1}\n12345678901234567890")));
        self::assertSame(JsonException::NO_SUCH_VALUE, self::failure(static fn (): mixed => $decoder->get('[]', '/0'), '/0')->getCode());
        self::assertSame(JSON_ERROR_DEPTH, self::failure(static fn (): array => iterator_to_array($decoder->lines('[[[[]]]]')), 'depth')->getCode());
        try {
            $decoder->lines(1);
            self::fail('int');
        } catch (\TypeError $error) {
            self::assertSame(JsonDecoder::class . '::lines(): Argument #1 ($source) must be of type string|resource|iterable, int given', $error->getMessage());
        }
    }

    public function testItAlwaysThrowsAndTellsThePlace(): void
    {
        json_decode("\"\x01\"");
        $exception = self::failure(static fn (): mixed => (new JsonDecoder())->decode("[1,\n x]"), 'x');
        self::assertSame(
            ['Syntax error', JSON_ERROR_SYNTAX, 5, 2, 2],
            [$exception->getMessage(), $exception->getCode(), $exception->getOffset(), $exception->getLineNumber(), $exception->getColumn()],
        );
        (new JsonDecoder())->decode('1');
        self::assertSame(JSON_ERROR_CTRL_CHAR, json_last_error(), 'the last error is left alone');
    }

    public function testItGoesOnAfterAnError(): void
    {
        $decoder = new JsonDecoder(true);
        foreach (['[', '{"a":[1,2', "[\"\xff", '[1}'] as $json) {
            self::failure(static fn (): mixed => $decoder->decode($json), $json);
            self::assertSame(['a' => [1]], $decoder->decode('{"a":[1]}'));
        }
    }

    public function testDepthsThatCannotBe(): void
    {
        foreach ([[0, 'must be greater than 0'], [-5, 'must be greater than 0'], [0x80000000, 'must be less than 2147483647']] as [$depth, $text]) {
            self::assertSame("Argument #2 (\$depth) $text", self::outcome(static fn (): JsonDecoder => new JsonDecoder(null, $depth)));
        }
        self::assertSame(1, (new JsonDecoder(null, 0x7fffffff))->decode('1'));
    }

    public function testSubclassesAndCopies(): void
    {
        $decoder = new class (true) extends JsonDecoder {
            public function decode(string $json): mixed
            {
                return ['wrapped' => parent::decode($json)];
            }
        };
        self::assertInstanceOf(JsonDecoderInterface::class, $decoder);
        self::assertSame(['wrapped' => ['a' => 1]], $decoder->decode('{"a":1}'));
        self::assertSame(['wrapped' => ['a' => 1]], (clone $decoder)->decode('{"a":1}'));
    }
}
