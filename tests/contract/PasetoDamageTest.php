<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\InvalidToken;
use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\SymmetricKey;
use PHPUnit\Framework\TestCase;

/**
 * Tokens that are refused before they are authenticated: always with the same words, in every method.
 */
class PasetoDamageTest extends TestCase
{
    use PasetoAssertions;

    private const PAYLOAD = '{"a":"b","exp":"2026-03-01T13:00:00Z"}';

    public function testEveryDamageToAnEncryptedToken(): void
    {
        $tokens = self::local();
        foreach (['', '{"a":1}'] as $footer) {
            $token = $tokens->encrypt(self::PAYLOAD, $footer);
            $count = 0;
            foreach (self::damaged($token) as $label => $damaged) {
                self::assertInvalid(static fn () => $tokens->decrypt($damaged), "$label: $damaged");
                self::assertInvalid(static fn () => $tokens->parse($damaged), "$label: $damaged");
                ++$count;
            }
            self::assertGreaterThan(8 * (\strlen($token) + \strlen(self::PAYLOAD) + 64), $count);
        }
    }

    public function testEveryDamageToASignedToken(): void
    {
        $tokens = self::public();
        foreach (['', '{"a":1}'] as $footer) {
            $token = $tokens->sign(self::PAYLOAD, $footer);
            foreach (self::damaged($token) as $label => $damaged) {
                self::assertInvalid(static fn () => $tokens->verify($damaged), "$label: $damaged");
            }
        }
        foreach (self::flipped($token = $tokens->sign(self::PAYLOAD)) as $bit => $damaged) {
            self::assertInvalid(static fn () => $tokens->parse($damaged), "$bit: $damaged");
        }
    }

    public function testEveryDisguise(): void
    {
        // Payloads of each length modulo 3 leave each number of stray bits.
        foreach (['{"a":1}', '{"a":12}', '{"a":123}'] as $payload) {
            foreach (['', '{"a":1}', '{"a":12}', '{"a":123}'] as $footer) {
                foreach (['decrypt' => self::local(self::NOW, lifetime: null), 'verify' => self::public(self::NOW, lifetime: null)] as $method => $tokens) {
                    $token = $method === 'decrypt' ? $tokens->encrypt($payload, $footer) : $tokens->sign($payload, $footer);
                    self::assertSame(json_decode($payload, true), $tokens->parse($token)->claims);
                    foreach (self::disguised($token) as $label => $disguised) {
                        self::assertInvalid(static fn () => $tokens->$method($disguised), "$label: $disguised");
                        self::assertInvalid(static fn () => $tokens->parse($disguised), "$label: $disguised");
                    }
                    if ($footer === '') {
                        continue;
                    }
                    [$body, $tail] = [substr($token, 0, (int) strrpos($token, '.')), substr($token, (int) strrpos($token, '.'))];
                    foreach (self::disguised($body) as $label => $disguised) {
                        self::assertInvalid(static fn () => $tokens->$method($disguised . $tail), "$label: $disguised$tail");
                    }
                }
            }
        }
    }

    public function testOtherHeaders(): void
    {
        $local = self::local()->encrypt(self::PAYLOAD);
        $signed = self::public()->sign(self::PAYLOAD);
        $headers = [
            'v1.local.', 'v2.local.', 'v3.local.', 'v5.local.', 'v40.local.', 'V4.local.', 'v4.LOCAL.', 'v4.Local.', 'v4.locaL.', 'v4.public.',
            'v1.public.', 'v2.public.',
            'v3.public.', 'v4.secret.', 'v4.local', 'v4local.', 'v4..', 'v4.', '.local.', '', '.', '..', 'k4.local.', 'v4.local..', 'v4.local.local.',
            'v4c.local.',
            'v4.local-wrap.', ' v4.local.', "v4.local\0.", 'none.', 'v4.none.', 'v4.local.pie.',
        ];
        foreach ($headers as $header) {
            self::assertInvalid(static fn () => self::local()->decrypt($header . substr($local, 9)), "'$header'");
            self::assertInvalid(static fn () => self::local()->parse($header . substr($local, 9)), "'$header'");
            if ($header !== 'v4.public.') {
                self::assertInvalid(static fn () => self::public()->verify($header . substr($signed, 10)), "'$header'");
                self::assertInvalid(static fn () => self::public()->parse($header . substr($signed, 10)), "'$header'");
            }
        }
    }

