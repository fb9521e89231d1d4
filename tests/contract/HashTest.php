<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\MacKey;
use PHPUnit\Framework\TestCase;

/**
 * Hash: digests at once, in pieces and of files.
 */
class HashTest extends TestCase
{
    use CryptoAssertions;

    /** The algorithms that have one length and no key, as hash() has them. */
    private const PLAIN = [Hash::SHA256 => 32, Hash::SHA384 => 48, Hash::SHA512 => 64, Hash::XXH3 => 8, Hash::CRC32C => 4];
    private const UNREADABLE = 'The source cannot be read';

    /** BLAKE3 of bytes that count from 0 to 250 and begin again; the second digest with a key of the bytes 0 to 31. */
    private const BLAKE3 = [
        0 => ['af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262', '73492b19995d71cdb1e9d74decc09809eb732f1b00bc95c27cb15f9dd4d6478f'],
        1 => ['2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213', 'd08b45c6b127ee94f3f8527a0b82a5f80be1695a0eaec6022e772c0eb95a7e8b'],
        63 => ['e9bc37a594daad83be9470df7f7b3798297c3d834ce80ba85d6e207627b7db7b', 'e471df92f6f7dee100138af7da29695906b0dc34ccde2142a730dd4ebcbc09cc'],
        64 => ['4eed7141ea4a5cd4b788606bd23f46e212af9cacebacdc7d1f4c6dc7f2511b98', 'cfaf838ff320e0d87301dcba02b1a4bb397d65119f57403df2817a51d4025f9b'],
        65 => ['de1e5fa0be70df6d2be8fffd0e99ceaa8eb6e8c93a63f2d8d1c30ecb6b263dee', 'd8a45528bfa93a0d9b7bf4c840b68f64af0b9ad3d0bbd6c1421c2a4cf1cdf3b4'],
        1023 => ['10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11', 'da1f18069871512af22af9f13dc005800dfd52c55f42753b5ae718086fe2ee44'],
        1024 => ['42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7', 'f45a9249a627fdf1fcf13c0e6376f6a9a9b2056d6e1b5693a4b119a3453665f9'],
        1025 => ['d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444', '82223147a9b804a0c3f9a921b8d8aee250d1a51bb76be72152e6d5e8f27349b3'],
        2048 => ['e776b6028c7cd22a4d0ba182a8bf62205d2ef576467e838ed6f2529b85fba24a', '636bfa717d4f9fc3e59da9b2e5cce6a2b78eb70469c0fce49da38b5419892423'],
        2049 => ['5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030', '5442eec85e3fd173dcff07c39cd8cff9689f17224471e655618ed728cf03b056'],
        5000 => ['ee78d92070de3df1c57c37002abf0a6b1a6589acdeef4d8ffac7cf3d9e8f2836', '3742909929a310dec551d9163c279136d6506f289f75c283c5df101108cd09e5'],
        102400 => ['bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085', 'ab2ecf0478e816065ba6039d8ec583cbce8a2335efe903e2d7313c04ba5330d2'],
    ];

    private static function key(): MacKey
    {
        return MacKey::fromBytes(self::SECRET);
    }

    /**
     * Bytes that count from 0 to 250 and begin again.
     */
    private static function counting(int $length): string
    {
        $period = implode('', array_map(\chr(...), range(0, 250)));

        return substr(str_repeat($period, intdiv($length, 251) + 1), 0, $length);
    }

    /**
     * Every algorithm with the keys and lengths that it may have.
     *
     * @return list<array{string, MacKey|null, int|null}>
     */
    private static function all(): array
    {
        $all = [
            [Hash::BLAKE2B, null, null], [Hash::BLAKE2B, null, 16], [Hash::BLAKE2B, null, 64], [Hash::BLAKE2B, self::key(), null], [Hash::BLAKE2B, MacKey::fromBytes(self::bytes(64)), 33],
            [Hash::BLAKE2B, MacKey::fromBytes(self::bytes(16)), 17],
        ];
        foreach (array_keys(self::PLAIN) as $algorithm) {
            $all[] = [$algorithm, null, null];
        }
        if (Backend::current() !== 'php') {
            array_push($all, [Hash::BLAKE3, null, null], [Hash::BLAKE3, self::key(), null], [Hash::BLAKE3, null, 1], [Hash::BLAKE3, null, 1024]);
        }

        return $all;
    }

