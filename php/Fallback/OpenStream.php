<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\OpenStreamInterface;
use HighPerApp\HighPer\Native\Contract\SealStreamInterface;
use HighPerApp\HighPer\Native\Fallback\Crypto\Closed;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\StreamCopy;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\SymmetricKey;

/**
 * Decryption of chunks by libsodium, whose state is in the Vault.
 */
class OpenStream implements OpenStreamInterface
{
    use Closed;

    /** As errors name the class, in every backend. */
    private const NAME = 'HighPerApp\HighPer\Native\OpenStream';

    private ?int $tag = null;

    public function __construct(SymmetricKey $key, private readonly string $header)
    {
        if (\strlen($header) !== SealStreamInterface::HEADER_LENGTH) {
            throw Fault::parameter('A header has 24 bytes, ' . \strlen($header) . ' given');
        }
        Vault::put($this, sodium_crypto_secretstream_xchacha20poly1305_init_pull($header, Vault::of($key)));
    }

    public function pull(string $chunk, string $associatedData = ''): string
    {
        if ($this->isFinished()) {
            throw Fault::finished('stream');
        }
        $state = Vault::take($this);
        try {
            /** @var array{string, int}|false $opened */
            $opened = sodium_crypto_secretstream_xchacha20poly1305_pull($state, $chunk, $associatedData);
        } finally {
            Vault::put($this, $state);
        }
        if ($opened === false) {
            throw Fault::authentication();
        }
        [$message, $this->tag] = $opened;

        return $message;
    }

    public function tag(): ?int
    {
        return $this->tag;
    }

    public function isFinished(): bool
    {
        return $this->tag === SealStreamInterface::FINAL;
    }

    public static function copy(
        SymmetricKey $key,
        mixed $source,
        mixed $target,
        ?callable $progress = null,
        int $chunkSize = 65536,
        string $associatedData = '',
    ): int {
        $copy = new StreamCopy(self::NAME . '::copy', $source, $target, $chunkSize);
        $header = $copy->read(SealStreamInterface::HEADER_LENGTH);
        if (\strlen($header) !== SealStreamInterface::HEADER_LENGTH) {
            throw Fault::authentication();
        }
        $stream = new self($key, $header);
        $length = $chunkSize + SealStreamInterface::OVERHEAD;
        $done = 0;
        $next = $copy->read($length);
        do {
            $chunk = $stream->pull($next, $associatedData);
            $next = \strlen($next) === $length ? $copy->read($length) : '';
            // Cut off, or going on after the end.
            if ($stream->isFinished() !== ($next === '')) {
                throw Fault::authentication();
            }
            $copy->write($chunk);
            $done += \strlen($chunk);
            if ($progress !== null) {
                $progress($done);
            }
        } while ($next !== '');

        return $done;
    }
}
