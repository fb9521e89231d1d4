<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\SymmetricKey;

/**
 * Encrypts a sequence of chunks, so that none can be changed, dropped, swapped or cut off: libsodium's
 * crypto_secretstream_xchacha20poly1305.
 */
interface SealStreamInterface
{
    /** An ordinary chunk. */
    public const MESSAGE = 0;
    /** The end of a set of chunks, but not of the stream. */
    public const PUSH = 1;
    /** The key is replaced after this chunk. */
    public const REKEY = 2;
    /** The last chunk. */
    public const FINAL = 3;

    /** What a chunk grows by, in bytes. */
    public const OVERHEAD = 17;
    /** The length of the header, in bytes. */
    public const HEADER_LENGTH = 24;

    /**
     * Begins a stream with a random header.
     *
     * @throws CryptoException UNAVAILABLE
     */
    public function __construct(SymmetricKey $key);

    /**
     * The header, 24 bytes, which OpenStream needs first. No secret.
     */
    public function header(): string;

    /**
     * Encrypts the next chunk.
     *
     * @param int $tag One of the constants; the last chunk has to be FINAL.
     *
     * @return string 17 bytes longer than the chunk.
     *
     * @throws CryptoException STREAM_FINISHED after FINAL; BAD_PARAMETER for an unknown tag
     */
    public function push(#[\SensitiveParameter] string $chunk, int $tag = self::MESSAGE, string $associatedData = ''): string;

    /**
     * Encrypts from one stream to another in chunks: the header, then each chunk with its 17 bytes, the last one FINAL. The
     * memory needed does not depend on the length.
     *
     * @param resource                     $source         Read to its end.
     * @param resource                     $target
     * @param callable(int): mixed|null    $progress       Called after each chunk with the number of bytes read so far; what it throws ends
     *                                                     the work.
     * @param int                          $chunkSize      Bytes of plaintext a chunk, 1 to 16,777,216; OpenStream::copy() needs the same.
     *
     * @return int The number of bytes read.
     *
     * @throws CryptoException STREAM_FAILED if a stream cannot be read or written; BAD_PARAMETER
     */
    public static function copy(SymmetricKey $key, mixed $source, mixed $target, ?callable $progress = null, int $chunkSize = 65536, string $associatedData = ''): int;
}
