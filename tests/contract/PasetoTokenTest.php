<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Contract\LocalTokensInterface;
use HighPerApp\HighPer\Native\Contract\PasetoInterface;
use HighPerApp\HighPer\Native\Contract\PublicTokensInterface;
use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalTokens;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\PublicKeyRing;
use HighPerApp\HighPer\Native\Paseto\PublicTokens;
use PHPUnit\Framework\TestCase;

/**
 * Tokens at the low level: encrypt() and decrypt(), sign() and verify(). What tokens are refused, PasetoDamageTest says.
 */
class PasetoTokenTest extends TestCase
{
    use PasetoAssertions;

    /** Payload, footer, implicit assertion; the token of self::LOCAL with a fixed nonce, and the one of self::SEED. Made by HandWrittenPaseto. */
    private const TOKENS = [
        [
            '', '', '',
            'v4.local.eDd7UldXtJRCf4kBT5fXmSjzk40U61HiD7XeyYNOswSAozFrbS0JL0I3V6OXhIbZvgSgKqxdqsxnL5lvSF155g',
            'v4.public.XsbvWh1YSXgaXuO4sIOx4Kgr4Z6j_kvfPprKkNI97AJEy-h-GoBHEaJtaV_73GWzjb--QIqrN99TdZ6-ubm2BQ',
        ],
        [
            '{"sub":"u-17"}', '', '',
            'v4.local.eDd7UldXtJRCf4kBT5fXmSjzk40U61HiD7XeyYNOswQd_hV3fEqye0mknJcIV2R-zu13aC__7bla0nPg5ZjwLKfR2fOZUA7hBFCSNEEv',
            'v4.public.eyJzdWIiOiJ1LTE3In20yAG6yE1f4v90RiXK4gtkuMbFwWpTFykEVveMT03gzwmNB9YjBOWUw7VsvAp2Qpfp1_fjtJaqLw2rVgVZXm4E',
        ],
        [
            '{"sub":"u-17"}', '{"a":1}', '',
            'v4.local.eDd7UldXtJRCf4kBT5fXmSjzk40U61HiD7XeyYNOswQd_hV3fEqye0mknJcIV05atS7SHzPdVgo9M4TYtYJq3xYpgkvEhfGHTgna7S4l.eyJhIjoxfQ',
            'v4.public.eyJzdWIiOiJ1LTE3In15j1UensIXuHeUANTZ-6YNDg3xL4-AjZ2eUYjxkOIFtELeZOvF83ZdMegf5XDA6cxc0SuLrOTgoQ5iwawDIooB.eyJhIjoxfQ',
        ],
        [
            "\x00\xff any bytes\n", "a foot\u{e9}r", 'device-5',
            'v4.local.eDd7UldXtJRCf4kBT5fXmSjzk40U61HiD7XeyYNOswRmI0ZjcBGoO0X9yNMgYNtecTQ_Tq-3wz2vVROgzzPmkpGMs7A4qrasdexxg30.YSBmb290w6ly',
            'v4.public.AP8gYW55IGJ5dGVzCqB5A-bAlGuYoQ1szZuDSccKALff8q9WSPunHGxilcT8aRnV9Dxl1AjfdKxm8Q-Xk_FhlMYcszFc8BnNu26Z-AA.YSBmb290w6ly',
        ],
        [
            'x', '', 'implied',
            'v4.local.eDd7UldXtJRCf4kBT5fXmSjzk40U61HiD7XeyYNOswQejaRsqxWfG_ZmASSF3Hv5mMESvPDMLNOXJHEP1FxpmTE',
            'v4.public.eKxuP5CYEKDI8ASLUqGXLfLTpMvlSd9KPo2pC6u_WaoiSLqllg8HOgTs1AWs7fpc9JWYNoNmO4dj8Eln5JtHewA',
        ],
    ];

    public function testClassesAndInterfaces(): void
    {
        self::assertInstanceOf(LocalTokensInterface::class, self::local());
        self::assertInstanceOf(PublicTokensInterface::class, self::public());
        self::assertSame([LocalTokens::class, PublicTokens::class], [self::local()::class, self::public()::class]);
        self::assertTrue(is_subclass_of(Paseto::class, PasetoInterface::class));
    }

    public function testFixedTokensAreRead(): void
    {
        $public = Paseto::public(self::secretKey()->publicKey());
        foreach (self::TOKENS as [$payload, $footer, $implicit, $local, $signed]) {
            foreach ([$footer, null] as $expected) {
                self::assertSame($payload, self::local()->decrypt($local, $expected, $implicit), $local);
                self::assertSame($payload, self::public()->verify($signed, $expected, $implicit), $signed);
                self::assertSame($payload, $public->verify($signed, $expected, $implicit), $signed);
            }
        }
    }

