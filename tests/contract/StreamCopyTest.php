<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\SymmetricKey;
use PHPUnit\Framework\TestCase;

/**
 * SealStream::copy() and OpenStream::copy(): from one stream to another.
 */
class StreamCopyTest extends TestCase
{
    use CryptoAssertions;

    private const UNREADABLE = 'The source cannot be read';
    private const UNWRITABLE = 'The target cannot be written';

    private static function key(): SymmetricKey
    {
        return SymmetricKey::fromBytes(self::SECRET);
    }

    /**
     * What SealStream::copy() makes of a text.
     */
    private static function sealed(string $text, int $chunkSize = 65536, string $associated = ''): string
    {
        $target = self::stream();
        self::assertSame(\strlen($text), SealStream::copy(self::key(), self::stream($text), $target, null, $chunkSize, $associated));

        return self::written($target);
    }

    private static function opened(string $sealed, int $chunkSize = 65536, string $associated = ''): string
    {
        $target = self::stream();
        $count = OpenStream::copy(self::key(), self::stream($sealed), $target, null, $chunkSize, $associated);
        self::assertSame($count, \strlen(self::written($target)));

        return self::written($target);
    }

    /**
     * The same work done by hand.
     */
    private static function byHand(string $sealed, int $chunkSize, string $associated = ''): string
    {
        $open = new OpenStream(self::key(), substr($sealed, 0, SealStream::HEADER_LENGTH));
        $text = '';
        foreach (str_split(substr($sealed, SealStream::HEADER_LENGTH), $chunkSize + SealStream::OVERHEAD) as $chunk) {
            self::assertFalse($open->isFinished());
            $text .= $open->pull($chunk, $associated);
        }
        self::assertTrue($open->isFinished());

        return $text;
    }

    public function testLengthsAndChunks(): void
    {
        $table = [
            // A text's length, the chunk size, and how many chunks that makes.
            [0, 1, 1], [0, 65536, 1], [1, 1, 1], [2, 1, 2], [7, 8, 1], [8, 8, 1], [9, 8, 2], [16, 8, 2], [17, 8, 3], [100, 7, 15], [65535, 65536, 1], [65536, 65536, 1], [65537, 65536, 2],
            [200_000, 65536, 4], [200_000, 1000, 200], [200_000, 8192, 25], [5000, 16_777_216, 1], [8191, 8192, 1], [8192, 8192, 1], [8193, 8192, 2],
        ];
        foreach ($table as [$length, $chunkSize, $chunks]) {
            $text = self::bytes($length);
            foreach (['', 'bound'] as $associated) {
                $sealed = self::sealed($text, $chunkSize, $associated);
                $input = "$length bytes in chunks of $chunkSize";
                self::assertSame(SealStream::HEADER_LENGTH + $length + $chunks * SealStream::OVERHEAD, \strlen($sealed), $input);
                self::assertTrue(self::opened($sealed, $chunkSize, $associated) === $text, $input);
                self::assertTrue(self::byHand($sealed, $chunkSize, $associated) === $text, $input);
            }
        }
    }

    public function testStreamsStandWhereTheyStand(): void
    {
        $source = self::stream('ignored|a text');
        fseek($source, 8);
        $target = self::stream();
        fwrite($target, 'before|');
        self::assertSame(6, SealStream::copy(self::key(), $source, $target));
        self::assertFalse(fgetc($source), 'the source was read to its end');
        $sealed = self::written($target);
        self::assertStringStartsWith('before|', $sealed);
        $source = self::stream($sealed);
        fseek($source, 7);
        $target = self::stream();
        self::assertSame(6, OpenStream::copy(self::key(), $source, $target));
        self::assertSame('a text', self::written($target));
        self::assertIsResource($source);
        self::assertIsResource($target);
    }

    public function testFilesOfManyChunks(): void
    {
        $length = 5 * (1 << 20) + 123;
        $text = self::bytes($length);
        $files = [tmpfile(), tmpfile(), tmpfile()];
        fwrite($files[0], $text);
        rewind($files[0]);
        $digest = hash('sha256', $text);
        unset($text);
        memory_reset_peak_usage();
        $before = memory_get_peak_usage();
        self::assertSame($length, SealStream::copy(self::key(), $files[0], $files[1]));
        rewind($files[1]);
        self::assertSame($length, OpenStream::copy(self::key(), $files[1], $files[2]));
        self::assertLessThan(1 << 21, memory_get_peak_usage() - $before, 'memory grows with the file');
        self::assertSame($length + 24 + 81 * 17, fstat($files[1])['size']);
        rewind($files[2]);
        $context = hash_init('sha256');
        hash_update_stream($context, $files[2]);
        self::assertSame($digest, hash_final($context));
    }

