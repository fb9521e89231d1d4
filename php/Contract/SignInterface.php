<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\VerifyingKey;

/**
 * Ed25519 signatures (RFC 8032), detached.
 */
interface SignInterface
{
    /**
     * Signs a message.
     *
     * @return string 64 bytes.
     *
     * @throws CryptoException UNAVAILABLE
     */
    public static function detached(string $message, SigningKey $key): string;

    /**
     * Verifies a signature, strictly: S is below the group's order, and neither the key nor R is of small order (RFC 8032, 5.1.7; NCC
     * "Taming the many EdDSAs"). A signature of another length is false.
     *
     * @throws CryptoException UNAVAILABLE
     */
    public static function verify(string $signature, string $message, VerifyingKey $key): bool;

    /**
     * Verifies many; each as verify() does, so a batch accepts exactly what single calls accept.
     *
     * @param array<array{0: string, 1: string, 2: VerifyingKey}> $batch Signature, message and key of each.
     *
     * @return bool Whether all are valid. Of none, true.
     *
     * @throws \TypeError if an element is something else
     */
    public static function verifyBatch(array $batch): bool;

    /**
     * As verifyBatch(), and says which are not valid.
     *
     * @param array<array{0: string, 1: string, 2: VerifyingKey}> $batch
     *
     * @return list<int|string> The keys of those elements.
     *
     * @throws \TypeError if an element is something else
     */
    public static function invalid(array $batch): array;
}
