<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\HighPerException;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Json;
use PHPUnit\Framework\TestCase;

/**
 * Json::encode() beside json_encode(): the same bytes, errors and state for every value, flag and depth.
 */
class JsonEncodeTest extends TestCase
{
    private const FLAGS = [
        0,
        JSON_PRETTY_PRINT,
        JSON_FORCE_OBJECT,
        JSON_UNESCAPED_UNICODE,
        JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS | JSON_UNESCAPED_SLASHES,
        JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT,
        JSON_NUMERIC_CHECK,
        JSON_PRESERVE_ZERO_FRACTION,
        JSON_PARTIAL_OUTPUT_ON_ERROR,
        JSON_INVALID_UTF8_IGNORE,
        JSON_INVALID_UTF8_SUBSTITUTE,
        JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE,
        JSON_THROW_ON_ERROR,
        JSON_THROW_ON_ERROR | JSON_PARTIAL_OUTPUT_ON_ERROR,
        JSON_PRETTY_PRINT | JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_NUMERIC_CHECK | JSON_PRESERVE_ZERO_FRACTION,
    ];

    private const DEPTHS = [512, 3, 1, 0, -1];

    /** @return iterable<string, \Closure(): mixed> Each makes its value anew, so that neither encoder sees what the other has done to it. */
    private static function values(): iterable
    {
        static $values = null;
        if ($values === null) {
            $values = require __DIR__ . '/json/values.php';
            if (PHP_VERSION_ID >= 80400) {
                $values += require __DIR__ . '/json/values84.php';
            }
        }

        return $values;
    }

    /** What comes of an encoder: its answer or the exceptions it throws, and the error state it leaves. */
    private static function outcome(callable $encode, mixed $value, int $flags, int $depth): array
    {
        json_encode(null);
        $exceptions = [];
        try {
            $answer = $encode($value, $flags, $depth);
        } catch (\Throwable $thrown) {
            $answer = null;
            for (; $thrown !== null; $thrown = $thrown->getPrevious()) {
                $class = $thrown instanceof \JsonException ? \JsonException::class : $thrown::class;
                $exceptions[] = [$class, $thrown->getMessage(), $thrown->getCode()];
            }
        }

        return [$answer, $exceptions, json_last_error(), json_last_error_msg()];
    }

    public function testEverythingIsAsJsonEncodeHasIt(): void
    {
        foreach (self::values() as $name => $make) {
            foreach (self::FLAGS as $flags) {
                foreach (self::DEPTHS as $depth) {
                    $expected = self::outcome(json_encode(...), $make(), $flags, $depth);
                    self::assertSame($expected, self::outcome(Json::encode(...), $make(), $flags, $depth), "$name, flags $flags, depth $depth");
                }
            }
        }
    }

    public function testSerializePrecisionCounts(): void
    {
        $before = ini_get('serialize_precision');
        try {
            foreach (self::values() as $name => $make) {
                foreach (['17', '14', '5', '0', '100'] as $precision) {
                    ini_set('serialize_precision', $precision);
                    $expected = self::outcome(json_encode(...), $make(), JSON_PRESERVE_ZERO_FRACTION, 512);
                    self::assertSame($expected, self::outcome(Json::encode(...), $make(), JSON_PRESERVE_ZERO_FRACTION, 512), "$name, precision $precision");
                }
            }
        } finally {
            ini_set('serialize_precision', (string) $before);
        }
    }

    public function testFlagsThatOthersMayHaveSetAreIgnored(): void
    {
        $value = ['a/é' => [1.0, '12', "\xff"]];
        mt_srand(1);
        for ($i = 0; $i < 200; $i++) {
            $flags = mt_rand(0, 0xfff) | mt_rand(0, 0xfff) << 12;
            self::assertSame(self::outcome(json_encode(...), $value, $flags, 512), self::outcome(Json::encode(...), $value, $flags, 512), "flags $flags");
        }
        self::assertSame(json_encode([1.0], -1), Json::encode([1.0], -1));
    }

