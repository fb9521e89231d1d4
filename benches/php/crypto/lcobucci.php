<?php

declare(strict_types=1);

/* lcobucci/jwt with the same claims, the same checks, and `kid` in its header, as its documentation has it done. */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use Lcobucci\JWT\Builder;
use Lcobucci\JWT\Configuration;
use Lcobucci\JWT\Encoding\ChainedFormatter;
use Lcobucci\JWT\Signer\Eddsa;
use Lcobucci\JWT\Signer\Hmac\Sha256;
use Lcobucci\JWT\Signer\Key\InMemory;
use Lcobucci\JWT\UnencryptedToken;
use Lcobucci\JWT\Validation\Constraint;
use Psr\Clock\ClockInterface;

function lcobucci_configuration(string $algorithm): Configuration
{
    ['key' => $key, 'secret' => $secret, 'public' => $public] = paseto_inputs();
    $configuration = $algorithm === 'HS256'
        ? Configuration::forSymmetricSigner(new Sha256(), InMemory::plainText($key))
        : Configuration::forAsymmetricSigner(new Eddsa(), InMemory::plainText($secret), InMemory::plainText($public));

    return $configuration->withValidationConstraints(
        new Constraint\SignedWith($configuration->signer(), $configuration->verificationKey()),
        new Constraint\LooseValidAt(new class implements ClockInterface {
            public function now(): \DateTimeImmutable
            {
                return new \DateTimeImmutable();
            }
        }),
        new Constraint\IssuedBy(ISSUER),
        new Constraint\PermittedFor(AUDIENCE),
    );
}

/**
 * With whole seconds, the faster of the two forms in which it writes times.
 *
 * @param array<string, mixed> $claims
 */
function lcobucci_builder(Configuration $configuration, string $kid, array $claims = CLAIMS): Builder
{
    $now = new \DateTimeImmutable();
    $builder = $configuration->builder(ChainedFormatter::withUnixTimestampDates())->withHeader('kid', $kid);
    foreach ($claims as $name => $value) {
        $builder = $name === 'sub' ? $builder->relatedTo($value) : $builder->withClaim($name, $value);
    }

    return $builder
        ->issuedBy(ISSUER)
        ->permittedFor(AUDIENCE)
        ->issuedAt($now)
        ->expiresAt($now->setTimestamp($now->getTimestamp() + 3600));
}

/**
 * @return array<string, mixed>
 */
function lcobucci_claims(Configuration $configuration, string $text): array
{
    $token = $configuration->parser()->parse($text);
    $configuration->validator()->assert($token, ...$configuration->validationConstraints());
    $claims = $token instanceof UnencryptedToken ? $token->claims()->all() : [];
    // It makes a list of an audience.
    $claims['aud'] = implode(' ', (array) $claims['aud']);

    return untimed($claims);
}

/**
 * @return array<string, array<string, mixed>> Empty where it is absent.
 */
function lcobucci_issue(string $algorithm, float $aim): array
{
    if (!class_exists(Configuration::class)) {
        return [];
    }
    $configuration = lcobucci_configuration($algorithm);
    $kid = paseto_inputs()['local']->id();

    return ["lcobucci/jwt $algorithm" => [
        'run' => static function (int $calls) use ($configuration, $kid): void {
            for ($i = 0; $i < $calls; $i++) {
                $token = lcobucci_builder($configuration, $kid)->getToken($configuration->signer(), $configuration->signingKey())->toString();
                unset($token);
            }
        },
        'answer' => static fn () => lcobucci_claims(
            $configuration,
            lcobucci_builder($configuration, $kid)->getToken($configuration->signer(), $configuration->signingKey())->toString(),
        ),
        'aim' => $aim,
    ]];
}

/**
 * @return array<string, array<string, mixed>> Empty where it is absent.
 */
function lcobucci_parse(string $algorithm, float $aim): array
{
    if (!class_exists(Configuration::class)) {
        return [];
    }
    $configuration = lcobucci_configuration($algorithm);
    $token = lcobucci_builder($configuration, paseto_inputs()['local']->id())
        ->getToken($configuration->signer(), $configuration->signingKey())->toString();

    return ["lcobucci/jwt $algorithm" => [
        'run' => static function (int $calls) use ($configuration, $token): void {
            $parser = $configuration->parser();
            $validator = $configuration->validator();
            $constraints = $configuration->validationConstraints();
            for ($i = 0; $i < $calls; $i++) {
                $parsed = $parser->parse($token);
                $validator->assert($parsed, ...$constraints);
                $subject = $parsed->claims()->get('sub');
                unset($parsed);
            }
        },
        'answer' => static fn () => lcobucci_claims($configuration, $token),
        'aim' => $aim,
    ]];
}
