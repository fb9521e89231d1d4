<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\HashInterface;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Fallback\Crypto\Closed;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\Quiet;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sodium;
use HighPerApp\HighPer\Native\Fallback\Crypto\StreamCopy;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\MacKey;

/**
 * Digests: BLAKE2b by libsodium, whose state is in the Vault, others by PHP's own hash functions.
 */
class Hash implements HashInterface
{
    use Closed;

    /** As errors name the class, in every backend. */
    private const NAME = 'HighPerApp\HighPer\Native\Hash';

    /** The lengths of the digests. */
    private const LENGTHS = [
        self::BLAKE2B => 32,
        self::BLAKE3 => 32,
        self::SHA256 => 32,
        self::SHA384 => 48,
        self::SHA512 => 64,
        self::XXH3 => 8,
        self::CRC32C => 4,
    ];
    private const PIECE = 65536;

    private readonly int $length;

    /** Null for BLAKE2b, and after the end. */
    private ?\HashContext $context = null;

    private bool $isFinished = false;

    public function __construct(private readonly string $algorithm = self::BLAKE2B, ?MacKey $key = null, ?int $length = null)
    {
        $this->length = self::check($algorithm, $key, $length);
        $this->begin($algorithm, $key, $this->length);
    }

    public function update(#[\SensitiveParameter] string $data): static
    {
        if ($this->isFinished) {
            throw Fault::finished('digest');
        }
        $this->add($data);

        return $this;
    }

    public function finish(): string
    {
        if ($this->isFinished) {
            throw Fault::finished('digest');
        }
        $digest = $this->end($this->length);
        $this->isFinished = true;

        return $digest;
    }

    public static function digest(#[\SensitiveParameter] string $data, string $algorithm = self::BLAKE2B, ?MacKey $key = null, ?int $length = null): string
    {
        return static::compute($data, $algorithm, $key, self::check($algorithm, $key, $length));
    }

    public static function hex(#[\SensitiveParameter] string $data, string $algorithm = self::BLAKE2B, ?MacKey $key = null, ?int $length = null): string
    {
        return bin2hex(self::digest($data, $algorithm, $key, $length));
    }

    public static function file(mixed $file, string $algorithm = self::BLAKE2B, ?MacKey $key = null, ?int $length = null): string
    {
        $isPath = \is_string($file);
        if (!$isPath && !StreamCopy::isStream($file)) {
            throw Fault::argument(self::NAME . '::file', 1, 'file', 'must be a path or an open stream', $file);
        }
        $hash = new static($algorithm, $key, $length);
        $failure = $isPath ? "The file cannot be read: $file" : 'The source cannot be read';
        $stream = $isPath ? self::open($file) : $file;
        if ($stream === false) {
            throw Fault::streamFailed($failure);
        }
        while (($piece = StreamCopy::piece($stream, self::PIECE) ?? throw Fault::streamFailed($failure)) !== '') {
            $hash->update($piece);
        }

        return $hash->finish();
    }

    /**
     * Begins a digest; all that is asked for was checked.
     */
    protected function begin(string $algorithm, ?MacKey $key, int $length): void
    {
        if ($algorithm === self::BLAKE2B) {
            Vault::put($this, sodium_crypto_generichash_init($key === null ? '' : Vault::of($key), $length));
        } else {
            $this->context = hash_init($algorithm);
        }
    }

    protected function add(#[\SensitiveParameter] string $data): void
    {
        if ($this->context !== null) {
            hash_update($this->context, $data);

            return;
        }
        $state = Vault::take($this);
        try {
            sodium_crypto_generichash_update($state, $data);
        } finally {
            Vault::put($this, $state);
        }
    }

    protected function end(int $length): string
    {
        if ($this->context !== null) {
            $digest = hash_final($this->context, true);
            $this->context = null;

            return $digest;
        }
        $state = Vault::take($this);

        return sodium_crypto_generichash_final($state, $length);
    }

    /**
     * A digest in one go; all that is asked for was checked.
     */
    protected static function compute(#[\SensitiveParameter] string $data, string $algorithm, ?MacKey $key, int $length): string
    {
        return $algorithm === self::BLAKE2B
            ? sodium_crypto_generichash($data, $key === null ? '' : Vault::of($key), $length)
            : hash($algorithm, $data, true);
    }

    /**
     * @throws CryptoException UNAVAILABLE
     */
    protected static function needBlake3(): void
    {
        throw Fault::unavailable('BLAKE3 needs the extension highper');
    }

    /**
     * @return resource|false
     */
    private static function open(string $path)
    {
        try {
            return Quiet::call(static fn () => fopen($path, 'rb'));
        } catch (\ValueError) {
            return false;
        }
    }

    /**
     * Checks what was asked for, and gives the digest's length.
     *
     * @throws CryptoException
     */
    private static function check(string $algorithm, ?MacKey $key, ?int $length): int
    {
        $own = self::LENGTHS[$algorithm] ?? throw Fault::parameter(
            "Unknown algorithm '$algorithm': Hash has blake2b, blake3, sha256, sha384, sha512, xxh3 and crc32c",
        );
        if ($key !== null) {
            self::checkKey($algorithm, \strlen(Vault::of($key)));
        }
        if ($length !== null) {
            self::checkLength($algorithm, $own, $length);
        }
        if ($algorithm === self::BLAKE3) {
            static::needBlake3();
        }
        if ($algorithm === self::BLAKE2B) {
            Sodium::need('Hash');
        }

        return $length ?? $own;
    }

    /**
     * @throws CryptoException BAD_PARAMETER if the algorithm takes none; INVALID_KEY
     */
    private static function checkKey(string $algorithm, int $length): void
    {
        [$shortest, $longest] = match ($algorithm) {
            self::BLAKE2B => [16, 64],
            self::BLAKE3 => [32, 32],
            self::XXH3, self::CRC32C => throw Fault::parameter("$algorithm takes no key"),
            default => throw Fault::parameter("$algorithm takes no key: use Hmac"),
        };
        if ($length < $shortest || $length > $longest) {
            $lengths = $shortest === $longest ? "exactly $shortest" : "$shortest to $longest";
            throw new CryptoException("$algorithm takes a key of $lengths bytes, $length given", CryptoException::INVALID_KEY);
        }
    }

    /**
     * @throws CryptoException BAD_PARAMETER
     */
    private static function checkLength(string $algorithm, int $own, int $length): void
    {
        [$shortest, $longest] = match ($algorithm) {
            self::BLAKE2B => [16, 64],
            self::BLAKE3 => [1, 1024],
            default => [$own, $own],
        };
        if ($length < $shortest || $length > $longest) {
            $lengths = $shortest === $longest ? "exactly $own" : "$shortest to $longest";
            throw Fault::parameter("$algorithm gives $lengths bytes, $length asked for");
        }
    }
}
