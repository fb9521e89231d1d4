<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use PHPUnit\Framework\TestCase;

/**
 * The published vectors of PASETO v4, where they are at hand.
 */
class PasetoVectorTest extends TestCase
{
    use PasetoAssertions;

    public function testVectorsOfVersion4(): void
    {
        $vectors = self::vectors('paseto/v4.json');
        self::assertCount(17, $vectors);
        foreach ($vectors as $name => $vector) {
            ['token' => $token, 'payload' => $payload, 'footer' => $footer, 'implicit-assertion' => $implicit, 'expect-fail' => $fails] = $vector;
            // Some that must fail bring a key of the other purpose; they are tried with the key that they bring.
            $keys = isset($vector['public-key']) ? self::signing($vector) : [Paseto::local(LocalKey::fromBytes((string) hex2bin($vector['key'])))];
            foreach ($keys as $tokens) {
                $read = $tokens instanceof Paseto\LocalTokens ? $tokens->decrypt(...) : $tokens->verify(...);
                if ($fails) {
                    self::assertInvalid(static fn () => $read($token, $footer, $implicit), $name);
                    self::assertInvalid(static fn () => $read($token, null, $implicit), $name);
                    self::assertInvalid(static fn () => $tokens->parse($token, $implicit), $name);
                    continue;
                }
                self::assertSame($payload, $read($token, $footer, $implicit), $name);
                self::assertSame($payload, $read($token, null, $implicit), $name);
                self::assertSame($footer, Paseto::untrustedFooter($token), $name);
                self::assertInvalid(static fn () => $read($token, $footer . ' ', $implicit), $name);
                self::assertInvalid(static fn () => $read($token, $footer, $implicit . ' '), $name);
            }
            if (!$fails && isset($vector['secret-key'])) {
                self::assertSame($token, $keys[0]->sign($payload, $footer, $implicit), $name);
            } elseif (!$fails) {
                self::assertSame($payload, $keys[0]->decrypt($keys[0]->encrypt($payload, $footer, $implicit), $footer, $implicit), $name);
            }
        }
    }

    /**
     * @param array<string, mixed> $vector
     *
     * @return list<Paseto\PublicTokens> By the secret key first, in all forms in which the vector has the keys.
     */
    private static function signing(array $vector): array
    {
        $secret = SecretKey::fromBytes((string) hex2bin($vector['secret-key']));
        $public = PublicKey::fromBytes((string) hex2bin($vector['public-key']));
        self::assertTrue($secret->equals(SecretKey::fromSeed((string) hex2bin($vector['secret-key-seed']))));
        self::assertTrue($secret->equals(SecretKey::fromPem($vector['secret-key-pem'])));
        self::assertTrue($public->equals(PublicKey::fromPem($vector['public-key-pem'])));
        self::assertTrue($public->equals($secret->publicKey()));

        return [Paseto::public($secret), Paseto::public($public)];
    }

    /**
     * The payloads of the vectors expired at the beginning of 2022, and their `kid` is no PASERK: parse() shows both.
     */
    public function testTheHighLevelReadsVectorsToo(): void
    {
        $vectors = self::vectors('paseto/v4.json');
        $clock = self::clock('2021-12-31T23:59:59.999999Z');
        foreach (['4-E-1', '4-E-2', '4-E-3', '4-E-4', '4-E-9'] as $name) {
            $tokens = Paseto::local(LocalKey::fromBytes((string) hex2bin($vectors[$name]['key'])), clock: $clock);
            $token = $tokens->parse($vectors[$name]['token'], $vectors[$name]['implicit-assertion']);
            self::assertSame([json_decode($vectors[$name]['payload'], true), $vectors[$name]['footer']], [$token->claims, $token->footer], $name);
        }
        foreach (['4-E-5', '4-E-6', '4-E-7', '4-E-8'] as $name) {
            $tokens = Paseto::local(LocalKey::fromBytes((string) hex2bin($vectors[$name]['key'])), clock: $clock);
            self::assertInvalid(static fn () => $tokens->parse($vectors[$name]['token'], $vectors[$name]['implicit-assertion']), $name);
        }
    }
}
