<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\SymmetricKey;
use PHPUnit\Framework\TestCase;

/**
 * SealStream and OpenStream, chunk by chunk.
 */
class SecretStreamTest extends TestCase
{
    use CryptoAssertions;

    /** A stream of libsodium 1.0.18: the header, then of each chunk what it holds, its tag, its associated data, and the chunk. */
    private const HEADER = 'c8f8f3377c563b4410c4ae9fdb2795604479125549f856e7';
    private const CHUNKS = [
        ['first', SealStream::MESSAGE, '', 'f655662d4b3174f7cb4bbd353f5bcc3a791c4305cc26'],
        ['second', SealStream::PUSH, 'bound', 'd695817e1564e80f826fc9b2a3d49be1a147da90423585'],
        ['', SealStream::REKEY, '', 'b256c5504689ff91d91dbfed96ba3edd36'],
        ['fourth', SealStream::MESSAGE, '', '33531f93f9ea2dabdba8e9281f75c700cb0ee76b85de81'],
        ['last', SealStream::FINAL, 'end', '91974a818f4d2b754ed8e294cf9534d41c42f06af4'],
    ];

    private static function key(): SymmetricKey
    {
        return SymmetricKey::fromBytes(self::SECRET);
    }

    public function testRoundTrips(): void
    {
        $seal = new SealStream(self::key());
        self::assertSame(SealStream::HEADER_LENGTH, \strlen($seal->header()));
        self::assertSame($seal->header(), $seal->header());
        $open = new OpenStream(self::key(), $seal->header());
        self::assertSame([null, false], [$open->tag(), $open->isFinished()]);
        foreach ([...range(0, 130), 4096, 65537, 1 << 20] as $number => $length) {
            $chunk = self::bytes($length);
            $tag = [SealStream::MESSAGE, SealStream::PUSH, SealStream::REKEY][$number % 3];
            $associated = $number % 2 === 0 ? '' : self::bytes($number, 'ad');
            $sealed = $seal->push($chunk, $tag, $associated);
            self::assertSame($length + SealStream::OVERHEAD, \strlen($sealed), "$length bytes");
            self::assertTrue($open->pull($sealed, $associated) === $chunk, "$length bytes");
            self::assertSame([$tag, false], [$open->tag(), $open->isFinished()], "$length bytes");
        }
        self::assertSame('end', $open->pull($seal->push('end', SealStream::FINAL)));
        self::assertSame([SealStream::FINAL, true], [$open->tag(), $open->isFinished()]);
        $seal = new SealStream(self::key());
        self::assertSame('', (new OpenStream(self::key(), $seal->header()))->pull($seal->push('', SealStream::FINAL)), 'a stream of nothing');
    }

    public function testAStreamOfLibsodium(): void
    {
        $open = new OpenStream(self::key(), hex2bin(self::HEADER));
        foreach (self::CHUNKS as [$chunk, $tag, $associated, $sealed]) {
            self::assertSame($chunk, $open->pull(hex2bin($sealed), $associated), $sealed);
            self::assertSame($tag, $open->tag(), $sealed);
        }
        self::assertTrue($open->isFinished());
    }

    public function testBothWaysWithSodium(): void
    {
        self::need('sodium');
        $chunks = [
            ['', 0, ''], ['x', 0, 'a'], [self::bytes(1000), 1, ''], ['after a push', 0, ''], [self::bytes(70_000), 2, 'b'], ['after a new key', 0, ''], ['', 2, ''], ['again', 1, self::bytes(100)],
            ['the end', 3, 'z'],
        ];
        $seal = new SealStream(self::key());
        $state = sodium_crypto_secretstream_xchacha20poly1305_init_pull($seal->header(), self::SECRET);
        foreach ($chunks as $number => [$chunk, $tag, $associated]) {
            $result = sodium_crypto_secretstream_xchacha20poly1305_pull($state, $seal->push($chunk, $tag, $associated), $associated);
            self::assertSame([$chunk, $tag], $result, "chunk $number to sodium");
        }
        [$state, $header] = sodium_crypto_secretstream_xchacha20poly1305_init_push(self::SECRET);
        $open = new OpenStream(self::key(), $header);
        foreach ($chunks as $number => [$chunk, $tag, $associated]) {
            $sealed = sodium_crypto_secretstream_xchacha20poly1305_push($state, $chunk, $associated, $tag);
            self::assertSame($chunk, $open->pull($sealed, $associated), "chunk $number from sodium");
            self::assertSame($tag, $open->tag(), "chunk $number from sodium");
        }
        self::assertTrue($open->isFinished());
    }

    public function testConstants(): void
    {
        self::assertSame([0, 1, 2, 3, 17, 24], [SealStream::MESSAGE, SealStream::PUSH, SealStream::REKEY, SealStream::FINAL, SealStream::OVERHEAD, SealStream::HEADER_LENGTH]);
    }

    public function testStreamsDiffer(): void
    {
        $headers = $chunks = [];
        for ($round = 0; $round < 200; ++$round) {
            $seal = new SealStream(self::key());
            $headers[] = $seal->header();
            array_push($chunks, $seal->push('m'), $seal->push('m'));
        }
        self::assertCount(200, array_unique($headers));
        self::assertCount(400, array_unique($chunks));
    }

