<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Encoding;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use PHPUnit\Framework\TestCase;

use function HighPerApp\HighPer\Native\equals;

/**
 * Encoding: hex and base64url; and equals().
 */
class EncodingTest extends TestCase
{
    use CryptoAssertions;

    private const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

    private static function url(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }

    public function testRoundTrips(): void
    {
        $all = implode('', array_map(\chr(...), range(0, 255)));
        foreach ([...range(0, 200), 1000, 4096, 65537, 1 << 20] as $length) {
            foreach ([self::bytes($length), str_repeat("\0", $length), str_repeat("\xff", $length), substr(str_repeat($all, intdiv($length, 256) + 1), 0, $length)] as $kind => $bytes) {
                $hex = bin2hex($bytes);
                self::assertTrue(Encoding::hex($bytes) === $hex, "hex, $length bytes, $kind");
                self::assertTrue(Encoding::fromHex($hex) === $bytes, "from hex, $length bytes, $kind");
                self::assertTrue(Encoding::fromHex(strtoupper($hex)) === $bytes, "from HEX, $length bytes, $kind");
                $url = self::url($bytes);
                self::assertTrue(Encoding::base64Url($bytes) === $url, "base64url, $length bytes, $kind");
                self::assertTrue(Encoding::fromBase64Url($url) === $bytes, "from base64url, $length bytes, $kind");
            }
        }
        // RFC 4648, 10.
        foreach (['' => '', 'f' => 'Zg', 'fo' => 'Zm8', 'foo' => 'Zm9v', 'foob' => 'Zm9vYg', 'fooba' => 'Zm9vYmE', 'foobar' => 'Zm9vYmFy', "\xfb\xff" => '-_8'] as $bytes => $url) {
            self::assertSame([$url, $bytes], [Encoding::base64Url($bytes), Encoding::fromBase64Url($url)]);
        }
        self::assertSame(["\xab\xcd\xef", "\xab\xcd\xef"], [Encoding::fromHex('aBcDeF'), Encoding::fromHex('AbCdEf')]);
    }

    public function testAsSodiumGivesThem(): void
    {
        self::need('sodium');
        foreach (range(0, 300) as $length) {
            $bytes = self::bytes($length, 'sodium');
            self::assertSame(sodium_bin2hex($bytes), Encoding::hex($bytes));
            self::assertSame($bytes, sodium_hex2bin(Encoding::hex($bytes)));
            self::assertSame(sodium_bin2base64($bytes, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING), Encoding::base64Url($bytes));
            self::assertSame($bytes, sodium_base642bin(Encoding::base64Url($bytes), SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING));
        }
    }

    /**
     * What decoding gives, or null if it is refused in the right way.
     */
    private static function hexOf(string $text): ?string
    {
        try {
            return Encoding::fromHex($text);
        } catch (CryptoException $exception) {
            return [$exception->getCode(), $exception->getMessage()] === [CryptoException::INVALID_ENCODING, self::NOT_HEX] ? null : $exception->getMessage();
        }
    }

    private static function base64Of(string $text): ?string
    {
        try {
            return Encoding::fromBase64Url($text);
        } catch (CryptoException $exception) {
            return [$exception->getCode(), $exception->getMessage()] === [CryptoException::INVALID_ENCODING, self::NOT_BASE64URL] ? null : $exception->getMessage();
        }
    }

    public function testEveryPairOfBytes(): void
    {
        $wrong = [];
        for ($first = 0; $first < 256; ++$first) {
            for ($second = 0; $second < 256; ++$second) {
                $text = \chr($first) . \chr($second);
                $hex = ctype_xdigit($text) ? hex2bin($text) : null;
                $values = [strpos(self::BASE64URL, $text[0]), strpos(self::BASE64URL, $text[1])];
                $isBase64 = $values[0] !== false && $values[1] !== false && ($values[1] & 15) === 0;
                if (self::hexOf($text) !== $hex || self::base64Of($text) !== ($isBase64 ? \chr($values[0] << 2 | $values[1] >> 4) : null)) {
                    $wrong[] = bin2hex($text);
                }
            }
        }
        self::assertSame([], $wrong);
    }