    public function testTokensOfTheOtherPurpose(): void
    {
        // The public key's bytes as a key of the other purpose: where the token chose the algorithm, whoever knows the public key could forge.
        $public = self::secretKey()->publicKey();
        $shared = LocalKey::fromBytes($public->toBytes());
        $local = Paseto::local($shared)->encrypt(self::PAYLOAD);
        $signed = self::public()->sign(self::PAYLOAD);
        self::assertInvalid(static fn () => Paseto::public($public)->verify($local));
        self::assertInvalid(static fn () => Paseto::public($public)->parse($local));
        self::assertInvalid(static fn () => Paseto::public($public)->verify('v4.public.' . substr($local, 9)));
        self::assertInvalid(static fn () => Paseto::local($shared)->decrypt($signed));
        self::assertInvalid(static fn () => Paseto::local($shared)->parse($signed));
        self::assertInvalid(static fn () => Paseto::local($shared)->decrypt('v4.local.' . substr($signed, 10)));
    }

    public function testKeysOfAnotherKind(): void
    {
        $local = self::localKey();
        $secret = self::secretKey();
        $table = [
            static fn () => Paseto::local($secret),
            static fn () => Paseto::local($secret->publicKey()),
            static fn () => Paseto::local(new Paseto\PublicKeyRing([$secret->publicKey()])),
            static fn () => Paseto::local($local->reveal()),
            static fn () => Paseto::local($local->toPaserk()),
            static fn () => Paseto::local(SymmetricKey::generate()),
            static fn () => Paseto::local(null),
            static fn () => Paseto::public($local),
            static fn () => Paseto::public(new Paseto\LocalKeyRing([$local])),
            static fn () => Paseto::public($secret->reveal()),
            static fn () => Paseto::public($secret->toPaserk()),
            static fn () => Paseto::public(SigningKey::generate()),
            static fn () => Paseto::public(SigningKey::generate()->verifyingKey()),
        ];
        foreach ($table as $index => $call) {
            try {
                $call();
                self::fail("case $index is taken");
            } catch (\TypeError $error) {
                self::assertSame(\TypeError::class, $error::class, "case $index");
            }
        }
    }

    public function testAnotherKey(): void
    {
        $local = self::local()->issue([]);
        $signed = self::public()->issue([]);
        $others = [Paseto::local(self::localKey(self::OTHER_LOCAL), clock: self::clock()), Paseto::local(LocalKey::generate(), clock: self::clock())];
        foreach ($others as $other) {
            self::assertInvalid(static fn () => $other->decrypt($local));
            self::assertInvalid(static fn () => $other->parse($local));
        }
        foreach ([self::secretKey(self::OTHER_SEED), self::secretKey(self::OTHER_SEED)->publicKey(), PublicKey::fromBytes(str_repeat("\x02", 32))] as $key) {
            $other = Paseto::public($key, clock: self::clock());
            self::assertInvalid(static fn () => $other->verify($signed));
            self::assertInvalid(static fn () => $other->parse($signed));
        }
    }

