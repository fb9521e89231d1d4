<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Box;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\Password;
use HighPerApp\HighPer\Native\Random;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\SymmetricKey;
use PHPUnit\Framework\TestCase;

/**
 * Random: what it gives is of the right form, never comes twice, and is nobody else's.
 */
class RandomTest extends TestCase
{
    use CryptoAssertions;

    private const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

    /** How far, in milliseconds, a value may run ahead of the clock because many were asked for at once. */
    private const AHEAD = 10_000;

    private static function milliseconds(): int
    {
        return (int) floor(microtime(true) * 1000);
    }

    public function testBytes(): void
    {
        foreach ([1, 2, 15, 16, 17, 31, 32, 33, 255, 256, 257, 4095, 4096, 4097, 65536, 1 << 20] as $length) {
            self::assertSame($length, \strlen(Random::bytes($length)), "$length bytes");
        }
        $seen = [];
        for ($round = 0; $round < 5000; ++$round) {
            $seen[] = Random::bytes(16);
        }
        self::assertCount(5000, array_unique($seen));
        self::assertSame(256, \strlen((string) count_chars(implode('', $seen), 3)), 'every byte occurs');
        $long = Random::bytes(1 << 16);
        self::assertCount(1 << 12, array_unique(str_split($long, 16)), 'nothing repeats within one value');
        // Of 524,288 bits, half are set; ten standard deviations are 3,620.
        $set = 0;
        foreach ((array) count_chars($long, 1) as $byte => $count) {
            $set += $count * substr_count(decbin($byte), '1');
        }
        self::assertEqualsWithDelta(1 << 18, $set, 3620);
    }