    public function testABadByteAnywhereIsFound(): void
    {
        // Long texts may be decoded in blocks, and their ends by themselves.
        foreach ([3, 4, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 66, 127, 128, 130] as $length) {
            for ($at = 0; $at < $length; ++$at) {
                foreach (["\0", ' ', "\n", '!', '=', '+', '/', '.', ':', '@', '[', '`', '{', '~', "\x7f", "\x80", "\xff", "\xb0", 'g', 'G'] as $bad) {
                    $hex = substr_replace(str_repeat('a', 2 * $length), $bad, $at, 1);
                    self::assertNull(self::hexOf($hex), "hex: byte $at of " . 2 * $length . ' is ' . bin2hex($bad));
                    if (!str_contains(self::BASE64URL, $bad) && $length % 4 !== 1) {
                        $url = substr_replace(str_repeat('A', $length), $bad, $at, 1);
                        self::assertNull(self::base64Of($url), "base64url: byte $at of $length is " . bin2hex($bad));
                    }
                }
            }
        }
    }

    public function testWhatIsNoHex(): void
    {
        foreach (['0', '000', 'g0', '0g', '0x00', ' 00', '00 ', "00\n", '0 0', '00:11', "0\0", "\0\0", '٠٠', '-1', '+1', str_repeat('0', 65537)] as $text) {
            self::assertFault(CryptoException::INVALID_ENCODING, self::NOT_HEX, static fn (): string => Encoding::fromHex($text), substr($text, 0, 20));
        }
    }

    public function testWhatIsNoBase64Url(): void
    {
        $bad = ['A', 'AAAAA', 'AA==', 'AAA=', 'AAAA=', '=', '==', '====', 'AA=', 'A===', 'AA AA', ' AAAA', "AAAA\n", "AA\r\nAA", 'AA+A', 'AA/A', 'AA.A', "AAA\0", "\0\0\0\0", 'ÄAA', 'AAAA====', str_repeat('A', 65537)];
        foreach ($bad as $text) {
            self::assertFault(CryptoException::INVALID_ENCODING, self::NOT_BASE64URL, static fn (): string => Encoding::fromBase64Url($text), substr($text, 0, 20));
        }
        // Of the last character of three, two bits are left over; of two, four. They have to be zero, in short texts and in long ones.
        foreach (['', str_repeat('Ab-_', 16), str_repeat('Ab-_', 1000)] as $start) {
            for ($value = 0; $value < 64; ++$value) {
                self::assertSame(($value & 3) === 0, self::base64Of($start . 'AA' . self::BASE64URL[$value]) !== null, \strlen($start) . ', AA' . self::BASE64URL[$value]);
                self::assertSame(($value & 15) === 0, self::base64Of($start . 'A' . self::BASE64URL[$value]) !== null, \strlen($start) . ', A' . self::BASE64URL[$value]);
            }
        }
    }

    public function testEquals(): void
    {
        foreach (['', "\0", 'a', 'abc', self::bytes(16), self::bytes(31), self::bytes(32), self::bytes(33), self::bytes(64), self::bytes(100)] as $known) {
            self::assertTrue(equals($known, $known));
            self::assertTrue(equals($known, substr("$known.", 0, -1)), 'a copy');
            foreach ([self::flips($known), self::truncations($known), ["$known\0", "\0$known", "$known$known."]] as $others) {
                foreach ($others as $given) {
                    self::assertFalse(equals($known, $given), bin2hex($given));
                    self::assertFalse(equals($given, $known), bin2hex($given));
                }
            }
        }
        $long = self::bytes(1 << 20);
        self::assertTrue(equals($long, strrev(strrev($long))));
        self::assertFalse(equals($long, substr($long, 0, -1) . \chr(\ord($long[-1]) ^ 1)));
        self::assertFalse(equals('0', '00'));
        self::assertFalse(equals('1e3', '1000'));
        self::assertFalse(equals('a', 'A'));
        self::assertTrue(equals(given: 'x', known: 'x'));
        foreach ([[1, '1'], ['1', 1], [null, ''], ['', null], [[], '']] as $arguments) {
            self::assertTypeError(static fn (): bool => equals(...$arguments));
        }
    }
}