    public function testAFailureLeavesTheStreamWhereItWas(): void
    {
        $seal = new SealStream(self::key());
        $open = new OpenStream(self::key(), $seal->header());
        $last = null;
        foreach ([['', SealStream::MESSAGE, ''], ['a chunk', SealStream::PUSH, 'bound'], ['', SealStream::REKEY, 'b'], ['end', SealStream::FINAL, '']] as [$chunk, $tag, $associated]) {
            $sealed = $seal->push($chunk, $tag, $associated);
            foreach (self::truncations($sealed) as $cut => $bad) {
                self::assertUnauthentic(static fn (): string => $open->pull($bad, $associated), $cut);
            }
            foreach (self::flips($sealed) as $flip => $bad) {
                self::assertUnauthentic(static fn (): string => $open->pull($bad, $associated), $flip);
            }
            foreach (["$sealed\0", "\0$sealed", $sealed . $sealed, str_repeat("\0", 17), str_repeat("\xff", 5000)] as $index => $bad) {
                self::assertUnauthentic(static fn (): string => $open->pull($bad, $associated), "bad chunk $index");
            }
            self::assertUnauthentic(static fn (): string => $open->pull($sealed, "$associated\0"), 'associated data');
            self::assertSame([$last, false], [$open->tag(), $open->isFinished()]);
            self::assertSame($chunk, $open->pull($sealed, $associated));
            if ($tag !== SealStream::FINAL) {
                self::assertUnauthentic(static fn (): string => $open->pull($sealed, $associated), 'the same chunk once more');
            }
            $last = $tag;
            self::assertSame([$last, $tag === SealStream::FINAL], [$open->tag(), $open->isFinished()]);
        }
    }

    public function testChunksHaveTheirOrder(): void
    {
        $seal = new SealStream(self::key());
        $chunks = array_map(static fn (string $chunk): string => $seal->push($chunk), ['1', '2', '3']);
        $end = $seal->push('4', SealStream::FINAL);
        $open = new OpenStream(self::key(), $seal->header());
        foreach ([$chunks[1], $chunks[2], $end] as $early) {
            self::assertUnauthentic(static fn (): string => $open->pull($early), 'before the first');
        }
        self::assertSame('1', $open->pull($chunks[0]));
        foreach ([$chunks[0], $chunks[2], $end] as $wrong) {
            self::assertUnauthentic(static fn (): string => $open->pull($wrong), 'instead of the second');
        }
        self::assertSame(['2', '3', '4'], [$open->pull($chunks[1]), $open->pull($chunks[2]), $open->pull($end)]);
        $other = new SealStream(self::key());
        $open = new OpenStream(self::key(), $other->header());
        self::assertUnauthentic(static fn (): string => $open->pull($chunks[0]), "another stream's chunk");
    }

    public function testKeyAndHeaderHaveToBeTheRightOnes(): void
    {
        $seal = new SealStream(self::key());
        $sealed = $seal->push('m');
        foreach (self::flips($seal->header()) as $flip => $header) {
            $open = new OpenStream(self::key(), $header);
            self::assertUnauthentic(static fn (): string => $open->pull($sealed), "header: $flip");
        }
        foreach (self::flips(self::SECRET) as $flip => $bytes) {
            $open = new OpenStream(SymmetricKey::fromBytes($bytes), $seal->header());
            self::assertUnauthentic(static fn (): string => $open->pull($sealed), "key: $flip");
        }
        foreach ([...range(0, 23), 25, 48, 1000] as $length) {
            $message = "A header has 24 bytes, $length given";
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): OpenStream => new OpenStream(self::key(), str_repeat('h', $length)), "$length bytes");
        }
    }

    public function testAfterTheEnd(): void
    {
        $seal = new SealStream(self::key());
        $first = $seal->push('1');
        $end = $seal->push('2', SealStream::FINAL);
        foreach ([SealStream::MESSAGE, SealStream::PUSH, SealStream::REKEY, SealStream::FINAL, -1, 4, PHP_INT_MAX] as $tag) {
            self::assertFault(CryptoException::STREAM_FINISHED, self::FINISHED, static fn (): string => $seal->push('3', $tag), "tag $tag");
        }
        $open = new OpenStream(self::key(), $seal->header());
        $open->pull($first);
        $open->pull($end);
        foreach ([$first, $end, '', 'x', str_repeat('x', 100)] as $chunk) {
            self::assertFault(CryptoException::STREAM_FINISHED, self::FINISHED, static fn (): string => $open->pull($chunk), bin2hex($chunk));
        }
        self::assertSame([SealStream::FINAL, true], [$open->tag(), $open->isFinished()]);
        self::assertSame(SealStream::HEADER_LENGTH, \strlen($seal->header()));
    }

    public function testUnknownTags(): void
    {
        $seal = new SealStream(self::key());
        $open = new OpenStream(self::key(), $seal->header());
        foreach ([-1, 4, 255, 256, 259, PHP_INT_MAX, PHP_INT_MIN] as $tag) {
            $message = "Unknown tag $tag: SealStream has MESSAGE, PUSH, REKEY and FINAL";
            self::assertFault(CryptoException::BAD_PARAMETER, $message, static fn (): string => $seal->push('m', $tag), "tag $tag");
        }
        self::assertSame('m', $open->pull($seal->push('m')), 'the stream is where it was');
    }
}
