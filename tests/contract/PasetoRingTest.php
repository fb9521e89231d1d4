<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalKeyRing;
use HighPerApp\HighPer\Native\Paseto\LocalTokens;
use HighPerApp\HighPer\Native\Paseto\PublicKeyRing;
use HighPerApp\HighPer\Native\Paseto\PublicTokens;
use PHPUnit\Framework\TestCase;

/**
 * Key rings: `kid` names the key, and what it does not name is refused.
 */
class PasetoRingTest extends TestCase
{
    use PasetoAssertions;

    private const PAYLOAD = '{"exp":"2026-03-01T13:00:00Z"}';
    private const NEEDS_JSON = 'With a key ring the footer is JSON: kid has to stand in it';
    private const OTHER_KID = "The footer's 'kid' is not the key's";

    public function testNames(): void
    {
        [$first, $second] = [self::localKey(), self::localKey(self::OTHER_LOCAL)];
        self::assertSame([$first->id()], (new LocalKeyRing([$first]))->ids());
        self::assertSame([$second->id(), $first->id()], (new LocalKeyRing([$second, $first]))->ids());
        self::assertSame([$second->id(), $first->id()], (new LocalKeyRing(['a' => $second, 7 => $first]))->ids(), 'the array\'s keys are no matter');
        [$first, $second] = [self::secretKey(), self::secretKey(self::OTHER_SEED)];
        $ids = [$first->publicKey()->id(), $second->publicKey()->id()];
        self::assertSame($ids, (new PublicKeyRing([$first->publicKey(), $second->publicKey()]))->ids());
        self::assertSame($ids, (new PublicKeyRing([$first->publicKey(), $second->publicKey()], $first))->ids());
        self::assertSame([$ids[1]], (new PublicKeyRing([], $second))->ids());
        self::assertEqualsCanonicalizing($ids, (new PublicKeyRing([$first->publicKey()], $second))->ids());
    }

    public function testRingsThatAreRefused(): void
    {
        [$local, $secret] = [self::localKey(), self::secretKey()];
        $public = $secret->publicKey();
        self::assertBadParameter('A key ring needs at least one key', static fn () => new LocalKeyRing([]));
        self::assertBadParameter('A key ring needs at least one key', static fn () => new PublicKeyRing([]));
        self::assertBadParameter("A key is in the ring twice: {$local->id()}", static fn () => new LocalKeyRing([$local, self::localKey(self::OTHER_LOCAL), self::localKey()]));
        self::assertBadParameter("A key is in the ring twice: {$local->id()}", static fn () => new LocalKeyRing([$local, $local]));
        self::assertBadParameter("A key is in the ring twice: {$public->id()}", static fn () => new PublicKeyRing([$public, self::secretKey()->publicKey()]));
        self::assertBadParameter("A key is in the ring twice: {$public->id()}", static fn () => new PublicKeyRing([$public, $public], $secret));
        $types = ['string' => 'k', 'null' => null, 'int' => 1, 'array' => [], 'stdClass' => new \stdClass()];
        foreach (['LocalKey' => [$local, $types + [$secret::class => $secret, $public::class => $public]], 'PublicKey' => [$public, $types + [$secret::class => $secret, $local::class => $local]]] as $class => [$good, $others]) {
            $ring = "HighPerApp\\HighPer\\Native\\Paseto\\{$class}Ring";
            foreach ($others as $type => $other) {
                $message = "$ring::__construct(): Argument #1 (\$keys) must be of type array<$class>, $type given";
                self::assertThrows(\TypeError::class, null, $message, static fn () => new $ring([$other]));
                self::assertThrows(\TypeError::class, null, $message, static fn () => new $ring([$good, 'a' => $other]));
            }
        }
        self::assertThrows(\TypeError::class, null, null, static fn () => new PublicKeyRing([$public], $public));
    }

    public function testTheFirstKeyEncryptsAndAllDecrypt(): void
    {
        [$first, $second] = [self::localKey(), self::localKey(self::OTHER_LOCAL)];
        $ring = self::localRing($first, $second);
        $turned = self::localRing($second, $first);
        $token = $ring->issue(['a' => 1]);
        self::assertSame("{\"kid\":\"{$first->id()}\"}", Paseto::untrustedFooter($token));
        self::assertSame($first->id(), Paseto::untrustedKeyId($token));
        foreach ([$ring, $turned, Paseto::local($first, clock: self::clock())] as $tokens) {
            self::assertSame(1, $tokens->parse($token)->get('a'));
            self::assertSame(1, $tokens->parseExpired($token)->get('a'));
            self::assertStringContainsString('"a":1', $tokens->decrypt($token));
        }
        self::assertSame($second->id(), Paseto::untrustedKeyId($turned->encrypt('p')));
        self::assertSame('p', $ring->decrypt($turned->encrypt('p')));
    }

