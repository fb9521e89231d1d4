<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Serializer;
use PHPUnit\Framework\TestCase;

class TranscodeTest extends TestCase
{
    private static function packed(string $json, int $depth = 512): string
    {
        return (new Serializer(depth: $depth))->transcode($json, 'application/json', 'application/msgpack');
    }

    private static function text(string $message, int $depth = 512): string
    {
        return (new Serializer(depth: $depth))->transcode($message, 'application/msgpack', 'application/json');
    }

    public function testJsonTakesTheShortestForm(): void
    {
        $table = [
            'null' => 'c0', 'false' => 'c2', ' true ' => 'c3', '0' => '00', '127' => '7f', '128' => 'cc80', '256' => 'cd0100', '65536' => 'ce00010000',
            '4294967296' => 'cf0000000100000000', '-1' => 'ff', '-32' => 'e0', '-33' => 'd0df', '-128' => 'd080', '-129' => 'd1ff7f',
            '-32769' => 'd2ffff7fff', '-2147483649' => 'd3ffffffff7fffffff', '""' => 'a0', '"a\u00e9\n"' => 'a461c3a90a', '"\ud83d\ude00"' => 'a4f09f9880',
            '[]' => '90', '{}' => '80', '[1,[2],{}]' => '9301910280', '{"":0,"1":{"a":[null]}}' => '82a000a13181a16191c0',
            '{"1":1,"a":2,"1":3}' => '83a13101a16102a13103', '{"\u0000a":[]}' => '81a2006190',
        ];
        foreach ($table as $json => $expected) {
            self::assertSame($expected, bin2hex(self::packed((string) $json)), "JSON: $json");
        }
    }

    public function testNumbersKeepWhatTheyAre(): void
    {
        $float = static fn (float $value): string => 'cb' . bin2hex(pack('E', $value));
        $table = [
            '9223372036854775807' => 'cf7fffffffffffffff', '9223372036854775808' => 'cf8000000000000000', '18446744073709551615' => 'cfffffffffffffffff',
            '-9223372036854775808' => 'd38000000000000000', '18446744073709551616' => $float(18446744073709551616.0),
            '-9223372036854775809' => $float(-9223372036854775808.0), '1.0' => $float(1.0), '-0' => '00', '-0.0' => $float(-0.0), '1e2' => $float(100.0),
            '0.1' => $float(0.1), '1e-999' => $float(0.0), str_repeat('9', 300) => $float((float) str_repeat('9', 300)),
        ];
        foreach ($table as $json => $expected) {
            self::assertSame($expected, bin2hex(self::packed((string) $json)), "JSON: $json");
        }
        foreach (['1e999' => 0, ' -1e999' => 1, '{"a":1e999}' => 5, '[1,' . str_repeat('9', 400) . ']' => 3] as $json => $offset) {
            $exception = self::thrown(JsonException::class, static fn () => self::packed($json));
            self::assertSame([JSON_ERROR_INF_OR_NAN, 'Inf and NaN cannot be JSON encoded', $offset], [$exception->getCode(), $exception->getMessage(), $exception->getOffset()], $json);
        }
    }

    public function testLengthsTakeTheHeaderThatTheyNeed(): void
    {
        foreach ([31 => 'bf', 32 => 'd920', 255 => 'd9ff', 256 => 'da0100', 65536 => 'db00010000'] as $length => $header) {
            $text = str_repeat('x', $length);
            self::assertSame(hex2bin($header) . $text, self::packed("\"$text\""), "$length bytes");
        }
        foreach ([15 => '9f', 16 => 'dc0010', 65535 => 'dcffff', 65536 => 'dd00010000'] as $count => $header) {
            self::assertSame(hex2bin($header) . str_repeat("\7", $count), self::packed('[' . implode(',', array_fill(0, $count, '7')) . ']'), "$count elements");
        }
        foreach ([15 => '8f', 16 => 'de0010', 65536 => 'df00010000'] as $count => $header) {
            self::assertSame(hex2bin($header) . str_repeat("\xa1k\7", $count), self::packed('{' . implode(',', array_fill(0, $count, '"k":7')) . '}'), "$count pairs");
        }
        $inner = '[' . implode(',', array_fill(0, 16, '1')) . ']';
        $packed = "\xdc\0\x10" . str_repeat("\1", 16);
        $json = "{\"a\":$inner,\"b\":[" . implode(',', array_fill(0, 20, $inner)) . "],\"c\":$inner}";
        self::assertSame("\x83\xa1a$packed\xa1b\xdc\0\x14" . str_repeat($packed, 20) . "\xa1c$packed", self::packed($json));
    }