    private static function shown(string $algorithm, ?MacKey $key, ?int $length): string
    {
        return $algorithm . ($key === null ? '' : ', keyed') . ($length === null ? '' : ", $length bytes");
    }

    public function testFixedDigests(): void
    {
        $table = [
            [Hash::SHA256, '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
            [Hash::SHA256, 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
            [Hash::SHA384, 'abc', 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7'],
            [Hash::SHA512, 'abc', 'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f'],
            [Hash::XXH3, '', '2d06800538d394c2'],
            [Hash::XXH3, 'abc', '78af5f94892f3950'],
            [Hash::CRC32C, '', '00000000'],
            [Hash::CRC32C, 'abc', '364b3fb7'],
            [Hash::CRC32C, '123456789', 'e3069283'],
            [Hash::BLAKE2B, '', '0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8'],
            [Hash::BLAKE2B, 'abc', 'bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319'],
            // RFC 7693, appendix A.
            [Hash::BLAKE2B, 'abc', 'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923', 64],
            [Hash::BLAKE2B, '', 'cae66941d9efbd404e4d88758ea67670', 16],
            [Hash::BLAKE2B, 'abc', '7ba1350e069298c403d633d59e9702ef', 16, self::key()],
            [Hash::BLAKE2B, 'abc', '3c9526972f16727f6811618f22487989d662687d6d9476a29f43341eb938693e', null, self::key()],
            [
                Hash::BLAKE2B, 'abc', 'c10b8e5515b8fad3a3f355710209a3643c760f58b0b98db74c8d2759952ca835776d9c313c398fded3c565f55137bd18e3db8a6bf68e92d9e7fc0439e42243fb', 64,
                self::key(),
            ],
        ];
        foreach ($table as $row) {
            [$algorithm, $data, $expected] = $row;
            $length = $row[3] ?? null;
            $key = $row[4] ?? null;
            $input = self::shown($algorithm, $key, $length) . " of '$data'";
            self::assertSame($expected, Hash::hex($data, $algorithm, $key, $length), $input);
            self::assertSame($expected, bin2hex(Hash::digest($data, $algorithm, $key, $length)), $input);
            self::assertSame($expected, bin2hex((new Hash($algorithm, $key, $length))->update($data)->finish()), $input);
        }
        self::assertSame(Hash::hex('abc', Hash::BLAKE2B), Hash::hex('abc'), 'the default');
        self::assertSame(Hash::hex('', Hash::BLAKE2B), bin2hex((new Hash())->finish()), 'nothing but the end');
    }

    public function testBlake3(): void
    {
        if (Backend::current() === 'php') {
            $message = 'BLAKE3 needs the extension highper';
            foreach ([
                static fn (): Hash => new Hash(Hash::BLAKE3), static fn (): string => Hash::digest('', Hash::BLAKE3), static fn (): string => Hash::hex('', Hash::BLAKE3, self::key(), 64),
                static fn (): string => Hash::file(__FILE__, Hash::BLAKE3),
            ] as $call) {
                self::assertFault(CryptoException::UNAVAILABLE, $message, $call);
            }

            return;
        }
        $key = MacKey::fromBytes(self::counting(32));
        foreach (self::BLAKE3 as $length => [$plain, $keyed]) {
            $data = self::counting($length);
            self::assertSame($plain, Hash::hex($data, Hash::BLAKE3), "$length bytes");
            self::assertSame($keyed, Hash::hex($data, Hash::BLAKE3, $key), "$length bytes, keyed");
            foreach ([1000, 1024, 70_000] as $piece) {
                $hash = new Hash(Hash::BLAKE3, $key);
                foreach (str_split($data, $piece) as $part) {
                    $hash->update($part);
                }
                self::assertSame($keyed, bin2hex($hash->finish()), "$length bytes in pieces of $piece, keyed");
            }
            self::assertSame($plain, bin2hex(Hash::file(self::stream($data), Hash::BLAKE3)), "$length bytes as a file");
        }
        $long = '6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d851fb250ae7393f5d02813b65d521a0d492d9ba09cf7ce7f4cffd900f23374bf0bc08a1fb0b38ed276181ccbd9f7b7edbd'
            . 'df9f86404ad7929605f6ffa3fb1ac87983105f013384f2f11d38879c985d47003804b905f0c38975e28d36804bb60d8c303653';
        foreach ([1, 2, 31, 32, 33, 63, 64, 65, 131] as $length) {
            self::assertSame(substr($long, 0, 2 * $length), Hash::hex('abc', Hash::BLAKE3, null, $length), "$length bytes of digest");
        }
        self::assertSame('c2b04bb59bc05ed22ea5acd26f1ba6beeee024dc06e86e574309ed0da6829f3c', hash('sha256', Hash::digest('abc', Hash::BLAKE3, null, 1024)));
    }

    public function testAsHashGivesThem(): void
    {
        foreach (self::PLAIN as $algorithm => $digestLength) {
            // Past 240 bytes XXH3 works another way, and so it does past 1024.
            foreach ([...range(0, 300), 511, 512, 513, 1023, 1024, 1025, 4096, 100_000, 1 << 20] as $length) {
                $data = self::bytes($length);
                self::assertSame(hash($algorithm, $data), Hash::hex($data, $algorithm), "$algorithm of $length bytes");
            }
            self::assertSame(hash($algorithm, 'm', true), Hash::digest('m', $algorithm), $algorithm);
            self::assertSame(hash($algorithm, 'm', true), Hash::digest('m', $algorithm, null, $digestLength), "$algorithm: its own length may be asked for");
        }
    }

    public function testAsSodiumGivesThem(): void
    {
        self::need('sodium');
        foreach ([...range(0, 130), 255, 256, 257, 1000, 100_000] as $length) {
            $data = self::bytes($length);
            self::assertSame(bin2hex(sodium_crypto_generichash($data)), Hash::hex($data), "$length bytes");
        }
        foreach (range(16, 64) as $length) {
            $key = self::bytes(80 - $length, 'key');
            $expected = bin2hex(sodium_crypto_generichash('message', $key, $length));
            self::assertSame($expected, Hash::hex('message', Hash::BLAKE2B, MacKey::fromBytes($key), $length), "$length bytes");
            self::assertSame($expected, bin2hex((new Hash(Hash::BLAKE2B, MacKey::fromBytes($key), $length))->update('mess')->update('age')->finish()), "$length bytes");
            self::assertSame(bin2hex(sodium_crypto_generichash('message', '', $length)), Hash::hex('message', Hash::BLAKE2B, null, $length), "$length bytes, no key");
        }
    }

    public function testPiecesMakeNoDifference(): void
    {
        $data = self::bytes(300);
        foreach (self::all() as [$algorithm, $key, $length]) {
            $expected = Hash::digest($data, $algorithm, $key, $length);
            for ($cut = 0; $cut <= 300; ++$cut) {
                $hash = new Hash($algorithm, $key, $length);
                self::assertSame($hash, $hash->update(substr($data, 0, $cut)));
                self::assertSame(bin2hex($expected), bin2hex($hash->update(substr($data, $cut))->finish()), self::shown($algorithm, $key, $length) . ", cut at $cut");
            }
            foreach ([1, 3, 64, 127, 128, 129] as $piece) {
                $hash = new Hash($algorithm, $key, $length);
                foreach (str_split($data, $piece) as $part) {
                    $hash->update($part)->update('');
                }
                self::assertSame(bin2hex($expected), bin2hex($hash->finish()), self::shown($algorithm, $key, $length) . ", pieces of $piece");
            }
        }
    }

    public function testTwoDigestsAtOnce(): void
    {
        foreach (self::all() as [$algorithm, $key, $length]) {
            $one = new Hash($algorithm, $key, $length);
            $two = new Hash($algorithm, $key, $length);
            $one->update('a');
            $two->update('b');
            $one->update('c');
            self::assertSame(Hash::digest('b', $algorithm, $key, $length), $two->finish(), $algorithm);
            self::assertSame(Hash::digest('ac', $algorithm, $key, $length), $one->finish(), $algorithm);
        }
    }

    public function testAfterTheEnd(): void
    {
        foreach (self::all() as [$algorithm, $key, $length]) {
            $hash = new Hash($algorithm, $key, $length);
            $hash->update('m')->finish();
            foreach ([static fn (): string => $hash->finish(), static fn (): Hash => $hash->update('m'), static fn (): Hash => $hash->update(''), static fn (): string => $hash->finish()] as $call) {
                self::assertFault(CryptoException::STREAM_FINISHED, 'The digest is finished: begin a new one', $call, $algorithm);
            }
        }
    }

    /**
     * Checks what each way to begin a digest says of the same arguments.
     */
    private static function assertRefusedEverywhere(int $code, string $message, string $algorithm, ?MacKey $key = null, ?int $length = null): void
    {
        $calls = [
            static fn (): Hash => new Hash($algorithm, $key, $length), static fn (): string => Hash::digest('m', $algorithm, $key, $length),
            static fn (): string => Hash::hex('m', $algorithm, $key, $length), static fn (): string => Hash::file(__FILE__, $algorithm, $key, $length),
        ];
        foreach ($calls as $index => $call) {
            self::assertFault($code, $message, $call, "$algorithm, way $index");
        }
    }

    public function testUnknownAlgorithms(): void
    {
        foreach (['', 'md5', 'SHA256', 'sha-256', 'sha256 ', "sha256\0", 'sha512/256', 'blake2s', 'xxh64', 'crc32', "\xff"] as $name) {
            $message = "Unknown algorithm '$name': Hash has blake2b, blake3, sha256, sha384, sha512, xxh3 and crc32c";
            self::assertRefusedEverywhere(CryptoException::BAD_PARAMETER, $message, $name);
            self::assertRefusedEverywhere(CryptoException::BAD_PARAMETER, $message, $name, self::key(), 0);
        }
    }

    public function testKeysAndLengths(): void
    {
        $hints = [Hash::SHA256 => ': use Hmac', Hash::SHA384 => ': use Hmac', Hash::SHA512 => ': use Hmac', Hash::XXH3 => '', Hash::CRC32C => ''];
        foreach (self::PLAIN as $algorithm => $own) {
            self::assertRefusedEverywhere(CryptoException::BAD_PARAMETER, "$algorithm takes no key$hints[$algorithm]", $algorithm, self::key());
            self::assertRefusedEverywhere(CryptoException::BAD_PARAMETER, "$algorithm takes no key$hints[$algorithm]", $algorithm, self::key(), 0);
            foreach ([PHP_INT_MIN, -1, 0, 1, $own - 1, $own + 1, 1000, PHP_INT_MAX] as $length) {
                self::assertRefusedEverywhere(CryptoException::BAD_PARAMETER, "$algorithm gives exactly $own bytes, $length asked for", $algorithm, null, $length);
            }
        }
        foreach ([65, 66, 128, 1024] as $length) {
            $key = MacKey::fromBytes(self::bytes($length));
            self::assertRefusedEverywhere(CryptoException::INVALID_KEY, "blake2b takes a key of 16 to 64 bytes, $length given", Hash::BLAKE2B, $key);
            self::assertRefusedEverywhere(CryptoException::INVALID_KEY, "blake2b takes a key of 16 to 64 bytes, $length given", Hash::BLAKE2B, $key, 0);
        }
        foreach ([PHP_INT_MIN, -1, 0, 1, 15, 65, 1000, PHP_INT_MAX] as $length) {
            self::assertRefusedEverywhere(CryptoException::BAD_PARAMETER, "blake2b gives 16 to 64 bytes, $length asked for", Hash::BLAKE2B, null, $length);
            self::assertRefusedEverywhere(CryptoException::BAD_PARAMETER, "blake2b gives 16 to 64 bytes, $length asked for", Hash::BLAKE2B, self::key(), $length);
        }
        if (Backend::current() === 'php') {
            return; // Which has no BLAKE3, as testBlake3() says.
        }
        foreach ([16, 31, 33, 64, 1024] as $length) {
            $key = MacKey::fromBytes(self::bytes($length));
            self::assertRefusedEverywhere(CryptoException::INVALID_KEY, "blake3 takes a key of exactly 32 bytes, $length given", Hash::BLAKE3, $key);
            self::assertRefusedEverywhere(CryptoException::INVALID_KEY, "blake3 takes a key of exactly 32 bytes, $length given", Hash::BLAKE3, $key, 0);
        }
        foreach ([PHP_INT_MIN, -1, 0, 1025, PHP_INT_MAX] as $length) {
            self::assertRefusedEverywhere(CryptoException::BAD_PARAMETER, "blake3 gives 1 to 1024 bytes, $length asked for", Hash::BLAKE3, null, $length);
            self::assertRefusedEverywhere(CryptoException::BAD_PARAMETER, "blake3 gives 1 to 1024 bytes, $length asked for", Hash::BLAKE3, self::key(), $length);
        }
    }

    public function testFiles(): void
    {
        $file = (string) tempnam(sys_get_temp_dir(), 'highper');
        try {
            foreach ([0, 1, 8191, 8192, 8193, 65536, 300_000] as $size) {
                $data = self::bytes($size);
                file_put_contents($file, $data);
                foreach (self::all() as [$algorithm, $key, $length]) {
                    $expected = bin2hex(Hash::digest($data, $algorithm, $key, $length));
                    $input = self::shown($algorithm, $key, $length) . " of $size bytes";
                    self::assertSame($expected, bin2hex(Hash::file($file, $algorithm, $key, $length)), "path: $input");
                    $stream = fopen($file, 'r');
                    self::assertSame($expected, bin2hex(Hash::file($stream, $algorithm, $key, $length)), "stream: $input");
                    self::assertSame('', fread($stream, 1), 'the stream is at its end, and open');
                    self::assertSame($expected, bin2hex(Hash::file(self::stream($data), $algorithm, $key, $length)), "memory: $input");
                }
            }
            self::assertSame(bin2hex(Hash::digest(self::bytes(300_000))), bin2hex(Hash::file($file)), 'the default');
        } finally {
            unlink($file);
        }
        $stream = self::stream('ignored|data');
        fseek($stream, 8);
        self::assertSame(Hash::digest('data'), Hash::file($stream), 'from where it stands');
        self::assertSame(Hash::digest(''), Hash::file($stream), 'to its end');
        foreach ([1, 7, 1000] as $portion) {
            self::assertSame(Hash::digest(self::bytes(300)), Hash::file(MeteredStream::open(self::bytes(300), $portion)), "portions of $portion");
        }
    }

    public function testFilesThatCannotBeRead(): void
    {
        $folder = sys_get_temp_dir();
        foreach (["$folder/no-such-folder/file", "$folder/no such file " . bin2hex(random_bytes(8)), '', "a\0b", $folder] as $path) {
            self::assertFault(CryptoException::STREAM_FAILED, "The file cannot be read: $path", static fn (): string => Hash::file($path), $path);
            self::assertFault(CryptoException::STREAM_FAILED, "The file cannot be read: $path", static fn (): string => Hash::file($path, Hash::SHA256), $path);
        }
        stream_wrapper_register('highper-failing', FailingStream::class);
        try {
            foreach ([Hash::BLAKE2B, Hash::SHA256, Hash::XXH3] as $algorithm) {
                $stream = fopen('highper-failing://', 'r');
                self::assertFault(CryptoException::STREAM_FAILED, self::UNREADABLE, static fn (): string => Hash::file($stream, $algorithm), $algorithm);
            }
        } finally {
            stream_wrapper_unregister('highper-failing');
        }
        $file = (string) tempnam(sys_get_temp_dir(), 'highper');
        $stream = fopen($file, 'w');
        try {
            self::assertFault(CryptoException::STREAM_FAILED, self::UNREADABLE, static fn (): string => Hash::file($stream), 'open for writing alone');
        } finally {
            fclose($stream);
            unlink($file);
        }
    }

    public function testWhatIsNoFile(): void
    {
        $closed = self::stream();
        fclose($closed);
        foreach ([1, null, true, 1.5, [], new \stdClass(), $closed, stream_context_create()] as $value) {
            $message = Hash::class . '::file(): Argument #1 ($file) must be a path or an open stream, ' . get_debug_type($value) . ' given';
            self::assertTypeError(static fn (): string => Hash::file($value), $message);
        }
    }
}