    public function testTheSigningKeySignsAndAllVerify(): void
    {
        [$first, $second] = [self::secretKey(), self::secretKey(self::OTHER_SEED)];
        $ring = self::publicRing(new PublicKeyRing([$second->publicKey()], $first));
        $token = $ring->issue(['a' => 1]);
        self::assertSame("{\"kid\":\"{$first->publicKey()->id()}\"}", Paseto::untrustedFooter($token));
        $readers = [
            $ring, self::publicRing(new PublicKeyRing([$second->publicKey(), $first->publicKey()])),
            self::publicRing(new PublicKeyRing([$first->publicKey()], $first)), self::public(),
            self::publicRing(new PublicKeyRing([], $first)),
        ];
        foreach ($readers as $tokens) {
            self::assertSame(1, $tokens->parse($token)->get('a'));
            self::assertSame(1, $tokens->parseExpired($token)->get('a'));
            self::assertStringContainsString('"a":1', $tokens->verify($token));
        }
        $other = self::publicRing(new PublicKeyRing([], $second))->sign('p');
        self::assertSame('p', $ring->verify($other));
        $only = self::publicRing(new PublicKeyRing([$first->publicKey()]));
        self::assertThrows(PasetoException::class, PasetoException::NO_SECRET_KEY, null, static fn () => $only->issue([]));
        self::assertThrows(PasetoException::class, PasetoException::NO_SECRET_KEY, null, static fn () => $only->sign('p'));
    }

    /**
     * The ring's tokens, how they write at the low level, the same key without a ring, the name of the key.
     *
     * @return list<array{LocalTokens|PublicTokens, string, string, LocalTokens|PublicTokens, string}>
     */
    private static function both(): array
    {
        $public = new PublicKeyRing([self::secretKey(self::OTHER_SEED)->publicKey()], self::secretKey());

        return [
            [self::localRing(self::localKey(), self::localKey(self::OTHER_LOCAL)), 'encrypt', 'decrypt', self::local(), self::localKey()->id()],
            [self::publicRing($public), 'sign', 'verify', self::public(), self::secretKey()->publicKey()->id()],
        ];
    }

    public function testTheKeyIdJoinsTheFooter(): void
    {
        foreach (self::both() as [$ring, $write, $read, , $id]) {
            $table = [
                ['', "{\"kid\":\"$id\"}"], ['{}', "{\"kid\":\"$id\"}"], ['{"a":1}', "{\"a\":1,\"kid\":\"$id\"}"], ["{\"kid\":\"$id\"}", "{\"kid\":\"$id\"}"],
                ["{\"kid\":\"$id\",\"a\":[1]}", "{\"kid\":\"$id\",\"a\":[1]}"], ['{"a":{"kid":1}}', "{\"a\":{\"kid\":1},\"kid\":\"$id\"}"],
            ];
            foreach ($table as [$footer, $expected]) {
                self::assertSame($expected, $ring->parse($ring->issue([], $footer))->footer, $footer);
                $token = $ring->$write('p', $footer);
                self::assertSame($expected, Paseto::untrustedFooter($token), $footer);
                self::assertSame('p', $ring->$read($token, $expected), $footer);
            }
            foreach ([[['a' => 1], "{\"a\":1,\"kid\":\"$id\"}"], [['kid' => $id, 'a' => "\u{e9}/"], "{\"kid\":\"$id\",\"a\":\"\u{e9}/\"}"]] as [$footer, $expected]) {
                self::assertSame($expected, $ring->parse($ring->issue([], $footer))->footer);
            }
            // Whatever space stands in it, it stays one object.
            foreach (["{\n}", "{ \"a\" : 1 }", "{\"a\":1}\n", ' {}', "\t\r\n {\"a\":1}", " {\"kid\":\"$id\"}"] as $footer) {
                self::assertSame([], array_diff_key($ring->parse($ring->issue([], $footer))->claims, ['iat' => 1, 'exp' => 1]), $footer);
                $written = Paseto::untrustedFooter($ring->$write('p', $footer));
                self::assertSame(json_decode($footer, true) + ['kid' => $id], json_decode($written, true), $written);
            }
        }
    }