    public function testTheExceptionIsTheLibrarysOwn(): void
    {
        try {
            Json::encode(NAN, JSON_THROW_ON_ERROR);
            self::fail('nothing was thrown');
        } catch (\JsonException $exception) {
            self::assertInstanceOf(JsonException::class, $exception);
            self::assertInstanceOf(HighPerException::class, $exception);
            self::assertSame([JSON_ERROR_INF_OR_NAN, null, null, null], [$exception->getCode(), $exception->getOffset(), $exception->getLineNumber(), $exception->getColumn()]);
        }
    }

    public function testAnExceptionThatIsAskedForLeavesTheErrorState(): void
    {
        json_decode('{');
        try {
            Json::encode(NAN, JSON_THROW_ON_ERROR);
        } catch (JsonException) {
        }
        self::assertSame(JSON_ERROR_SYNTAX, json_last_error());
        Json::encode(1);
        self::assertSame(JSON_ERROR_NONE, json_last_error());
    }

    public function testDoublesHaveTheSameDigits(): void
    {
        mt_srand(20240229);
        $doubles = [];
        for ($i = 0; $i < 20000; $i++) {
            $doubles[] = unpack('d', pack('VV', mt_rand(0, 0xffffffff), mt_rand(0, 0xffffffff)))[1];
            $doubles[] = mt_rand(-1000000, 1000000) / 1000;
            $doubles[] = 2.0 ** mt_rand(-1074, 1023);
        }
        $doubles = array_values(array_filter($doubles, is_finite(...)));
        self::assertSame(json_encode($doubles), Json::encode($doubles));
        self::assertSame(json_encode($doubles, JSON_PRESERVE_ZERO_FRACTION), Json::encode($doubles, JSON_PRESERVE_ZERO_FRACTION));
    }

    public function testAStreamGetsWhatEncodeAnswers(): void
    {
        foreach (['small' => ['a' => 1], 'large' => range(0, 50000), 'scalar' => 'é', 'long' => str_repeat('a/é', 100000), 'empty' => []] as $name => $value) {
            $stream = fopen('php://memory', 'w+');
            $length = Json::encodeTo($stream, $value, JSON_PRETTY_PRINT);
            rewind($stream);
            $written = stream_get_contents($stream);
            self::assertSame(Json::encode($value, JSON_PRETTY_PRINT), $written, $name);
            self::assertSame(strlen($written), $length, $name);
        }
    }

    public function testAStreamThatIsNoneOrTakesNothing(): void
    {
        $closed = fopen('php://memory', 'w');
        fclose($closed);
        foreach (['a', null, $closed] as $stream) {
            try {
                Json::encodeTo($stream, 1);
                self::fail('nothing was thrown');
            } catch (\TypeError $error) {
                self::assertNotSame('', $error->getMessage());
            }
        }
        try {
            @Json::encodeTo(fopen('php://memory', 'r'), [1]);
            self::fail('nothing was thrown');
        } catch (JsonException $exception) {
            self::assertSame(JsonException::WRITE_FAILED, $exception->getCode());
        }
    }

    public function testAStreamIsToldOfErrorsByExceptions(): void
    {
        json_decode('{');
        foreach ([[NAN, 0, 512, JSON_ERROR_INF_OR_NAN], [[[1]], 0, 1, JSON_ERROR_DEPTH], ["\xff", 0, 512, JSON_ERROR_UTF8]] as [$value, $flags, $depth, $code]) {
            try {
                Json::encodeTo(fopen('php://memory', 'w'), $value, $flags, $depth);
                self::fail('nothing was thrown');
            } catch (JsonException $exception) {
                self::assertSame([$code, JSON_ERROR_SYNTAX], [$exception->getCode(), json_last_error()]);
            }
        }
        $stream = fopen('php://memory', 'w+');
        self::assertSame(7, Json::encodeTo($stream, [0, NAN, 1], JSON_PARTIAL_OUTPUT_ON_ERROR));
        self::assertSame(JSON_ERROR_INF_OR_NAN, json_last_error());
    }
}