    public function testProgress(): void
    {
        foreach ([[0, 8, [0]], [8, 8, [8]], [9, 8, [8, 9]], [20, 8, [8, 16, 20]], [24, 8, [8, 16, 24]], [5, 1, [1, 2, 3, 4, 5]]] as [$length, $chunkSize, $expected]) {
            $text = self::bytes($length);
            $seen = [];
            $progress = static function (mixed ...$arguments) use (&$seen): string {
                self::assertCount(1, $arguments);
                $seen[] = $arguments[0];

                return 'ignored';
            };
            $target = self::stream();
            SealStream::copy(self::key(), self::stream($text), $target, $progress, $chunkSize);
            self::assertSame($expected, $seen, "sealing $length bytes in chunks of $chunkSize");
            $seen = [];
            OpenStream::copy(self::key(), self::stream(self::written($target)), self::stream(), $progress, $chunkSize);
            self::assertSame($expected, $seen, "opening $length bytes in chunks of $chunkSize");
        }
        $target = self::stream();
        $lengths = [];
        SealStream::copy(self::key(), self::stream('0123456789'), $target, static function () use ($target, &$lengths): void {
            $lengths[] = ftell($target);
        }, 4);
        self::assertSame([24 + 21, 24 + 42, 24 + 61], $lengths, 'each chunk is written before it is reported');
        self::assertSame(3, SealStream::copy(self::key(), self::stream('abc'), self::stream(), abs(...), 4), 'any callable');
    }

    public function testWhatProgressThrowsEndsTheWork(): void
    {
        $thrown = new \DomainException('from progress');
        $count = 0;
        $progress = static function () use ($thrown, &$count): void {
            if (++$count === 2) {
                throw $thrown;
            }
        };
        $target = self::stream();
        try {
            SealStream::copy(self::key(), self::stream('0123456789'), $target, $progress, 4);
            self::fail('nothing was thrown');
        } catch (\DomainException $exception) {
            self::assertSame($thrown, $exception);
        }
        self::assertSame([2, 24 + 2 * 21], [$count, \strlen(self::written($target))]);
        $count = 0;
        $target = self::stream();
        try {
            OpenStream::copy(self::key(), self::stream(self::sealed('0123456789', 4)), $target, $progress, 4);
            self::fail('nothing was thrown');
        } catch (\DomainException $exception) {
            self::assertSame($thrown, $exception);
        }
        self::assertSame([2, '01234567'], [$count, self::written($target)]);
    }