    public function testFootersThatTakeNoKeyId(): void
    {
        $foreign = self::localKey('00' . substr(self::LOCAL, 2))->id();
        foreach (self::both() as [$ring, $write, , , $id]) {
            foreach (['text', '[1]', '"a"', '1', "\xff", 'k', ' ', "\n", ' {', "\v{}", "\u{feff}{}", 'k4.local', self::localKey()->id(), 'x k4.local.'] as $footer) {
                self::assertBadFooter(self::NEEDS_JSON, static fn () => $ring->issue([], $footer), $footer);
                self::assertBadFooter(self::NEEDS_JSON, static fn () => $ring->$write('p', $footer), $footer);
            }
            foreach ([$foreign, self::secretKey()->id(), $id === self::localKey()->id() ? self::secretKey()->publicKey()->id() : self::localKey()->id()] as $kid) {
                self::assertBadFooter(self::OTHER_KID, static fn () => $ring->issue([], "{\"kid\":\"$kid\"}"), $kid);
                self::assertBadFooter(self::OTHER_KID, static fn () => $ring->issue([], ['a' => 1, 'kid' => $kid]), $kid);
                self::assertBadFooter(self::OTHER_KID, static fn () => $ring->$write('p', "{\"kid\":\"$kid\"}"), $kid);
            }
            foreach (['{', '{"a":1}x', '{a:1}', '{"a":1,}', "{\"a\":\"\xff\"}", "{}\0"] as $footer) {
                self::assertBadFooter(self::NEEDS_JSON, static fn () => $ring->issue([], $footer), $footer);
                self::assertBadFooter(self::NEEDS_JSON, static fn () => $ring->$write('p', $footer), $footer);
            }
            foreach (['{"a":1,"a":2}', "{\"kid\":\"$id\",\"kid\":\"$id\"}", "{\"kid\":\"$id\",\"\\u006bid\":\"$id\"}", '{"a":[[1]]}', "{\"kid\":\"$id\",\"a\":{\"b\":{}}}"] as $footer) {
                self::assertBadFooter(self::BAD_FOOTER, static fn () => $ring->issue([], $footer), $footer);
                self::assertBadFooter(self::BAD_FOOTER, static fn () => $ring->$write('p', $footer), $footer);
            }
            foreach ([[], ['a'], ['a' => [[1]]]] as $footer) {
                self::assertBadFooter(self::BAD_FOOTER, static fn () => $ring->issue([], $footer), (string) json_encode($footer));
            }
            self::assertBadFooter(self::KEY_IN_FOOTER, static fn () => $ring->issue([], ['a' => self::localKey()->toPaserk()]));
            foreach (['k4.local.', 'k4.secret.', 'k4.public.', 'k4.local-pw.', 'k4.secret-pw.', self::localKey()->toPaserk(), " \t\r\n" . self::secretKey()->toPaserk()] as $footer) {
                self::assertBadFooter(self::KEY_IN_FOOTER, static fn () => $ring->issue([], $footer), $footer);
                self::assertBadFooter(self::KEY_IN_FOOTER, static fn () => $ring->$write('p', $footer), $footer);
            }
            self::assertBadFooter(self::KEY_IN_FOOTER, static fn () => $ring->issue([], ' {"a":"k4.local."}'));
            // Together with kid it is too long, or has a name too many.
            $long = '{"a":"' . str_repeat('f', 8184) . '"}';
            self::assertSame(8192, \strlen($long));
            $message = 'A footer has at most 8192 bytes, ' . 8192 + \strlen(",\"kid\":\"$id\"") . ' given';
            self::assertBadFooter($message, static fn () => $ring->issue([], $long));
            self::assertBadFooter($message, static fn () => $ring->$write('p', $long));
            self::assertBadFooter('A footer has at most 8192 bytes, 8193 given', static fn () => $ring->$write('p', $long . ' '));
            $full = '{' . implode(',', array_map(static fn (int $index): string => "\"k$index\":1", range(1, 512))) . '}';
            self::assertBadFooter(self::BAD_FOOTER, static fn () => $ring->issue([], $full));
            self::assertBadFooter(self::BAD_FOOTER, static fn () => $ring->$write('p', $full));
        }
    }

