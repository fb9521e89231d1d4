<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\MacKey;

/**
 * HMAC (RFC 2104) with SHA-2. Its algorithms are Hash::SHA256, Hash::SHA384 and Hash::SHA512.
 */
interface HmacInterface
{
    /**
     * Begins a code of what comes in pieces.
     *
     * @throws CryptoException BAD_PARAMETER for another algorithm
     */
    public function __construct(MacKey $key, string $algorithm = 'sha256');

    /**
     * Adds the next piece.
     *
     * @throws CryptoException STREAM_FINISHED after finish()
     */
    public function update(#[\SensitiveParameter] string $data): static;

    /**
     * Ends the code and gives it, in raw bytes.
     *
     * @throws CryptoException STREAM_FINISHED if it has ended before
     */
    public function finish(): string;

    /**
     * The code of a message, in raw bytes.
     *
     * @throws CryptoException BAD_PARAMETER for another algorithm
     */
    public static function sign(#[\SensitiveParameter] string $message, MacKey $key, string $algorithm = 'sha256'): string;

    /**
     * Whether a code is a message's; compared in constant time. A code that was cut short is false.
     *
     * @throws CryptoException BAD_PARAMETER for another algorithm
     */
    public static function verify(string $code, #[\SensitiveParameter] string $message, MacKey $key, string $algorithm = 'sha256'): bool;
}
