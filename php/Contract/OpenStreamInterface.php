<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\SymmetricKey;

/**
 * Decrypts what SealStream encrypted, or libsodium's crypto_secretstream_xchacha20poly1305.
 */
interface OpenStreamInterface
{
    /**
     * @param string $header What SealStream::header() gave.
     *
     * @throws CryptoException BAD_PARAMETER if the header is not 24 bytes long; UNAVAILABLE
     */
    public function __construct(SymmetricKey $key, string $header);

    /**
     * Decrypts the next chunk. After a failure the stream stays where it was.
     *
     * @throws CryptoException AUTHENTICATION_FAILED, whatever is wrong; STREAM_FINISHED after the last chunk
     */
    public function pull(string $chunk, string $associatedData = ''): string;

    /**
     * The tag of the chunk that was decrypted last, as in SealStream's constants; null before the first.
     */
    public function tag(): ?int;

    /**
     * Whether the last chunk (FINAL) was decrypted. A stream that ends without it was cut off.
     */
    public function isFinished(): bool;

    /**
     * Decrypts what SealStream::copy() wrote. Chunks are written as they are authenticated: if this throws, discard what was written.
     *
     * @param resource                  $source
     * @param resource                  $target
     * @param callable(int): mixed|null $progress  Called after each chunk with the number of bytes written so far.
     * @param int                       $chunkSize As it was for SealStream::copy().
     *
     * @return int The number of bytes written.
     *
     * @throws CryptoException AUTHENTICATION_FAILED, also for a stream that was cut off or goes on after its end; STREAM_FAILED;
     *                         BAD_PARAMETER
     */
    public static function copy(SymmetricKey $key, mixed $source, mixed $target, ?callable $progress = null, int $chunkSize = 65536, string $associatedData = ''): int;
}
