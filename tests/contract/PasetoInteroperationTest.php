<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use PHPUnit\Framework\TestCase;

/**
 * Tokens go back and forth between this package and HandWrittenPaseto.
 */
class PasetoInteroperationTest extends TestCase
{
    use PasetoAssertions;

    protected function setUp(): void
    {
        self::needsSodium();
    }

    public function testEveryLength(): void
    {
        mt_srand(7);
        [$key, $local] = self::localPair();
        [$secret, $public] = self::publicPair();
        foreach ([...range(0, 140), 191, 192, 193, 255, 256, 257, 1000, 4095, 4096, 4097, 65537] as $length) {
            $payload = self::bytes($length);
            $footer = self::bytes($length % 9 === 0 ? 0 : mt_rand(0, min(8192, 3 * $length)));
            $implicit = self::bytes($length % 5 === 0 ? 0 : mt_rand(0, 300));
            self::assertExchange($key, $local, $secret, $public, $payload, $footer, $implicit);
        }
    }

    public function testEveryLengthOfFootersAndAssertions(): void
    {
        mt_srand(8);
        [$key, $local] = self::localPair();
        [$secret, $public] = self::publicPair();
        foreach ([...range(0, 70), 127, 128, 129, 8190, 8191, 8192] as $length) {
            self::assertExchange($key, $local, $secret, $public, 'payload', self::bytes($length), '');
            self::assertExchange($key, $local, $secret, $public, '', '', self::bytes($length));
        }
        self::assertExchange($key, $local, $secret, $public, 'payload', '', self::bytes(300000));
    }

    public function testManyKeys(): void
    {
        for ($round = 0; $round < 40; ++$round) {
            $key = random_bytes(32);
            $seed = random_bytes(32);
            $secret = sodium_crypto_sign_secretkey(sodium_crypto_sign_seed_keypair($seed));
            $tokens = Paseto::public(SecretKey::fromSeed($seed));
            self::assertExchange($key, Paseto::local(LocalKey::fromBytes($key)), $secret, $tokens, "round $round", '{"a":1}', 'i');
            self::assertSame('p', HandWrittenPaseto::decrypt($key, Paseto::local(LocalKey::fromBytes($key))->encrypt('p')));
        }
    }

    public function testGeneratedKeys(): void
    {
        $key = LocalKey::generate();
        self::assertSame('p', HandWrittenPaseto::decrypt($key->reveal(), Paseto::local($key)->encrypt('p')));
        $secret = SecretKey::generate();
        self::assertSame('p', HandWrittenPaseto::verify($secret->publicKey()->toBytes(), Paseto::public($secret)->sign('p')));
        self::assertSame(HandWrittenPaseto::sign($secret->reveal(), 'p', 'f'), Paseto::public($secret)->sign('p', 'f'));
    }

    public function testIssuedTokens(): void
    {
        [$key, ] = self::localPair();
        [$secret, ] = self::publicPair();
        $payload = '{"a":"\u00e9/","iat":"2026-03-01T12:00:00Z","exp":"2026-03-01T13:00:00Z"}';
        $payload = str_replace('\u00e9', "\u{e9}", $payload);
        self::assertSame($payload, HandWrittenPaseto::decrypt($key, self::local()->issue(['a' => "\u{e9}/"], ['b' => 1], 'i'), '{"b":1}', 'i'));
        self::assertSame(HandWrittenPaseto::sign($secret, $payload, 'foot', 'i'), self::public()->issue(['a' => "\u{e9}/"], 'foot', 'i'));
        $token = self::local()->parse(HandWrittenPaseto::encrypt($key, $payload, 'foot', 'i'), 'i');
        self::assertSame(['foot', "\u{e9}/"], [$token->footer, $token->get('a')]);
        $token = self::public()->parse(HandWrittenPaseto::sign($secret, $payload, '{"b":1}', 'i'), 'i');
        self::assertSame(['{"b":1}', "\u{e9}/"], [$token->footer, $token->get('a')]);
    }

    public function testTheRealClock(): void
    {
        [$key, ] = self::localPair();
        $before = time();
        $claims = json_decode((string) HandWrittenPaseto::decrypt($key, Paseto::local(self::localKey())->issue([])), true);
        self::assertSame(['iat', 'exp'], array_keys($claims));
        self::assertGreaterThanOrEqual($before, strtotime($claims['iat']));
        self::assertLessThanOrEqual(time(), strtotime($claims['iat']));
        self::assertSame(3600, strtotime($claims['exp']) - strtotime($claims['iat']));
        self::assertSame(['iat', 'exp'], array_keys(Paseto::local(self::localKey())->parse(HandWrittenPaseto::encrypt($key, (string) json_encode($claims)))->claims));
    }

    private static function assertExchange(string $key, Paseto\LocalTokens $local, string $secret, Paseto\PublicTokens $public, string $payload, string $footer, string $implicit): void
    {
        $label = \strlen($payload) . ', ' . \strlen($footer) . ', ' . \strlen($implicit);
        self::assertSame($payload, HandWrittenPaseto::decrypt($key, $local->encrypt($payload, $footer, $implicit), $footer, $implicit), "encrypted here: $label");
        self::assertSame($payload, $local->decrypt(HandWrittenPaseto::encrypt($key, $payload, $footer, $implicit), $footer, $implicit), "encrypted there: $label");
        $signed = HandWrittenPaseto::sign($secret, $payload, $footer, $implicit);
        self::assertSame($signed, $public->sign($payload, $footer, $implicit), "signed here: $label");
        self::assertSame($payload, $public->verify($signed, $footer, $implicit), "signed there: $label");
    }

    /**
     * @return array{string, Paseto\LocalTokens}
     */
    private static function localPair(): array
    {
        return [(string) hex2bin(self::LOCAL), self::local()];
    }

    /**
     * @return array{string, Paseto\PublicTokens}
     */
    private static function publicPair(): array
    {
        return [sodium_crypto_sign_secretkey(sodium_crypto_sign_seed_keypair((string) hex2bin(self::SEED))), self::public()];
    }

    private static function bytes(int $length): string
    {
        $bytes = '';
        while (\strlen($bytes) < $length) {
            $bytes .= pack('V', mt_rand());
        }

        return substr($bytes, 0, $length);
    }
}
