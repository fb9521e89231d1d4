<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\AeadInterface;
use HighPerApp\HighPer\Native\Fallback\Crypto\AesGcm;
use HighPerApp\HighPer\Native\Fallback\Crypto\Closed;
use HighPerApp\HighPer\Native\Fallback\Crypto\Fault;
use HighPerApp\HighPer\Native\Fallback\Crypto\Vault;
use HighPerApp\HighPer\Native\SymmetricKey;

/**
 * Encryption of messages by libsodium, with AES by OpenSSL.
 */
class Aead implements AeadInterface
{
    use Closed;

    private const TAG_LENGTH = 16;

    private readonly int $nonceLength;

    public function __construct(private readonly SymmetricKey $key, private readonly string $algorithm = self::XCHACHA20_POLY1305)
    {
        $this->nonceLength = match ($algorithm) {
            self::XCHACHA20_POLY1305 => 24,
            self::AES_256_GCM, self::CHACHA20_POLY1305 => 12,
            default => throw Fault::parameter("Unknown algorithm '$algorithm': Aead has xchacha20-poly1305, aes-256-gcm and chacha20-poly1305"),
        };
        if ($algorithm === self::AES_256_GCM) {
            AesGcm::need();
        }
    }

    public function seal(#[\SensitiveParameter] string $message, string $associatedData = ''): string
    {
        $nonce = Random::bytes($this->nonceLength);
        $key = Vault::of($this->key);

        return $nonce . match ($this->algorithm) {
            self::XCHACHA20_POLY1305 => sodium_crypto_aead_xchacha20poly1305_ietf_encrypt($message, $associatedData, $nonce, $key),
            self::CHACHA20_POLY1305 => sodium_crypto_aead_chacha20poly1305_ietf_encrypt($message, $associatedData, $nonce, $key),
            default => AesGcm::encrypt($message, $associatedData, $nonce, $key),
        };
    }

    public function open(string $sealed, string $associatedData = ''): string
    {
        if (\strlen($sealed) < $this->nonceLength + self::TAG_LENGTH) {
            throw Fault::authentication();
        }
        $nonce = substr($sealed, 0, $this->nonceLength);
        $encrypted = substr($sealed, $this->nonceLength);
        $key = Vault::of($this->key);
        $message = match ($this->algorithm) {
            self::XCHACHA20_POLY1305 => sodium_crypto_aead_xchacha20poly1305_ietf_decrypt($encrypted, $associatedData, $nonce, $key),
            self::CHACHA20_POLY1305 => sodium_crypto_aead_chacha20poly1305_ietf_decrypt($encrypted, $associatedData, $nonce, $key),
            default => AesGcm::decrypt($encrypted, $associatedData, $nonce, $key),
        };

        return $message === false ? throw Fault::authentication() : $message;
    }
}