    public function testMessagePackTakesTheShortestText(): void
    {
        $table = [
            'c0' => 'null', 'c2' => 'false', 'c3' => 'true', '00' => '0', 'ff' => '-1', 'ccff' => '255', 'cdffff' => '65535', 'ceffffffff' => '4294967295',
            'cfffffffffffffffff' => '18446744073709551615', 'd38000000000000000' => '-9223372036854775808', 'd080' => '-128', 'd18000' => '-32768',
            'd280000000' => '-2147483648', 'cb3ff0000000000000' => '1.0', 'cb8000000000000000' => '-0.0', 'cb45208b2a2c280291' => '1.0e+25',
            'cb3f1a36e2eb1c432d' => '0.0001', 'cb3ee4f8b588e368f1' => '1.0e-5', 'cb4341c37937e08000' => '10000000000000000.0', 'cb4376345785d8a000' => '1.0e+17', 'cb42d6bcc41e900000' => '100000000000000.0',
            'cb3fb999999999999a' => '0.1', 'cb0000000000000001' => '5.0e-324', 'cb7fefffffffffffff' => '1.7976931348623157e+308', 'ca3dcccccd' => '0.10000000149011612',
            'a0' => '""', 'a3e280a8' => "\"\u{2028}\"", 'c403e282ac' => "\"\u{20ac}\"", '90' => '[]', '80' => '{}', '9301919080' => '[1,[[]],{}]',
            '82a16181a080a161920102' => '{"a":{"":{}},"a":[1,2]}', 'd6ff00000000' => '"1970-01-01T00:00:00Z"', 'd7ffee6b27fc00000000' => '"1970-01-01T00:00:00.999999999Z"',
            'd7ff1cae878000000000' => '"1970-01-01T00:00:00.120300Z"', 'c70cff0bebc200ffffffffffffffff' => '"1969-12-31T23:59:59.200Z"',
            'c70cff000000000000003afff4417f' => '"9999-12-31T23:59:59Z"', 'c70cff00000000fffffff1868b8400' => '"0000-01-01T00:00:00Z"',
        ];
        foreach ($table as $message => $expected) {
            self::assertSame($expected, self::text((string) hex2bin((string) $message)), "message: $message");
        }
        self::assertSame("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f\u{e9}z\"", self::text("\xae\"\\/\x08\f\n\r\t\0\x1f\x7f\u{e9}z"));
    }

    public function testFloatsDoNotDependOnTheIni(): void
    {
        $before = (string) ini_get('serialize_precision');
        ini_set('serialize_precision', '3');
        try {
            self::assertSame('[0.1,1234.5678]', self::text("\x92\xcb" . pack('E', 0.1) . "\xcb" . pack('E', 1234.5678)));
        } finally {
            ini_set('serialize_precision', $before);
        }
    }

    public function testKeysBecomeStrings(): void
    {
        foreach (['a131' => '1', '01' => '1', 'e0' => '-32', 'cfffffffffffffffff' => '18446744073709551615', 'c402610a' => 'a\n', 'd90161' => 'a'] as $key => $expected) {
            $key = (string) hex2bin((string) $key);
            self::assertSame("{\"$expected\":[null],\"$expected\":{}}", self::text("\x82$key\x91\xc0$key\x80"), bin2hex($key));
        }
        foreach (['c0', 'c3', 'ca00000000', 'cb7ff0000000000000', '90', '810102', 'd6ff00000000', 'd40101'] as $key) {
            self::assertObstacle(JSON_ERROR_UNSUPPORTED_TYPE, 'Type is not supported', 5, "\x91\x82\xa1k\x01" . hex2bin($key) . "\x02");
        }
    }

    public function testWhatJsonCannotHold(): void
    {
        $infinite = 'Inf and NaN cannot be JSON encoded';
        $table = [
            'cb7ff8000000000000' => [JSON_ERROR_INF_OR_NAN, $infinite],
            'caff800000' => [JSON_ERROR_INF_OR_NAN, $infinite],
            'c40261ff' => [JSON_ERROR_UTF8, 'Malformed UTF-8 characters, possibly incorrectly encoded'],
            'd40178' => [JSON_ERROR_UNSUPPORTED_TYPE, 'Type is not supported'],
            'c70cff000000007fffffffffffffff' => [JSON_ERROR_UNSUPPORTED_TYPE, 'Type is not supported'],
            'c70cff000000000000003afff44180' => [JSON_ERROR_UNSUPPORTED_TYPE, 'Type is not supported'],
        ];
        foreach ($table as $value => [$code, $message]) {
            self::assertObstacle($code, $message, 2, "\x92\x01" . hex2bin((string) $value));
        }
        self::assertObstacle(JSON_ERROR_UTF8, 'Malformed UTF-8 characters, possibly incorrectly encoded', 1, "\x81\xc4\x01\xff\x01");
    }

