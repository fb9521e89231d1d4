<?php

declare(strict_types=1);

/*
 * PASETO v4 and random identifiers as a careful PHP programmer writes them over ext-sodium: no library, no classes, nothing done that need not be.
 * They accept what the highper classes refuse: base64 with stray bits, names that occur twice, footers of any kind.
 */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

const HANDWRITTEN_FLAGS = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR;

function handwritten_encrypt(string $payload, #[\SensitiveParameter] string $key, string $footer = '', string $implicit = ''): string
{
    $nonce = \random_bytes(32);
    $derived = \sodium_crypto_generichash('paseto-encryption-key' . $nonce, $key, 56);
    $ciphertext = \sodium_crypto_stream_xchacha20_xor($payload, \substr($derived, 32), \substr($derived, 0, 32));
    $tag = \sodium_crypto_generichash(
        handwritten_local_input($nonce, $ciphertext, $footer, $implicit),
        \sodium_crypto_generichash('paseto-auth-key-for-aead' . $nonce, $key),
    );

    return 'v4.local.' . \rtrim(\strtr(\base64_encode($nonce . $ciphertext . $tag), '+/', '-_'), '=')
        . ($footer === '' ? '' : '.' . \rtrim(\strtr(\base64_encode($footer), '+/', '-_'), '='));
}

function handwritten_decrypt(string $token, #[\SensitiveParameter] string $key, ?string $footer = null, string $implicit = ''): string
{
    [$body, $found] = handwritten_parts($token, 'v4.local.', 64);
    if ($footer !== null && !\hash_equals($footer, $found)) {
        throw new \RuntimeException('The token is not valid');
    }
    $nonce = \substr($body, 0, 32);
    $ciphertext = \substr($body, 32, -32);
    $tag = \sodium_crypto_generichash(
        handwritten_local_input($nonce, $ciphertext, $found, $implicit),
        \sodium_crypto_generichash('paseto-auth-key-for-aead' . $nonce, $key),
    );
    if (!\hash_equals($tag, \substr($body, -32))) {
        throw new \RuntimeException('The token is not valid');
    }
    $derived = \sodium_crypto_generichash('paseto-encryption-key' . $nonce, $key, 56);

    return \sodium_crypto_stream_xchacha20_xor($ciphertext, \substr($derived, 32), \substr($derived, 0, 32));
}

function handwritten_sign(string $payload, #[\SensitiveParameter] string $key, string $footer = '', string $implicit = ''): string
{
    $signature = \sodium_crypto_sign_detached(handwritten_public_input($payload, $footer, $implicit), $key);

    return 'v4.public.' . \rtrim(\strtr(\base64_encode($payload . $signature), '+/', '-_'), '=')
        . ($footer === '' ? '' : '.' . \rtrim(\strtr(\base64_encode($footer), '+/', '-_'), '='));
}

function handwritten_verify(string $token, string $key, ?string $footer = null, string $implicit = ''): string
{
    [$body, $found] = handwritten_parts($token, 'v4.public.', 64);
    if ($footer !== null && !\hash_equals($footer, $found)) {
        throw new \RuntimeException('The token is not valid');
    }
    $payload = \substr($body, 0, -64);
    if (!\sodium_crypto_sign_verify_detached(\substr($body, -64), handwritten_public_input($payload, $found, $implicit), $key)) {
        throw new \RuntimeException('The token is not valid');
    }

    return $payload;
}

/**
 * The claims with those added that every token has, as JSON.
 *
 * @param array<string, mixed> $claims
 */
function handwritten_claims(array $claims, string $issuer, string $audience, int $lifetime = 3600): string
{
    $now = \time();
    $claims['iat'] = \gmdate('Y-m-d\TH:i:s\Z', $now);
    $claims['exp'] = \gmdate('Y-m-d\TH:i:s\Z', $now + $lifetime);
    $claims['iss'] = $issuer;
    $claims['aud'] = $audience;

    return \json_encode($claims, HANDWRITTEN_FLAGS);
}

/**
 * The claims of a payload that is authentic, after looking at those that every token has.
 *
 * @return array<string, mixed>
 */
function handwritten_checked(string $payload, string $issuer, string $audience): array
{
    $claims = \json_decode($payload, true, 128, JSON_THROW_ON_ERROR);
    if (!\is_array($claims)) {
        throw new \RuntimeException('The payload is no object');
    }
    $now = \time();
    if (!isset($claims['exp']) || handwritten_time($claims['exp']) <= $now) {
        throw new \RuntimeException('The token has expired');
    }
    if (isset($claims['nbf']) && handwritten_time($claims['nbf']) > $now) {
        throw new \RuntimeException('The token is not valid yet');
    }
    if (isset($claims['iat']) && handwritten_time($claims['iat']) > $now) {
        throw new \RuntimeException('The token was issued in the future');
    }
    if (($claims['iss'] ?? null) !== $issuer || ($claims['aud'] ?? null) !== $audience) {
        throw new \RuntimeException('The token is for somebody else');
    }

    return $claims;
}

/** By hand where it is UTC: with some packaged PHPs, strtotime() and DateTimeImmutable read the time zone database anew for each "Z". */
function handwritten_time(mixed $text): int
{
    if (!\is_string($text) || \preg_match('/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/D', $text) !== 1) {
        throw new \RuntimeException('Not a time');
    }
    if ($text[-1] === 'Z') {
        return (int) \gmmktime(
            (int) \substr($text, 11, 2),
            (int) \substr($text, 14, 2),
            (int) \substr($text, 17, 2),
            (int) \substr($text, 5, 2),
            (int) \substr($text, 8, 2),
            (int) \substr($text, 0, 4),
        );
    }
    $moment = \strtotime($text);

    return $moment === false ? throw new \RuntimeException('Not a time') : $moment;
}

/** What the tag of a v4.local token is made over: pre-authentication encoding of five pieces. */
function handwritten_local_input(string $nonce, string $ciphertext, string $footer, string $implicit): string
{
    return "\5\0\0\0\0\0\0\0\11\0\0\0\0\0\0\0v4.local.\40\0\0\0\0\0\0\0" . $nonce
        . \pack('P', \strlen($ciphertext)) . $ciphertext
        . \pack('P', \strlen($footer)) . $footer
        . \pack('P', \strlen($implicit)) . $implicit;
}

/** What a v4.public token signs: pre-authentication encoding of four pieces. */
function handwritten_public_input(string $payload, string $footer, string $implicit): string
{
    return "\4\0\0\0\0\0\0\0\12\0\0\0\0\0\0\0v4.public." . \pack('P', \strlen($payload)) . $payload
        . \pack('P', \strlen($footer)) . $footer
        . \pack('P', \strlen($implicit)) . $implicit;
}

/**
 * The decoded body and footer.
 *
 * @return array{string, string}
 */
function handwritten_parts(string $token, string $header, int $shortest): array
{
    if (!\str_starts_with($token, $header)) {
        throw new \RuntimeException('The token is not valid');
    }
    $parts = \explode('.', \substr($token, \strlen($header)));
    $body = \base64_decode(\strtr($parts[0], '-_', '+/'), true);
    $footer = isset($parts[1]) ? \base64_decode(\strtr($parts[1], '-_', '+/'), true) : '';
    if ($body === false || $footer === false || isset($parts[2]) || \strlen($body) < $shortest) {
        throw new \RuntimeException('The token is not valid');
    }

    return [$body, $footer];
}

function handwritten_uuid4(): string
{
    $bytes = \random_bytes(16);
    $bytes[6] = \chr(\ord($bytes[6]) & 0x0F | 0x40);
    $bytes[8] = \chr(\ord($bytes[8]) & 0x3F | 0x80);
    $hex = \bin2hex($bytes);

    return \substr($hex, 0, 8) . '-' . \substr($hex, 8, 4) . '-' . \substr($hex, 12, 4) . '-' . \substr($hex, 16, 4) . '-' . \substr($hex, 20);
}

/** Without a counter: two of the same millisecond come in any order. */
function handwritten_uuid7(): string
{
    $bytes = \substr(\pack('J', (int) (\microtime(true) * 1000)), 2) . \random_bytes(10);
    $bytes[6] = \chr(\ord($bytes[6]) & 0x0F | 0x70);
    $bytes[8] = \chr(\ord($bytes[8]) & 0x3F | 0x80);
    $hex = \bin2hex($bytes);

    return \substr($hex, 0, 8) . '-' . \substr($hex, 8, 4) . '-' . \substr($hex, 12, 4) . '-' . \substr($hex, 16, 4) . '-' . \substr($hex, 20);
}

/** Without a counter, as handwritten_uuid7(). */
function handwritten_ulid(): string
{
    $digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    $time = (int) (\microtime(true) * 1000);
    $text = '';
    for ($shift = 45; $shift >= 0; $shift -= 5) {
        $text .= $digits[$time >> $shift & 31];
    }
    // 16 random bytes give 16 digits of 5 bits: three of each byte are left over.
    $bytes = \random_bytes(16);
    for ($i = 0; $i < 16; $i++) {
        $text .= $digits[\ord($bytes[$i]) & 31];
    }

    return $text;
}