    /**
     * One class, one message, one code and no cause, whatever happened: nobody learns from a refusal how far a forgery came.
     */
    public function testOneMessageBeforeAuthentication(): void
    {
        $token = self::local()->encrypt(self::PAYLOAD, '{"a":1}');
        [, , $body, $footer] = explode('.', $token);
        $bytes = (string) HandWrittenPaseto::fromBase64url($body);
        $coded = HandWrittenPaseto::base64url(...);
        $table = [
            'empty' => '',
            'no token' => 'hello',
            'NUL' => "\0",
            'invalid UTF-8' => "\xff\xfe",
            'header alone' => 'v4.local.',
            'header without body' => "v4.local..$footer",
            'another version' => "v3.local.$body.$footer",
            'another purpose' => "v4.public.$body.$footer",
            'body too short' => "v4.local." . $coded(substr($bytes, 0, 63)) . ".$footer",
            'body of one byte' => "v4.local.AA.$footer",
            'not base64url' => "v4.local.!!!!.$footer",
            'length of no base64url' => "v4.local.AAAAA.$footer",
            'footer cut off' => "v4.local.$body",
            'footer emptied' => "v4.local.$body.",
            'another footer' => "v4.local.$body." . $coded('{"a":2}'),
            'footer not base64url' => "v4.local.$body.?",
            'footer padded' => "v4.local.$body.$footer=",
            'footer not JSON' => "v4.local.$body." . $coded('{a}'),
            'footer with a key' => "v4.local.$body." . $coded('{"k":"k4.local.AAAA"}'),
            'footer with a bad kid' => "v4.local.$body." . $coded('{"kid":1}'),
            'footer too long' => "v4.local.$body." . $coded(str_repeat('f', 8193)),
            'a fifth part' => "$token.AAAA",
            'nonce changed' => 'v4.local.' . $coded(\chr(\ord($bytes[0]) ^ 1) . substr($bytes, 1)) . ".$footer",
            'tag changed' => 'v4.local.' . $coded(substr($bytes, 0, -1) . \chr(\ord($bytes[-1]) ^ 1)) . ".$footer",
            'another key' => Paseto::local(LocalKey::generate())->encrypt(self::PAYLOAD, '{"a":1}'),
            'another key, and expired' => Paseto::local(LocalKey::generate())->encrypt('{"exp":"2000-01-01T00:00:00Z"}'),
            'another key, and no JSON' => Paseto::local(LocalKey::generate())->encrypt('['),
            'signed' => self::public()->sign(self::PAYLOAD, '{"a":1}'),
            'too long' => "v4.local.$body" . str_repeat('A', 1 << 20),
        ];
        $tokens = self::local();
        foreach ($table as $label => $damaged) {
            $seen = [];
            foreach (['decrypt', 'parse', 'parseExpired'] as $method) {
                try {
                    $tokens->$method($damaged);
                    self::fail("$label is taken by $method()");
                } catch (PasetoException $exception) {
                    $seen[] = [$exception::class, $exception->getMessage(), $exception->getCode(), $exception->getPrevious()];
                }
            }
            $expected = [InvalidToken::class, self::NOT_VALID, 1, null];
            self::assertSame([$expected, $expected, $expected], $seen, $label);
        }
        foreach (['implicit assertion' => static fn () => $tokens->parse($token, 'i'), 'expected footer' => static fn () => $tokens->decrypt($token, '{"a":2}')] as $label => $call) {
            self::assertInvalid($call, $label);
        }
    }

    public function testHostileTokensOfAnyLength(): void
    {
        $body = substr(self::local()->encrypt(self::PAYLOAD), 9);
        $tokens = Paseto::local(self::localKey(), clock: self::clock(), maxLength: 64 << 20);
        $coded = HandWrittenPaseto::base64url(...);
        $names = '{' . implode(',', array_map(static fn (int $index): string => "\"k$index\":$index", range(1, 10000))) . '}';
        $table = [
            '10 MB of footer' => "v4.local.$body." . str_repeat('A', 10 << 20),
            '10 MB of footer, not decodable' => "v4.local.$body." . str_repeat('A', 10 << 20) . '!',
            '10 MB of spaces in a footer' => "v4.local.$body." . $coded('{' . str_repeat(' ', 10 << 20) . '}'),
            '100,000 brackets' => "v4.local.$body." . $coded('{"a":' . str_repeat('[', 100000) . str_repeat(']', 100000) . '}'),
            '10,000 names' => "v4.local.$body." . $coded($names),
            '8,000 brackets' => "v4.local.$body." . $coded('{"a":' . str_repeat('[', 4000) . str_repeat(']', 4000) . '}'),
            '8,000 braces' => "v4.local.$body." . $coded(str_repeat('{"":', 2040)),
            '1,300 equal names' => "v4.local.$body." . $coded('{' . implode(',', array_fill(0, 1300, '"a":1')) . '}'),
            '8,000 quotes' => "v4.local.$body." . $coded('{' . str_repeat('"', 8000)),
            '8,000 backslashes' => "v4.local.$body." . $coded('{"' . str_repeat('\\', 8000)),
            'a million dots' => 'v4.local.' . str_repeat('.', 1000000),
            'a million parts' => 'v4.local.' . str_repeat('A.', 500000),
            '10 MB of body' => 'v4.local.' . str_repeat('A', 10 << 20),
            '10 MB of payload, unauthentic' => Paseto::local(LocalKey::generate())->encrypt(str_repeat('a', 10 << 20)),
        ];
        foreach ($table as $label => $token) {
            foreach (['decrypt', 'parse'] as $method) {
                self::assertInvalid(static fn () => $tokens->$method($token), $label);
            }
            self::assertInvalid(static fn () => Paseto::local(new Paseto\LocalKeyRing([self::localKey()]), maxLength: 64 << 20)->decrypt($token), "$label, with a ring");
            self::assertInvalid(static fn () => Paseto::public(self::secretKey(), maxLength: 64 << 20)->verify(str_replace('local', 'public', $token)), $label);
        }
    }
}
