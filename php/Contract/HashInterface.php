<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\MacKey;

/**
 * Digests of strings, of files, and of what comes in pieces. They are raw bytes but for hex().
 */
interface HashInterface
{
    /** BLAKE2b (RFC 7693), 16 to 64 bytes, 32 unless asked otherwise; may have a key. */
    public const BLAKE2B = 'blake2b';
    /** BLAKE3, 1 to 1024 bytes, 32 unless asked otherwise; may have a key of 32 bytes. */
    public const BLAKE3 = 'blake3';
    /** SHA-256 (FIPS 180-4). */
    public const SHA256 = 'sha256';
    /** SHA-384 (FIPS 180-4). */
    public const SHA384 = 'sha384';
    /** SHA-512 (FIPS 180-4). */
    public const SHA512 = 'sha512';
    /** XXH3, 8 bytes, as hash('xxh3') gives them. For hash tables; keeps nobody from finding collisions. */
    public const XXH3 = 'xxh3';
    /** CRC-32C (RFC 3720), 4 bytes, as hash('crc32c') gives them. For errors of transmission; keeps nobody from anything. */
    public const CRC32C = 'crc32c';

    /**
     * Begins a digest of what comes in pieces.
     *
     * @param string      $algorithm One of the constants.
     * @param MacKey|null $key       For BLAKE2b (up to 64 bytes) and BLAKE3 (32 bytes).
     * @param int|null    $length    Of the digest, in bytes, for BLAKE2b and BLAKE3.
     *
     * @throws CryptoException BAD_PARAMETER; INVALID_KEY; UNAVAILABLE where this backend lacks the algorithm
     */
    public function __construct(string $algorithm = self::BLAKE2B, ?MacKey $key = null, ?int $length = null);

    /**
     * Adds the next piece.
     *
     * @throws CryptoException STREAM_FINISHED after finish()
     */
    public function update(#[\SensitiveParameter] string $data): static;

    /**
     * Ends the digest and gives it, in raw bytes.
     *
     * @throws CryptoException STREAM_FINISHED if it has ended before
     */
    public function finish(): string;

    /**
     * The digest of a string, in raw bytes.
     *
     * @throws CryptoException as the constructor
     */
    public static function digest(#[\SensitiveParameter] string $data, string $algorithm = self::BLAKE2B, ?MacKey $key = null, ?int $length = null): string;

    /**
     * The digest of a string, in lower-case hex digits.
     *
     * @throws CryptoException as the constructor
     */
    public static function hex(#[\SensitiveParameter] string $data, string $algorithm = self::BLAKE2B, ?MacKey $key = null, ?int $length = null): string;

    /**
     * The digest of a file, in raw bytes, read in pieces.
     *
     * @param string|resource $file A path, or an open stream, which is read from where it is to its end.
     *
     * @throws CryptoException STREAM_FAILED if it cannot be opened or read; as the constructor
     */
    public static function file(mixed $file, string $algorithm = self::BLAKE2B, ?MacKey $key = null, ?int $length = null): string;
}