    public function testLengths(): void
    {
        foreach ([PHP_INT_MIN, -1, 0] as $length) {
            $message = "The length must be 1 or more, $length given";
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): string => Random::bytes($length));
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): string => Random::token($length));
        }
    }

    public function testIntegersStayInTheirRange(): void
    {
        $ranges = [
            [0, 0], [5, 5], [-1, -1], [PHP_INT_MIN, PHP_INT_MIN], [PHP_INT_MAX, PHP_INT_MAX], [0, 1], [-1, 1], [1, 6], [0, 255], [0, 256], [-128, 127], [PHP_INT_MIN, PHP_INT_MIN + 1],
            [PHP_INT_MAX - 2, PHP_INT_MAX], [0, PHP_INT_MAX], [PHP_INT_MIN, 0], [PHP_INT_MIN, -1], [PHP_INT_MIN, PHP_INT_MAX], [-5, PHP_INT_MAX], [0, 0xFFFFFFFF], [0, 0x100000000],
        ];
        foreach ($ranges as [$min, $max]) {
            $seen = [];
            for ($round = 0; $round < 400; ++$round) {
                $value = Random::int($min, $max);
                self::assertTrue($value >= $min && $value <= $max, "$value is not from $min to $max");
                $seen[$value] = true;
            }
            // Both ends and all between come up in 400 draws, unless there are too many of them; 400 draws of 2^32 rarely meet.
            $size = $max - $min + 1; // A float, if it is too great.
            if ($size < 10) {
                self::assertCount((int) $size, $seen, "from $min to $max");
            } elseif ($size > 1e9) {
                self::assertGreaterThan(390, \count($seen), "from $min to $max");
            }
        }
    }

    /**
     * A remainder of random bits would favour the lower two thirds of this range: three of four values instead of two of three.
     */
    public function testIntegersHaveNoBias(): void
    {
        $max = 3 * (1 << 61) - 1;
        $low = 0;
        for ($round = 0; $round < 9000; ++$round) {
            $low += Random::int(0, $max) < 1 << 62 ? 1 : 0;
        }
        // Seven standard deviations are 313; the bias would add 750.
        self::assertEqualsWithDelta(6000, $low, 313);
        $counts = array_fill(0, 10, 0);
        for ($round = 0; $round < 10_000; ++$round) {
            ++$counts[Random::int(0, 9)];
        }
        foreach ($counts as $value => $count) {
            self::assertEqualsWithDelta(1000, $count, 240, "$value"); // Eight standard deviations.
        }
    }

    public function testRangesThatAreNone(): void
    {
        foreach ([[1, 0], [0, -1], [PHP_INT_MAX, PHP_INT_MIN], [2, 1], [-1, -2]] as [$min, $max]) {
            $message = "min must not be greater than max, $min and $max given";
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): int => Random::int($min, $max));
        }
    }

    public function testTokens(): void
    {
        foreach ([1 => 2, 2 => 3, 3 => 4, 16 => 22, 32 => 43, 33 => 44, 1000 => 1334] as $bytes => $length) {
            self::assertMatchesRegularExpression("~^[A-Za-z0-9_-]{{$length}}\$~D", Random::token($bytes), "$bytes bytes");
        }
        self::assertSame(43, \strlen(Random::token()));
        $seen = [];
        for ($round = 0; $round < 2000; ++$round) {
            $seen[] = Random::token();
        }
        self::assertCount(2000, array_unique($seen));
        self::assertSame(64, \strlen((string) count_chars(implode('', array_map(static fn (string $token): string => substr($token, 0, 42), $seen)), 3)), 'every character occurs');
    }

    public function testUuid4(): void
    {
        $seen = [];
        $or = $and = null;
        for ($round = 0; $round < 3000; ++$round) {
            $uuid = Random::uuid4();
            self::assertMatchesRegularExpression('~^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$~D', $uuid);
            $bytes = (string) hex2bin(str_replace('-', '', $uuid));
            $or = $or === null ? $bytes : $or | $bytes;
            $and = $and === null ? $bytes : $and & $bytes;
            $seen[] = $uuid;
        }
        self::assertCount(3000, array_unique($seen));
        // Version and variant (RFC 9562, 4) are the only bits that are always the same.
        self::assertSame('ffffffffffff4fffbfffffffffffffff', bin2hex((string) $or));
        self::assertSame('00000000000040008000000000000000', bin2hex((string) $and));
    }

    public function testUuid7(): void
    {
        $seen = [];
        $last = '';
        $before = self::milliseconds();
        for ($round = 0; $round < 20_000; ++$round) {
            $uuid = Random::uuid7();
            if (preg_match('~^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$~D', $uuid) !== 1 || strcmp($uuid, $last) <= 0) {
                self::fail("$uuid after $last");
            }
            $seen[] = $last = $uuid;
        }
        $after = self::milliseconds();
        self::assertCount(20_000, array_unique($seen));
        self::assertCount(20_000, array_unique(array_map(static fn (string $uuid): string => substr($uuid, 24), $seen)), 'the random end is new each time');
        foreach ([$seen[0], $last] as $uuid) {
            $time = (int) hexdec(str_replace('-', '', substr($uuid, 0, 13)));
            self::assertTrue($time >= $before && $time <= $after + self::AHEAD, "$uuid was made between $before and $after");
        }
    }

    public function testUlid(): void
    {
        $seen = [];
        $last = '';
        $before = self::milliseconds();
        for ($round = 0; $round < 20_000; ++$round) {
            $ulid = Random::ulid();
            if (preg_match('~^[0-7][0-9A-HJKMNP-TV-Z]{25}$~D', $ulid) !== 1 || strcmp($ulid, $last) <= 0) {
                self::fail("$ulid after $last");
            }
            $seen[] = $last = $ulid;
        }
        $after = self::milliseconds();
        self::assertCount(20_000, array_unique($seen));
        foreach ([$seen[0], $last] as $ulid) {
            $time = 0;
            foreach (str_split(substr($ulid, 0, 10)) as $digit) {
                $time = $time * 32 + (int) strpos(self::CROCKFORD, $digit);
            }
            self::assertTrue($time >= $before && $time <= $after + self::AHEAD, "$ulid was made between $before and $after");
        }
    }

    public function testBothKindsAtOnceKeepTheirOrder(): void
    {
        $uuid = $ulid = '';
        for ($round = 0; $round < 500; ++$round) {
            [$lastUuid, $lastUlid] = [$uuid, $ulid];
            $uuid = Random::uuid7();
            Random::uuid4();
            $ulid = Random::ulid();
            Random::bytes(3);
            self::assertGreaterThan(0, strcmp($uuid, $lastUuid));
            self::assertGreaterThan(0, strcmp($ulid, $lastUlid));
        }
    }

    /**
     * Everything that has random bytes in it, those bytes alone.
     *
     * @return list<string>
     */
    private static function draw(): array
    {
        $drawn = [];
        $key = SymmetricKey::fromBytes(self::SECRET);
        $pair = KeyPair::fromBytes(self::SECRET);
        for ($round = 0; $round < 8; ++$round) {
            array_push(
                $drawn,
                Random::bytes(16),
                Random::bytes(5000),
                (string) Random::int(PHP_INT_MIN, PHP_INT_MAX),
                Random::token(16),
                Random::uuid4(),
                // The time in front may be the same; so may what counts.
                substr(Random::uuid7(), 24),
                substr(Random::ulid(), 10, 12) . ' of round ' . $round,
                SymmetricKey::generate()->reveal(),
                SigningKey::generate()->reveal(),
                KeyPair::generate()->reveal(),
                substr((new Aead($key))->seal(''), 0, 24),
                (new SealStream($key))->header(),
                substr(Box::encrypt('', $pair, $pair->publicKey()), 0, 24),
                substr(Box::seal('', $pair->publicKey()), 0, 32),
                substr(Password::hash('', 8, 1), 0, 50),
            );
        }

        return $drawn;
    }

    public function testForkedChildrenShareNothing(): void
    {
        if (!\extension_loaded('pcntl') || !\extension_loaded('posix')) {
            self::markTestSkipped('left out: forked children, for which ext-pcntl and ext-posix have to be loaded');
        }
        // What is kept for later draws, if anything, is there before the first child is.
        self::draw();
        $files = [];
        $children = [];
        for ($number = 0; $number < 4; ++$number) {
            $files[] = $file = (string) tempnam(sys_get_temp_dir(), 'highper');
            $child = pcntl_fork();
            self::assertNotSame(-1, $child);
            if ($child === 0) {
                self::drawAndDie($file, $number === 3);
            }
            $children[] = $child;
        }
        $draws = [self::draw()];
        foreach ($children as $child) {
            pcntl_waitpid($child, $status);
        }
        foreach ($files as $file) {
            foreach (explode("\n", rtrim((string) file_get_contents($file))) as $line) {
                $draws[] = array_map(base64_decode(...), explode(' ', $line));
            }
            unlink($file);
        }
        self::assertCount(6, $draws, 'the parent, four children and a grandchild');
        self::assertSame(array_fill(0, 6, \count($draws[0])), array_map(\count(...), $draws));
        $all = array_merge(...$draws);
        self::assertCount(\count($all), array_unique($all), 'something was drawn twice');
    }

    /**
     * Ends without a shutdown, which is the parent's.
     */
    private static function drawAndDie(string $file, bool $isParent): never
    {
        try {
            if ($isParent) {
                self::draw();
                $child = pcntl_fork();
                if ($child > 0) {
                    pcntl_waitpid($child, $status);
                }
            }
            file_put_contents($file, implode(' ', array_map(base64_encode(...), self::draw())) . "\n", FILE_APPEND);
        } finally {
            posix_kill(posix_getpid(), SIGKILL);
        }
        exit(1);
    }
}
