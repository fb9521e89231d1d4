<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\SymmetricKey;

/**
 * Encryption of whole messages that also proves who wrote them (AEAD). A key and an algorithm belong together: make one Aead of them
 * and keep it.
 *
 * The nonce is random, new for each message, and stands in front of the result: `nonce || ciphertext || tag`.
 */
interface AeadInterface
{
    /** XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03), nonce 24 bytes: random nonces never run out. */
    public const XCHACHA20_POLY1305 = 'xchacha20-poly1305';
    /** AES-256-GCM (NIST SP 800-38D), nonce 12 bytes: at most 2^32 messages with one key. */
    public const AES_256_GCM = 'aes-256-gcm';
    /** ChaCha20-Poly1305 (RFC 8439), nonce 12 bytes: at most 2^32 messages with one key. */
    public const CHACHA20_POLY1305 = 'chacha20-poly1305';

    /**
     * @param string $algorithm One of the constants.
     *
     * @throws CryptoException BAD_PARAMETER for an unknown algorithm; UNAVAILABLE where this backend lacks it
     */
    public function __construct(SymmetricKey $key, string $algorithm = self::XCHACHA20_POLY1305);

    /**
     * Encrypts and authenticates a message.
     *
     * @param string $associatedData Authenticated but not encrypted, and not part of the result; open() needs the same.
     *
     * @return string The nonce, the ciphertext and the tag of 16 bytes.
     *
     * @throws CryptoException UNAVAILABLE
     */
    public function seal(#[\SensitiveParameter] string $message, string $associatedData = ''): string;

    /**
     * Authenticates and decrypts what seal() made.
     *
     * @throws CryptoException AUTHENTICATION_FAILED, whatever is wrong
     */
    public function open(string $sealed, string $associatedData = ''): string;
}