    public function testSignedTokensAreAlwaysTheSame(): void
    {
        foreach (self::TOKENS as [$payload, $footer, $implicit, , $signed]) {
            self::assertSame($signed, self::public()->sign($payload, $footer, $implicit));
        }
    }

    public function testEncryptedTokensNeverAre(): void
    {
        $tokens = [];
        for ($round = 0; $round < 50; ++$round) {
            $tokens[] = $token = self::local()->encrypt('the same');
            self::assertSame('the same', self::local()->decrypt($token));
        }
        self::assertCount(50, array_unique(array_map(static fn (string $token): string => substr($token, 0, 52), $tokens)), 'nonces');
    }

    public function testForm(): void
    {
        foreach ([0, 1, 2, 3, 61, 1000] as $length) {
            foreach ([0, 1, 2, 3, 8192] as $footer) {
                $payload = str_repeat('p', $length);
                $tail = $footer === 0 ? '' : '.' . HandWrittenPaseto::base64url(str_repeat('f', $footer));
                $local = self::local()->encrypt($payload, str_repeat('f', $footer));
                self::assertMatchesRegularExpression('~^v4\.local\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)?\z~', $local);
                self::assertSame(9 + (int) ceil(($length + 64) * 4 / 3) + \strlen($tail), \strlen($local), "$length, $footer");
                self::assertSame($tail, $footer === 0 ? '' : substr($local, -\strlen($tail)));
                $signed = self::public()->sign($payload, str_repeat('f', $footer));
                self::assertStringStartsWith('v4.public.' . HandWrittenPaseto::base64url(substr($payload, 0, \strlen($payload) - $length % 3)), $signed);
                self::assertSame(10 + (int) ceil(($length + 64) * 4 / 3) + \strlen($tail), \strlen($signed), "$length, $footer");
            }
        }
    }

    public function testBothSidesNeedTheSameImplicitAssertion(): void
    {
        $assertions = ['', 'a', 'b', "a\0", '{"a":1}', str_repeat('a', 10000), "\xff"];
        foreach ($assertions as $written) {
            $local = self::local()->encrypt('p', 'f', $written);
            $signed = self::public()->sign('p', 'f', $written);
            foreach ($assertions as $read) {
                if ($read === $written) {
                    self::assertSame('p', self::local()->decrypt($local, implicitAssertion: $read));
                    self::assertSame('p', self::public()->verify($signed, 'f', $read));
                } else {
                    self::assertInvalid(static fn () => self::local()->decrypt($local, implicitAssertion: $read), bin2hex(substr($read, 0, 9)));
                    self::assertInvalid(static fn () => self::public()->verify($signed, implicitAssertion: $read), bin2hex(substr($read, 0, 9)));
                }
            }
        }
        // Encoded without lengths, these would be the same.
        $local = self::local()->encrypt('p', 'ab', 'c');
        self::assertInvalid(static fn () => self::local()->decrypt(substr($local, 0, (int) strrpos($local, '.')) . '.' . HandWrittenPaseto::base64url('a'), null, 'bc'));
    }

    public function testAFooterThatIsExpected(): void
    {
        foreach (['', 'a', 'ab', "\0", '{"a":1}'] as $written) {
            $local = self::local()->encrypt('p', $written);
            $signed = self::public()->sign('p', $written);
            foreach (['', 'a', 'ab', 'b', "\0", '{"a":1}', '{"a":1} ', str_repeat('a', 9000)] as $expected) {
                if ($expected === $written) {
                    self::assertSame('p', self::local()->decrypt($local, $expected));
                    self::assertSame('p', self::public()->verify($signed, $expected));
                } else {
                    self::assertInvalid(static fn () => self::local()->decrypt($local, $expected), "'$expected' for '$written'");
                    self::assertInvalid(static fn () => self::public()->verify($signed, $expected), "'$expected' for '$written'");
                }
            }
        }
    }

    public function testLargePayloads(): void
    {
        foreach ([65535, 65536, 700000] as $length) {
            $payload = str_repeat("\0\xffab", $length >> 2) . 'x';
            self::assertSame($payload, self::local()->decrypt(self::local()->encrypt($payload)));
            self::assertSame($payload, self::public()->verify(self::public()->sign($payload)));
        }
        $payload = str_repeat('x', 2 << 20);
        $tokens = Paseto::local(self::localKey(), maxLength: 4 << 20);
        self::assertSame($payload, $tokens->decrypt($tokens->encrypt($payload)));
        $token = $tokens->encrypt($payload);
        self::assertInvalid(static fn () => Paseto::local(self::localKey())->decrypt($token), 'longer than 1 MiB');
    }

