<?php

declare(strict_types=1);

/* PASETO: 195 bytes of claims and a footer of 61 bytes, at the low level and at the high one. */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use HighPerApp\HighPer\Native\Benches\Machine;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\SecretKey;

const ISSUER = 'https://id.example.com';
const AUDIENCE = 'notes';

/** What the application itself puts into a token; with iat, exp, iss and aud the payload is 195 bytes long. */
const CLAIMS = ['sub' => 'user-47110', 'name' => 'Jane Doe', 'mail' => 'jane@example.com', 'roles' => ['editor', 'author']];

/**
 * @return array<string, array{sizes: list<null>, make: callable(?int): array<string, array<string, mixed>>}>
 */
function paseto_tasks(): array
{
    return [
        'Paseto v4.local encrypt' => ['sizes' => [null], 'make' => local_encrypt(...)],
        'Paseto v4.local decrypt' => ['sizes' => [null], 'make' => local_decrypt(...)],
        'Paseto v4.public sign' => ['sizes' => [null], 'make' => public_sign(...)],
        'Paseto v4.public verify' => ['sizes' => [null], 'make' => public_verify(...)],
        'Paseto v4.local issue' => ['sizes' => [null], 'make' => local_issue(...)],
        'Paseto v4.local parse' => ['sizes' => [null], 'make' => local_parse(...)],
        'Paseto v4.public issue' => ['sizes' => [null], 'make' => public_issue(...)],
        'Paseto v4.public parse' => ['sizes' => [null], 'make' => public_parse(...)],
    ];
}

/**
 * The keys, the payload and the footers that all share.
 *
 * @return array{key: string, secret: string, public: string, local: LocalKey, pair: SecretKey, payload: string, lid: string, pid: string}
 */
function paseto_inputs(): array
{
    static $inputs = null;
    if ($inputs === null) {
        $local = LocalKey::generate();
        $pair = SecretKey::generate();
        $inputs = [
            'key' => $local->reveal(),
            'secret' => $pair->reveal(),
            'public' => $pair->publicKey()->toBytes(),
            'local' => $local,
            'pair' => $pair,
            'payload' => handwritten_claims(CLAIMS, ISSUER, AUDIENCE),
            'lid' => '{"kid":"' . $local->id() . '"}',
            'pid' => '{"kid":"' . $pair->publicKey()->id() . '"}',
        ];
        foreach (['payload' => 195, 'lid' => 61, 'pid' => 61] as $what => $length) {
            if (\strlen($inputs[$what]) !== $length) {
                throw new \LogicException("$what: " . \strlen($inputs[$what]) . " bytes instead of $length");
            }
        }
    }

    return $inputs;
}

/** 2.0 where the processor has the instructions that the faster verification needs. */
function verify_aim(): float
{
    return in_array('avx512ifma', Machine::flags(), true) ? 2.0 : 1.4;
}

function local_encrypt(): array
{
    ['key' => $key, 'local' => $local, 'payload' => $payload, 'lid' => $footer] = paseto_inputs();
    $tokens = Paseto::local($local);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($tokens, $payload, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = $tokens->encrypt($payload, $footer);
                    unset($token);
                }
            },
            'answer' => static fn () => handwritten_decrypt($tokens->encrypt($payload, $footer), $key, $footer),
        ],
        'hand-written' => [
            'run' => static function (int $calls) use ($key, $payload, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = handwritten_encrypt($payload, $key, $footer);
                    unset($token);
                }
            },
            'answer' => static fn () => $tokens->decrypt(handwritten_encrypt($payload, $key, $footer), $footer),
            'aim' => 2.0,
        ],
    ];
}

function local_decrypt(): array
{
    ['key' => $key, 'local' => $local, 'payload' => $payload, 'lid' => $footer] = paseto_inputs();
    $tokens = Paseto::local($local);
    $token = handwritten_encrypt($payload, $key, $footer);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($tokens, $token, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $payload = $tokens->decrypt($token, $footer);
                    unset($payload);
                }
            },
            'answer' => static fn () => $tokens->decrypt($token, $footer),
        ],
        'hand-written' => [
            'run' => static function (int $calls) use ($key, $token, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $payload = handwritten_decrypt($token, $key, $footer);
                    unset($payload);
                }
            },
            'answer' => static fn () => handwritten_decrypt($token, $key, $footer),
            'aim' => 2.0,
        ],
    ];
}

function public_sign(): array
{
    ['secret' => $secret, 'public' => $public, 'pair' => $pair, 'payload' => $payload, 'pid' => $footer] = paseto_inputs();
    $tokens = Paseto::public($pair);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($tokens, $payload, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = $tokens->sign($payload, $footer);
                    unset($token);
                }
            },
            'answer' => static fn () => handwritten_verify($tokens->sign($payload, $footer), $public, $footer),
        ],
        'hand-written' => [
            'run' => static function (int $calls) use ($secret, $payload, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = handwritten_sign($payload, $secret, $footer);
                    unset($token);
                }
            },
            'answer' => static fn () => $tokens->verify(handwritten_sign($payload, $secret, $footer), $footer),
            'aim' => 1.8,
        ],
    ];
}