    private static function assertObstacle(int $code, string $text, int $offset, string $message): void
    {
        $exception = self::thrown(JsonException::class, static fn () => self::text($message));
        self::assertSame(
            [$code, $text, $offset, null, null],
            [$exception->getCode(), $exception->getMessage(), $exception->getOffset(), $exception->getLineNumber(), $exception->getColumn()],
            bin2hex($message),
        );
    }

    public function testInvalidInput(): void
    {
        foreach (['' => [4, 0, 1, 1], '[1}' => [2, 2, 1, 3], "[1,\n x]" => [4, 5, 2, 2], "[\"\x01\"]" => [3, 2, 1, 3], "\"\xff\"" => [5, 1, 1, 2]] as $json => [$code, $offset, $line, $column]) {
            foreach (['application/msgpack', 'application/json'] as $to) {
                $exception = self::thrown(JsonException::class, static fn () => (new Serializer())->transcode($json, 'application/json', $to));
                self::assertSame([$code, $offset, $line, $column], [$exception->getCode(), $exception->getOffset(), $exception->getLineNumber(), $exception->getColumn()], $json);
            }
        }
        $table = [
            '' => [MessagePackException::TRUNCATED, 0], '9201' => [MessagePackException::LENGTH, 0], '0102' => [MessagePackException::TRAILING_BYTES, 1],
            '92c101' => [MessagePackException::MALFORMED, 1], 'a1ff' => [MessagePackException::UTF8, 1], 'd4ff00' => [MessagePackException::MALFORMED, 0],
            'd7ffffffffff00000000' => [MessagePackException::MALFORMED, 0], '91cd01' => [MessagePackException::TRUNCATED, 3],
        ];
        foreach ($table as $message => [$code, $offset]) {
            foreach (['application/msgpack', 'application/json'] as $to) {
                $bytes = (string) hex2bin((string) $message);
                $exception = self::thrown(MessagePackException::class, static fn () => (new Serializer())->transcode($bytes, 'application/msgpack', $to));
                self::assertSame([$code, $offset], [$exception->getCode(), $exception->getOffset()], (string) $message);
            }
        }
    }

    public function testTheDepthIsThatOfTheFormat(): void
    {
        $nested = static fn (int $levels): string => str_repeat('[', $levels) . str_repeat(']', $levels);
        $packed = static fn (int $levels): string => str_repeat("\x91", $levels - 1) . "\x90";
        foreach ([1, 2, 511, 3000] as $levels) {
            self::assertSame($packed($levels), self::packed($nested($levels), $levels + 1));
            self::assertSame($nested($levels), self::text($packed($levels), $levels));
            $exception = self::thrown(JsonException::class, static fn () => self::packed($nested($levels), $levels));
            self::assertSame([JSON_ERROR_DEPTH, $levels - 1], [$exception->getCode(), $exception->getOffset()]);
        }
        $exception = self::thrown(MessagePackException::class, static fn () => self::text($packed(3), 2));
        self::assertSame([MessagePackException::DEPTH, 2], [$exception->getCode(), $exception->getOffset()]);
    }

    public function testTheSameFormatIsCheckedOnly(): void
    {
        $serializer = new Serializer();
        self::assertSame(' [1, 2.50] ', $serializer->transcode(' [1, 2.50] ', 'application/json', 'text/x+json'));
        self::assertSame("\xcc\x01", $serializer->transcode("\xcc\x01", 'application/x-msgpack', 'application/msgpack'));
        self::assertSame("\x81\xc0\xd4\x01x", $serializer->transcode("\x81\xc0\xd4\x01x", 'application/x-msgpack', 'application/msgpack'));
    }

    public function testThereAndBack(): void
    {
        $json = '{"1":1,"":{"-5":[]},"a":[1.0,-0.0,1.0e+25,18446744073709551615,-9223372036854775808,"\u0001\b\f\r\t\"\\\\/",null,true,{}],"1":[[[0]]]}';
        self::assertSame($json, self::text(self::packed($json)));
    }

    /**
     * @template T of \Throwable
     *
     * @param class-string<T> $class
     *
     * @return T
     */
    private static function thrown(string $class, callable $call): \Throwable
    {
        try {
            $call();
        } catch (\Throwable $exception) {
            self::assertSame($class, $exception::class, $exception->getMessage());

            return $exception;
        }
        self::fail("nothing was thrown; expected: $class");
    }
}
