<?php

declare(strict_types=1);

/* What tokens cost by the number of their claims, and by their own number. */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use HighPerApp\HighPer\Native\Paseto;
use Lcobucci\JWT\Configuration;

/**
 * @return array<string, array{sizes: list<int>, unit?: string, make: callable(int): array<string, array<string, mixed>>}>
 */
function claim_tasks(): array
{
    return [
        'Paseto v4.local issue by claims' => ['sizes' => [1, 10, 100], 'unit' => 'claims', 'make' => issue_claims(...)],
        'Paseto v4.local parse by claims' => ['sizes' => [1, 10, 100], 'unit' => 'claims', 'make' => parse_claims(...)],
        'Paseto v4.public parse by tokens' => ['sizes' => [1, 10, 100], 'unit' => 'tokens', 'make' => parse_tokens(...)],
    ];
}

/**
 * @return array<string, string> So many claims of the application's own.
 */
function claims(int $count): array
{
    $claims = [];
    for ($number = 0; $number < $count; $number++) {
        $claims["claim$number"] = "value of the claim $number";
    }

    return $claims;
}

function issue_claims(int $count): array
{
    ['key' => $key, 'local' => $local, 'lid' => $footer] = paseto_inputs();
    $tokens = Paseto::local($local, ISSUER, AUDIENCE);
    $claims = claims($count);
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($tokens, $claims, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = $tokens->issue($claims, $footer);
                    unset($token);
                }
            },
            'answer' => static fn () => untimed(handwritten_checked(handwritten_decrypt($tokens->issue($claims, $footer), $key, $footer), ISSUER, AUDIENCE)),
        ],
        'hand-written' => [
            'run' => static function (int $calls) use ($key, $claims, $footer): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = handwritten_encrypt(handwritten_claims($claims, ISSUER, AUDIENCE), $key, $footer);
                    unset($token);
                }
            },
            'answer' => static fn () => untimed($tokens->parse(handwritten_encrypt(handwritten_claims($claims, ISSUER, AUDIENCE), $key, $footer))->claims),
        ],
    ];
    if (class_exists(Configuration::class)) {
        $configuration = lcobucci_configuration('HS256');
        $kid = $local->id();
        $issue = static fn (): string => lcobucci_builder($configuration, $kid, $claims)->getToken($configuration->signer(), $configuration->signingKey())->toString();
        $contenders['lcobucci/jwt HS256'] = [
            'run' => static function (int $calls) use ($issue): void {
                for ($i = 0; $i < $calls; $i++) {
                    $token = $issue();
                    unset($token);
                }
            },
            'answer' => static fn () => lcobucci_claims($configuration, $issue()),
        ];
    }

    return $contenders;
}

function parse_claims(int $count): array
{
    ['key' => $key, 'local' => $local, 'lid' => $footer] = paseto_inputs();
    $tokens = Paseto::local($local, ISSUER, AUDIENCE);
    $claims = claims($count);
    $token = handwritten_encrypt(handwritten_claims($claims, ISSUER, AUDIENCE), $key, $footer);
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($tokens, $token): void {
                for ($i = 0; $i < $calls; $i++) {
                    $parsed = $tokens->parse($token);
                    $claims = $parsed->claims;
                    unset($parsed, $claims);
                }
            },
            'answer' => static fn () => untimed($tokens->parse($token)->claims),
        ],
        'hand-written' => [
            'run' => static function (int $calls) use ($key, $token): void {
                for ($i = 0; $i < $calls; $i++) {
                    $claims = handwritten_checked(handwritten_decrypt($token, $key), ISSUER, AUDIENCE);
                    unset($claims);
                }
            },
            'answer' => static fn () => untimed(handwritten_checked(handwritten_decrypt($token, $key), ISSUER, AUDIENCE)),
        ],
    ];
    if (class_exists(Configuration::class)) {
        $configuration = lcobucci_configuration('HS256');
        $jwt = lcobucci_builder($configuration, $local->id(), $claims)->getToken($configuration->signer(), $configuration->signingKey())->toString();
        $contenders['lcobucci/jwt HS256'] = lcobucci_parses($configuration, [$jwt]);
    }

    return $contenders;
}

/** One after the other, each with another subject. */
function parse_tokens(int $count): array
{
    ['secret' => $secret, 'public' => $public, 'pair' => $pair, 'pid' => $footer] = paseto_inputs();
    $tokens = Paseto::public($pair->publicKey(), ISSUER, AUDIENCE);
    $texts = [];
    for ($number = 0; $number < $count; $number++) {
        $texts[] = handwritten_sign(handwritten_claims(['sub' => "user-$number"] + CLAIMS, ISSUER, AUDIENCE), $secret, $footer);
    }
    $contenders = [
        SUBJECT => [
            'run' => static function (int $calls) use ($tokens, $texts): void {
                for ($i = 0; $i < $calls; $i++) {
                    foreach ($texts as $text) {
                        $parsed = $tokens->parse($text);
                        unset($parsed);
                    }
                }
            },
            'answer' => static fn () => array_map(static fn (string $text): array => untimed($tokens->parse($text)->claims), $texts),
        ],
        'hand-written' => [
            'run' => static function (int $calls) use ($public, $texts): void {
                for ($i = 0; $i < $calls; $i++) {
                    foreach ($texts as $text) {
                        $claims = handwritten_checked(handwritten_verify($text, $public), ISSUER, AUDIENCE);
                        unset($claims);
                    }
                }
            },
            'answer' => static fn () => array_map(static fn (string $text): array => untimed(handwritten_checked(handwritten_verify($text, $public), ISSUER, AUDIENCE)), $texts),
        ],
    ];
    if (class_exists(Configuration::class)) {
        $configuration = lcobucci_configuration('EdDSA');
        $kid = $pair->publicKey()->id();
        $jwts = [];
        for ($number = 0; $number < $count; $number++) {
            $jwts[] = lcobucci_builder($configuration, $kid, ['sub' => "user-$number"] + CLAIMS)->getToken($configuration->signer(), $configuration->signingKey())->toString();
        }
        $contenders['lcobucci/jwt EdDSA'] = ['answer' => static fn () => array_map(static fn (string $text): array => lcobucci_claims($configuration, $text), $jwts)]
            + lcobucci_parses($configuration, $jwts);
    }

    return $contenders;
}

/**
 * @param list<string> $texts
 *
 * @return array{run: callable, answer: callable}
 */
function lcobucci_parses(Configuration $configuration, array $texts): array
{
    return [
        'run' => static function (int $calls) use ($configuration, $texts): void {
            $parser = $configuration->parser();
            $validator = $configuration->validator();
            $constraints = $configuration->validationConstraints();
            for ($i = 0; $i < $calls; $i++) {
                foreach ($texts as $text) {
                    $parsed = $parser->parse($text);
                    $validator->assert($parsed, ...$constraints);
                    unset($parsed);
                }
            }
        },
        'answer' => static fn () => lcobucci_claims($configuration, $texts[0]),
    ];
}
