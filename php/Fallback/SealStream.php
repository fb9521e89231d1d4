<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\SealStreamInterface;
use HighPerApp\HighPer\Native\Fallback\Crypto\Closed;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\StreamCopy;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\SymmetricKey;

/**
 * Encryption of chunks by libsodium, whose state is in the Vault.
 */
class SealStream implements SealStreamInterface
{
    use Closed;

    /** As errors name the class, in every backend. */
    private const NAME = 'HighPerApp\HighPer\Native\SealStream';

    private readonly string $header;

    private bool $isFinished = false;

    public function __construct(SymmetricKey $key)
    {
        /** @var array{string, string} $begun */
        $begun = sodium_crypto_secretstream_xchacha20poly1305_init_push(Vault::of($key));
        [$state, $this->header] = $begun;
        Vault::put($this, $state);
    }

    public function header(): string
    {
        return $this->header;
    }

    public function push(#[\SensitiveParameter] string $chunk, int $tag = self::MESSAGE, string $associatedData = ''): string
    {
        if ($this->isFinished) {
            throw Fault::finished('stream');
        }
        if ($tag < self::MESSAGE || $tag > self::FINAL) {
            throw Fault::parameter("Unknown tag $tag: SealStream has MESSAGE, PUSH, REKEY and FINAL");
        }
        $state = Vault::take($this);
        try {
            $sealed = sodium_crypto_secretstream_xchacha20poly1305_push($state, $chunk, $associatedData, $tag);
        } finally {
            Vault::put($this, $state);
        }
        $this->isFinished = $tag === self::FINAL;

        return $sealed;
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
        $stream = new self($key);
        $copy->write($stream->header());
        $done = 0;
        $next = $copy->read($chunkSize);
        do {
            $chunk = $next;
            // Which one is the last shows when nothing follows.
            $next = \strlen($chunk) === $chunkSize ? $copy->read($chunkSize) : '';
            $copy->write($stream->push($chunk, $next === '' ? self::FINAL : self::MESSAGE, $associatedData));
            $done += \strlen($chunk);
            if ($progress !== null) {
                $progress($done);
            }
        } while ($next !== '');

        return $done;
    }
}