function public_verify(): array
{
    ['secret' => $secret, 'public' => $public, 'pair' => $pair, 'payload' => $payload, 'pid' => $footer] = paseto_inputs();
    $tokens = Paseto::public($pair->publicKey());
    $token = handwritten_sign($payload, $secret, $footer);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($tokens, $token, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $payload = $tokens->verify($token, $footer);
                    unset($payload);
                }
            },
            'answer' => static fn () => $tokens->verify($token, $footer),
        ],
        'hand-written' => [
            'run' => static function (int $calls) use ($public, $token, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $payload = handwritten_verify($token, $public, $footer);
                    unset($payload);
                }
            },
            'answer' => static fn () => handwritten_verify($token, $public, $footer),
            'aim' => verify_aim(),
        ],
    ];
}

function local_issue(): array
{
    ['key' => $key, 'local' => $local, 'lid' => $footer] = paseto_inputs();
    $tokens = Paseto::local($local, ISSUER, AUDIENCE);
    $claims = CLAIMS;

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($tokens, $claims, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = $tokens->issue($claims, $footer);
                    unset($token);
                }
            },
            'answer' => static fn () => untimed(handwritten_checked(
                handwritten_decrypt($tokens->issue($claims, $footer), $key, $footer),
                ISSUER,
                AUDIENCE,
            )),
        ],
        'hand-written' => [
            'run' => static function (int $calls) use ($key, $claims, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = handwritten_encrypt(handwritten_claims($claims, ISSUER, AUDIENCE), $key, $footer);
                    unset($token);
                }
            },
            'answer' => static fn () => untimed($tokens->parse(
                handwritten_encrypt(handwritten_claims($claims, ISSUER, AUDIENCE), $key, $footer),
            )->claims),
            'aim' => 2.0,
        ],
    ] + lcobucci_issue('HS256', 4.0);
}

function local_parse(): array
{
    ['key' => $key, 'local' => $local, 'lid' => $footer] = paseto_inputs();
    $tokens = Paseto::local($local, ISSUER, AUDIENCE);
    $token = handwritten_encrypt(handwritten_claims(CLAIMS, ISSUER, AUDIENCE), $key, $footer);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($tokens, $token): void {
                for ($i = 0; $i < $calls; $i++) {
                    $parsed = $tokens->parse($token);
                    $subject = $parsed->claims['sub'];
                    unset($parsed);
                }
            },
            'answer' => static fn () => untimed($tokens->parse($token)->claims),
        ],
        'hand-written' => [
            'run' => static function (int $calls) use ($key, $token): void {
                for ($i = 0; $i < $calls; $i++) {
                    $claims = handwritten_checked(handwritten_decrypt($token, $key), ISSUER, AUDIENCE);
                    $subject = $claims['sub'];
                    unset($claims);
                }
            },
            'answer' => static fn () => untimed(handwritten_checked(handwritten_decrypt($token, $key), ISSUER, AUDIENCE)),
            'aim' => 1.7,
        ],
    ] + lcobucci_parse('HS256', 4.0);
}

function public_issue(): array
{
    ['secret' => $secret, 'public' => $public, 'pair' => $pair, 'pid' => $footer] = paseto_inputs();
    $tokens = Paseto::public($pair, ISSUER, AUDIENCE);
    $claims = CLAIMS;

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($tokens, $claims, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = $tokens->issue($claims, $footer);
                    unset($token);
                }
            },
            'answer' => static fn () => untimed(handwritten_checked(
                handwritten_verify($tokens->issue($claims, $footer), $public, $footer),
                ISSUER,
                AUDIENCE,
            )),
        ],
        'hand-written' => [
            'run' => static function (int $calls) use ($secret, $claims, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = handwritten_sign(handwritten_claims($claims, ISSUER, AUDIENCE), $secret, $footer);
                    unset($token);
                }
            },
            'answer' => static fn () => untimed($tokens->parse(
                handwritten_sign(handwritten_claims($claims, ISSUER, AUDIENCE), $secret, $footer),
            )->claims),
            'aim' => 2.0,
        ],
    ] + lcobucci_issue('EdDSA', 2.4);
}

function public_parse(): array
{
    ['secret' => $secret, 'public' => $public, 'pair' => $pair, 'pid' => $footer] = paseto_inputs();
    $tokens = Paseto::public($pair->publicKey(), ISSUER, AUDIENCE);
    $token = handwritten_sign(handwritten_claims(CLAIMS, ISSUER, AUDIENCE), $secret, $footer);

    return [
        SUBJECT => [
            'run' => static function (int $calls) use ($tokens, $token): void {
                for ($i = 0; $i < $calls; $i++) {
                    $parsed = $tokens->parse($token);
                    $subject = $parsed->claims['sub'];
                    unset($parsed);
                }
            },
            'answer' => static fn () => untimed($tokens->parse($token)->claims),
        ],
        'hand-written' => [
            'run' => static function (int $calls) use ($public, $token): void {
                for ($i = 0; $i < $calls; $i++) {
                    $claims = handwritten_checked(handwritten_verify($token, $public), ISSUER, AUDIENCE);
                    $subject = $claims['sub'];
                    unset($claims);
                }
            },
            'answer' => static fn () => untimed(handwritten_checked(handwritten_verify($token, $public), ISSUER, AUDIENCE)),
            'aim' => 1.7,
        ],
    ] + lcobucci_parse('EdDSA', 0.95);
}

/**
 * Claims without the times, which differ from one call to the next, in an order of their own.
 *
 * @param array<string, mixed> $claims
 *
 * @return array<string, mixed>
 */
function untimed(array $claims): array
{
    unset($claims['iat'], $claims['exp']);
    ksort($claims);

    return $claims;
}
