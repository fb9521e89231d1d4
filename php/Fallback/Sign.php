<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\SignInterface;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\VerifyingKey;

/**
 * Ed25519 by libsodium, which verifies strictly.
 */
class Sign implements SignInterface
{
    /** As errors name the class, in every backend. */
    private const NAME = 'HighPerApp\HighPer\Native\Sign';
    private const SIGNATURE_LENGTH = 64;

    public static function detached(string $message, SigningKey $key): string
    {
        return sodium_crypto_sign_detached($message, Vault::of($key));
    }

    public static function verify(string $signature, string $message, VerifyingKey $key): bool
    {
        return \strlen($signature) === self::SIGNATURE_LENGTH && sodium_crypto_sign_verify_detached($signature, $message, Vault::of($key));
    }

    public static function verifyBatch(array $batch): bool
    {
        self::check($batch, 'verifyBatch');
        foreach ($batch as $element) {
            if (!static::verify($element[0], $element[1], $element[2])) {
                return false;
            }
        }

        return true;
    }

    public static function invalid(array $batch): array
    {
        self::check($batch, 'invalid');
        $invalid = [];
        foreach ($batch as $name => $element) {
            if (!static::verify($element[0], $element[1], $element[2])) {
                $invalid[] = $name;
            }
        }

        return $invalid;
    }

    /**
     * What is no element is found before anything is verified.
     *
     * @param array<mixed> $batch
     *
     * @throws \TypeError
     */
    private static function check(array $batch, string $method): void
    {
        foreach ($batch as $element) {
            $isElement = \is_array($element) && \count($element) === 3 && \is_string($element[0] ?? null) && \is_string($element[1] ?? null)
                && ($element[2] ?? null) instanceof VerifyingKey;
            if (!$isElement) {
                throw Fault::argument(self::NAME . "::$method", 1, 'batch', 'must be of type array<array{string, string, VerifyingKey}>', $batch);
            }
        }
    }
}
