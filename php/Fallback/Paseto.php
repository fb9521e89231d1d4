<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\PasetoInterface;
use HighPerApp\HighPer\Native\Fallback\Crypto\Sodium;
use HighPerApp\HighPer\Native\Fallback\Paseto\Encoded;
use HighPerApp\HighPer\Native\Fallback\Paseto\Footer;
use HighPerApp\HighPer\Native\Fallback\Paseto\LocalToken;
use HighPerApp\HighPer\Native\Fallback\Paseto\PublicToken;
use HighPerApp\HighPer\Native\Fallback\Paseto\Rules;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalKeyRing;
use HighPerApp\HighPer\Native\Paseto\LocalTokens;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\PublicKeyRing;
use HighPerApp\HighPer\Native\Paseto\PublicTokens;
use HighPerApp\HighPer\Native\Paseto\SecretKey;

/**
 * PASETO v4 in PHP, over ext-sodium.
 */
class Paseto implements PasetoInterface
{
    public static function local(
        LocalKey|LocalKeyRing $key,
        ?string $issuer = null,
        ?string $audience = null,
        ?string $subject = null,
        ?int $lifetime = 3600,
        int $leeway = 0,
        ?object $clock = null,
        int $maxLength = 1048576,
    ): LocalTokens {
        Sodium::need('Paseto');

        return self::make(LocalTokens::class, $key, new Rules($issuer, $audience, $subject, $lifetime, $leeway, $clock, $maxLength));
    }

    public static function public(
        SecretKey|PublicKey|PublicKeyRing $key,
        ?string $issuer = null,
        ?string $audience = null,
        ?string $subject = null,
        ?int $lifetime = 3600,
        int $leeway = 0,
        ?object $clock = null,
        int $maxLength = 1048576,
    ): PublicTokens {
        Sodium::need('Paseto');

        return self::make(PublicTokens::class, $key, new Rules($issuer, $audience, $subject, $lifetime, $leeway, $clock, $maxLength));
    }

    public static function untrustedFooter(string $token): string
    {
        $header = str_starts_with($token, PublicToken::HEADER) ? PublicToken::HEADER : LocalToken::HEADER;

        return Encoded::split($header, $token)[1];
    }

    public static function untrustedKeyId(string $token): ?string
    {
        return Footer::keyId(self::untrustedFooter($token));
    }

    /**
     * Tokens have a constructor that nobody else calls.
     *
     * @template T of LocalTokens|PublicTokens
     *
     * @param class-string<T> $class
     *
     * @return T
     */
    private static function make(string $class, object $key, Rules $rules): LocalTokens|PublicTokens
    {
        $reflection = new \ReflectionClass($class);
        $tokens = $reflection->newInstanceWithoutConstructor();
        $reflection->getConstructor()?->invoke($tokens, $key, $rules);

        return $tokens;
    }
}