    public function testTheLongestTokenThatIsRead(): void
    {
        $local = self::local()->encrypt('payload', 'footer');
        $signed = self::public()->sign('payload', 'footer');
        self::assertSame('payload', Paseto::local(self::localKey(), maxLength: \strlen($local))->decrypt($local));
        self::assertSame('payload', Paseto::public(self::secretKey(), maxLength: \strlen($signed))->verify($signed));
        $short = Paseto::local(self::localKey(), maxLength: \strlen($local) - 1);
        foreach (['decrypt', 'parse', 'parseExpired'] as $method) {
            self::assertInvalid(static fn () => $short->$method($local), $method);
        }
        $short = Paseto::public(self::secretKey(), maxLength: \strlen($signed) - 1);
        foreach (['verify', 'parse', 'parseExpired'] as $method) {
            self::assertInvalid(static fn () => $short->$method($signed), $method);
        }
        self::assertSame($signed, $short->sign('payload', 'footer'), 'writing is not limited');
    }

    public function testFootersAreLimitedWhenWritten(): void
    {
        foreach ([8193, 10000, 10 << 20] as $length) {
            $footer = str_repeat('f', $length);
            $message = "A footer has at most 8192 bytes, $length given";
            self::assertBadFooter($message, static fn () => self::local()->encrypt('p', $footer));
            self::assertBadFooter($message, static fn () => self::public()->sign('p', $footer));
        }
    }

    public function testNothingIsLookedAtInPayloadsAndFooters(): void
    {
        foreach (['{"exp":1}', "\xff\xfe", '{', '{"a":1,"a":1}', 'k4.local.AAAA', '{"kid":5}', str_repeat('[', 8000), '{"k":"k4.local.AAAA"}'] as $bytes) {
            self::assertSame($bytes, self::local()->decrypt(self::local()->encrypt($bytes, $bytes), $bytes), $bytes);
            self::assertSame($bytes, self::public()->verify(self::public()->sign($bytes, $bytes), $bytes), $bytes);
        }
    }

    public function testWithoutASecretKeyNothingIsSigned(): void
    {
        $message = 'There is no secret key to sign with: Paseto::public() was given a public key';
        $public = self::secretKey()->publicKey();
        foreach ([$public, new PublicKeyRing([$public])] as $key) {
            foreach ([static fn () => Paseto::public($key)->sign('p'), static fn () => Paseto::public($key)->issue(['a' => 1])] as $call) {
                self::assertThrows(PasetoException::class, PasetoException::NO_SECRET_KEY, $message, $call);
            }
        }
    }

    public function testAKeyThatIsNoPointVerifiesNothing(): void
    {
        $signed = self::public()->sign('p');
        $points = ['small order' => str_repeat("\0", 32), 'identity' => "\x01" . str_repeat("\0", 31), 'no point' => "\x02" . str_repeat("\0", 31)];
        foreach ($points as $label => $bytes) {
            $tokens = Paseto::public(PublicKey::fromBytes($bytes));
            self::assertInvalid(static fn () => $tokens->verify($signed), $label);
            // With the identity as key and R and S = 0, sloppy verification accepts every message.
            foreach ([$bytes, "\x01" . str_repeat("\0", 31)] as $r) {
                $forged = 'v4.public.' . HandWrittenPaseto::base64url('p' . $r . str_repeat("\0", 32));
                self::assertInvalid(static fn () => $tokens->verify($forged), "$label, forged");
            }
        }
    }

    public function testASignatureHasOneForm(): void
    {
        // S + L is the same number modulo L, the order of the group.
        $token = self::public()->sign('p');
        $bytes = (string) HandWrittenPaseto::fromBase64url(substr($token, 10));
        $order = "\xed\xd3\xf5\x5c\x1a\x63\x12\x58\xd6\x9c\xf7\xa2\xde\xf9\xde\x14" . str_repeat("\0", 15) . "\x10";
        $carry = 0;
        $sum = '';
        foreach (str_split(substr($bytes, -32)) as $index => $byte) {
            $carry += \ord($byte) + \ord($order[$index]);
            $sum .= \chr($carry & 255);
            $carry >>= 8;
        }
        self::assertInvalid(static fn () => self::public()->verify('v4.public.' . HandWrittenPaseto::base64url(substr($bytes, 0, -32) . $sum)));
    }

    public function testOneObjectServesManyTokens(): void
    {
        $tokens = self::local();
        $first = $tokens->encrypt('first, and longer', 'a footer');
        $second = $tokens->encrypt('2');
        for ($round = 0; $round < 3; ++$round) {
            self::assertSame('first, and longer', $tokens->decrypt($first));
            self::assertInvalid(static fn () => $tokens->decrypt($second . 'A'));
            self::assertSame('2', $tokens->decrypt($second, ''));
        }
        self::assertSame('2', Paseto::local(self::localKey())->decrypt($second));
    }
}