    public function testChunkSizes(): void
    {
        foreach ([PHP_INT_MIN, -1, 0, 16_777_217, PHP_INT_MAX] as $size) {
            $message = "The chunk size must be 1 to 16777216, $size given";
            $target = self::stream();
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): int => SealStream::copy(self::key(), self::stream('a'), $target, null, $size));
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): int => OpenStream::copy(self::key(), self::stream('a'), $target, null, $size));
            self::assertSame('', self::written($target), 'nothing is written');
        }
        $sealed = self::sealed(self::bytes(100), 10);
        foreach ([1, 9, 11, 20, 26, 27, 28, 100, 65536] as $size) {
            self::assertUnauthentic(static fn (): string => self::opened($sealed, $size), "opened in chunks of $size");
        }
    }

    public function testEveryTruncationAndEveryFlipIsRefused(): void
    {
        foreach ([['', 8], ['in one', 8], ['in exactly three chunks.', 8], ['and what is more than three', 8]] as [$text, $chunkSize]) {
            $sealed = self::sealed($text, $chunkSize, 'bound');
            foreach (self::truncations($sealed) as $cut => $bad) {
                self::assertUnauthentic(static fn (): string => self::opened($bad, $chunkSize, 'bound'), "'$text', $cut");
            }
            foreach (self::flips($sealed) as $flip => $bad) {
                self::assertUnauthentic(static fn (): string => self::opened($bad, $chunkSize, 'bound'), "'$text', $flip");
            }
            foreach (["$sealed\0", "$sealed$sealed", $sealed . substr($sealed, 24), "\0$sealed", $sealed . str_repeat("\0", 25)] as $index => $bad) {
                self::assertUnauthentic(static fn (): string => self::opened($bad, $chunkSize, 'bound'), "'$text', $index");
            }
            foreach (['', 'boun', "bound\0"] as $bad) {
                self::assertUnauthentic(static fn (): string => self::opened($sealed, $chunkSize, $bad), "'$text', associated data: $bad");
            }
            self::assertSame($text, self::opened($sealed, $chunkSize, 'bound'));
        }
    }

    public function testChunksThatWereMoved(): void
    {
        $sealed = self::sealed('0123456789abcdef', 4);
        $header = substr($sealed, 0, 24);
        $chunks = str_split(substr($sealed, 24), 21);
        self::assertCount(4, $chunks);
        $orders = ['', '0', '012', '123', '023', '013', '0132', '1023', '0213', '00123', '01233', '3', '03', '3012', '01233210'];
        foreach ($orders as $order) {
            $bad = $header . implode('', array_map(static fn (string $index): string => $chunks[(int) $index], $order === '' ? [] : str_split($order)));
            self::assertUnauthentic(static fn (): string => self::opened($bad, 4), "order $order");
        }
        $other = self::sealed('0123456789abcdef', 4);
        self::assertUnauthentic(static fn (): string => self::opened(substr($other, 0, 24) . substr($sealed, 24), 4), "another stream's header");
        self::assertUnauthentic(static fn (): string => self::opened(substr($sealed, 0, 24 + 21) . substr($other, 24 + 21), 4), "another stream's chunks");
    }

    /**
     * What was authentic before the fault has been written; nothing else was.
     */
    public function testChunksAreWrittenOnceTheyAreAuthentic(): void
    {
        $sealed = self::sealed('0123456789abcdef', 4);
        foreach ([[24 + 20, ''], [24 + 21 + 5, '0123'], [24 + 42 + 20, '01234567']] as [$offset, $expected]) {
            $bad = $sealed;
            $bad[$offset] = $bad[$offset] ^ "\x01";
            $target = self::stream();
            self::assertUnauthentic(static fn (): int => OpenStream::copy(self::key(), self::stream($bad), $target, null, 4), "byte $offset");
            self::assertSame($expected, self::written($target), "byte $offset");
        }
    }

    public function testStreamsThatWereMadeByHand(): void
    {
        $make = static function (array $chunks): string {
            $seal = new SealStream(self::key());
            $sealed = $seal->header();
            foreach ($chunks as [$chunk, $tag]) {
                $sealed .= $seal->push($chunk, $tag);
            }

            return $sealed;
        };
        $table = [
            // An empty last chunk is as good an end as another; so are other tags on the way.
            ['0123', [['0123', SealStream::MESSAGE], ['', SealStream::FINAL]]],
            ['01234567', [['0123', SealStream::PUSH], ['4567', SealStream::FINAL]]],
            ['0123456789', [['0123', SealStream::REKEY], ['4567', SealStream::REKEY], ['89', SealStream::FINAL]]],
        ];
        foreach ($table as [$text, $chunks]) {
            self::assertSame($text, self::opened($make($chunks), 4), $text);
        }
        foreach ([[], [['0123', SealStream::MESSAGE]], [['', SealStream::MESSAGE]], [['01', SealStream::PUSH]], [['0123', SealStream::MESSAGE], ['4567', SealStream::REKEY]]] as $index => $chunks) {
            self::assertUnauthentic(static fn (): string => self::opened($make($chunks), 4), "without an end: $index");
        }
    }

    public function testBothWaysWithSodium(): void
    {
        self::need('sodium');
        foreach ([0, 1, 999, 1000, 1001, 25_000] as $length) {
            $text = self::bytes($length);
            $sealed = self::sealed($text, 1000, 'bound');
            $state = sodium_crypto_secretstream_xchacha20poly1305_init_pull(substr($sealed, 0, 24), self::SECRET);
            $opened = '';
            $tags = [];
            foreach (str_split(substr($sealed, 24), 1017) as $chunk) {
                [$part, $tags[]] = sodium_crypto_secretstream_xchacha20poly1305_pull($state, $chunk, 'bound');
                $opened .= $part;
            }
            self::assertTrue($opened === $text, "$length bytes");
            self::assertSame(SODIUM_CRYPTO_SECRETSTREAM_XCHACHA20POLY1305_TAG_FINAL, array_pop($tags), "$length bytes");
            self::assertSame([], array_filter($tags), "$length bytes");
            [$state, $sealed] = sodium_crypto_secretstream_xchacha20poly1305_init_push(self::SECRET);
            $parts = $text === '' ? [''] : str_split($text, 1000);
            foreach ($parts as $index => $part) {
                $sealed .= sodium_crypto_secretstream_xchacha20poly1305_push($state, $part, 'bound', $index === \count($parts) - 1 ? 3 : 0);
            }
            self::assertTrue(self::opened($sealed, 1000, 'bound') === $text, "$length bytes");
        }
    }

    public function testStreamsOfSmallPortions(): void
    {
        $text = self::bytes(300);
        foreach ([1, 7, 64, 1000] as $portion) {
            foreach ([1, 50, 100, 65536] as $chunkSize) {
                $sealed = self::stream();
                self::assertSame(300, SealStream::copy(self::key(), MeteredStream::open($text, $portion), $sealed, null, $chunkSize));
                $sealed = self::written($sealed);
                self::assertSame(24 + 300 + (int) ceil(300 / $chunkSize) * 17, \strlen($sealed), "portions of $portion, chunks of $chunkSize");
                $opened = self::stream();
                self::assertSame(300, OpenStream::copy(self::key(), MeteredStream::open($sealed, $portion), $opened, null, $chunkSize));
                self::assertSame($text, self::written($opened), "portions of $portion, chunks of $chunkSize");
                $target = MeteredStream::open('', $portion);
                self::assertSame(300, SealStream::copy(self::key(), self::stream($text), $target, null, $chunkSize));
                fclose($target);
                self::assertSame($text, self::opened(MeteredStream::$written, $chunkSize), "portions of $portion, chunks of $chunkSize");
                $target = MeteredStream::open('', $portion);
                self::assertSame(300, OpenStream::copy(self::key(), self::stream($sealed), $target, null, $chunkSize));
                fclose($target);
                self::assertSame($text, MeteredStream::$written, "portions of $portion, chunks of $chunkSize");
            }
        }
    }

    public function testSourcesThatFail(): void
    {
        stream_wrapper_register('highper-failing', FailingStream::class);
        try {
            foreach ([1, 4, 100] as $chunkSize) {
                $source = fopen('highper-failing://', 'r');
                self::assertFault(CryptoException::STREAM_FAILED, self::UNREADABLE, static fn (): int => SealStream::copy(self::key(), $source, self::stream(), null, $chunkSize));
                $source = fopen('highper-failing://', 'r');
                self::assertFault(CryptoException::STREAM_FAILED, self::UNREADABLE, static fn (): int => OpenStream::copy(self::key(), $source, self::stream(), null, $chunkSize));
            }
        } finally {
            stream_wrapper_unregister('highper-failing');
        }
        // A file that is open for writing alone.
        $file = (string) tempnam(sys_get_temp_dir(), 'highper');
        $source = fopen($file, 'w');
        try {
            self::assertFault(CryptoException::STREAM_FAILED, self::UNREADABLE, static fn (): int => SealStream::copy(self::key(), $source, self::stream()));
            self::assertFault(CryptoException::STREAM_FAILED, self::UNREADABLE, static fn (): int => OpenStream::copy(self::key(), $source, self::stream()));
        } finally {
            fclose($source);
            unlink($file);
        }
    }

    public function testTargetsThatFail(): void
    {
        $text = self::bytes(100);
        $sealed = self::sealed($text, 10);
        foreach ([0, 1, 23, 24, 25, 60] as $capacity) {
            foreach ([0, false] as $refusal) {
                $target = MeteredStream::open('', 9, $capacity, $refusal);
                self::assertFault(CryptoException::STREAM_FAILED, self::UNWRITABLE, static fn (): int => SealStream::copy(self::key(), self::stream($text), $target, null, 10), "capacity $capacity");
                $target = MeteredStream::open('', 9, $capacity, $refusal);
                self::assertFault(CryptoException::STREAM_FAILED, self::UNWRITABLE, static fn (): int => OpenStream::copy(self::key(), self::stream($sealed), $target, null, 10), "capacity $capacity");
            }
        }
        $target = fopen(__FILE__, 'r');
        self::assertFault(CryptoException::STREAM_FAILED, self::UNWRITABLE, static fn (): int => SealStream::copy(self::key(), self::stream($text), $target));
        self::assertFault(CryptoException::STREAM_FAILED, self::UNWRITABLE, static fn (): int => OpenStream::copy(self::key(), self::stream($sealed), $target, null, 10));
        if (is_writable('/dev/full')) {
            $target = fopen('/dev/full', 'w');
            self::assertFault(CryptoException::STREAM_FAILED, self::UNWRITABLE, static fn (): int => SealStream::copy(self::key(), self::stream($text), $target), 'a full disk');
        }
    }

    public function testWhatIsNoStream(): void
    {
        $closed = self::stream();
        fclose($closed);
        foreach ([1, null, true, 1.5, 'php://memory', [], new \stdClass(), $closed, stream_context_create()] as $value) {
            foreach ([SealStream::class, OpenStream::class] as $class) {
                $type = get_debug_type($value);
                self::assertTypeError(
                    static fn (): int => $class::copy(self::key(), $value, self::stream()),
                    "$class::copy(): Argument #2 (\$source) must be an open stream, $type given",
                );
                self::assertTypeError(
                    static fn (): int => $class::copy(self::key(), self::stream(), $value),
                    "$class::copy(): Argument #3 (\$target) must be an open stream, $type given",
                );
            }
        }
        foreach ([SealStream::class, OpenStream::class] as $class) {
            self::assertTypeError(static fn (): int => $class::copy(self::key(), self::stream(), self::stream(), 'no such function'));
        }
    }
}