    public function testRingsFailClosed(): void
    {
        $unknown = LocalKey::fromBytes(str_repeat("\x07", 32));
        $foreign = self::secretKey(str_repeat('07', 32));
        foreach (self::both() as [$ring, $write, $read, $single, $id]) {
            $refused = static function (string $footer, string $label) use ($ring, $write, $read, $single): void {
                $token = $single->$write(self::PAYLOAD, $footer);
                self::assertInvalid(static fn () => $ring->$read($token), $label);
                self::assertInvalid(static fn () => $ring->$read($token, $footer), $label);
                self::assertInvalid(static fn () => $ring->parse($token), $label);
                self::assertInvalid(static fn () => $ring->parseExpired($token), $label);
            };
            self::assertSame(self::PAYLOAD, $ring->$read($single->$write(self::PAYLOAD, "{\"kid\":\"$id\"}")), 'by name');
            self::assertSame(self::PAYLOAD, $ring->$read($single->$write(self::PAYLOAD, " \t\r\n{\"kid\":\"$id\"}")), 'by name, behind a space');
            self::assertSame('2026-03-01T13:00:00Z', $ring->parse($single->$write(self::PAYLOAD, " \t\r\n{\"kid\":\"$id\"}"))->get('exp'), 'by name, behind a space');
            self::assertSame(self::PAYLOAD, $ring->$read($single->$write(self::PAYLOAD, "{ \"a\":1, \"\\u006bid\" : \"k4\\u002e" . substr($id, 3) . '" }')), 'by name, written in another way');
            foreach (['', 'text', '{}', '{"a":1}', $id, "\"$id\"", "[\"$id\"]", "{\"a\":{\"kid\":\"$id\"}}", "{\"KID\":\"$id\"}"] as $footer) {
                $refused($footer, "without kid: $footer");
            }
            foreach (['null', '1', '[]', '{}', "[\"$id\"]", '""', '"x"', "\" $id\"", "\"$id \"", "\"{$id}A\"", '"' . substr($id, 0, -1) . '"', '"' . strtolower($id) . '"'] as $kid) {
                $refused("{\"kid\":$kid}", "kid $kid");
            }
            foreach ([$unknown->id(), $foreign->publicKey()->id(), self::secretKey()->id(), self::localKey()->toPaserk()] as $kid) {
                $refused("{\"kid\":\"$kid\"}", "unknown: $kid");
            }
            // Of another type, or of another key in the ring: named is not the one that was used.
            $other = $id === self::localKey()->id() ? self::localKey(self::OTHER_LOCAL)->id() : self::secretKey(self::OTHER_SEED)->publicKey()->id();
            $refused("{\"kid\":\"$other\"}", 'another key of the ring');
            $refused("{\"kid\":\"$id\",\"kid\":\"$id\"}", 'kid twice');
            $refused("{\"kid\":\"$other\",\"kid\":\"$id\"}", 'two kids');
            $refused("{\"kid\":\"$other\",\"\\u006bid\":\"$id\"}", 'two kids, one escaped');
            $refused("{\"kid\":\"$id\"", 'unfinished');
            $refused("{\"kid\":\"$id\"}x", 'trailing data');
            $refused("\u{feff}{\"kid\":\"$id\"}", 'BOM');
            $refused("{\"kid\":\"$id\",\"a\":[[]]}", 'three levels');
            $refused("\v{\"kid\":\"$id\"}", 'a space that JSON does not know');
            $refused(" {\"kid\":\"$other\",\"kid\":\"$id\"}", 'two kids behind a space');
            $refused("{\"kid\":\"$id\",\"a\":" . str_repeat('[', 4000) . str_repeat(']', 4000) . '}', 'many levels');
            $refused("{\"kid\":\"$id\",\"a\":\"\xff\"}", 'invalid UTF-8');
        }
    }

    public function testDamageAndOtherSettingsWithARing(): void
    {
        foreach (self::both() as [$ring, $write, $read]) {
            $token = $ring->$write(self::PAYLOAD, '', 'implicit');
            self::assertSame(self::PAYLOAD, $ring->$read($token, null, 'implicit'));
            self::assertInvalid(static fn () => $ring->$read($token));
            foreach (self::flipped($token) as $bit => $damaged) {
                self::assertInvalid(static fn () => $ring->$read($damaged, null, 'implicit'), "bit $bit: $damaged");
            }
        }
    }

    public function testRingsStayAsTheyWere(): void
    {
        $keys = [self::localKey(), self::localKey(self::OTHER_LOCAL)];
        $ring = new LocalKeyRing($keys);
        $tokens = Paseto::local($ring, clock: self::clock());
        $ids = $ring->ids();
        $token = $tokens->issue([]);
        unset($keys, $ring);
        gc_collect_cycles();
        self::assertSame($ids[0], Paseto::untrustedKeyId($token));
        self::assertSame($ids[0], Paseto::untrustedKeyId($tokens->issue([])));
        self::assertSame(['iat', 'exp'], array_keys($tokens->parse($token)->claims));
    }

    public function testLargeRings(): void
    {
        $keys = [];
        for ($index = 0; $index < 300; ++$index) {
            $keys[] = LocalKey::fromBytes(hash('sha256', "key $index", true));
        }
        $ring = self::localRing(...$keys);
        foreach ([0, 1, 150, 299] as $index) {
            self::assertSame("p$index", $ring->decrypt(Paseto::local($keys[$index])->encrypt("p$index", "{\"kid\":\"{$keys[$index]->id()}\"}")));
        }
    }

    private static function localRing(LocalKey ...$keys): LocalTokens
    {
        return Paseto::local(new LocalKeyRing($keys), clock: self::clock());
    }

    private static function publicRing(PublicKeyRing $ring): PublicTokens
    {
        return Paseto::public($ring, clock: self::clock());
    }
}
