<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\InvalidToken;
use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Paseto;
use PHPUnit\Framework\TestCase;

/**
 * Footers: what issue() writes and parse() takes, what must not stand in them, and how they are read before anything is authenticated.
 */
class PasetoFooterTest extends TestCase
{
    use PasetoAssertions;

    private const LID = 'k4.lid.cl_79cnuQCzP_YxdiqLOssp6BN0jtxP7qF-28jYA9aNQ';
    private const PID = 'k4.pid.F32gznALtp3coTJB8BlO1vgEzXcAt3Djx6nWqcrGPZml';
    private const SID = 'k4.sid.j4Zu9u63PhYaZxYUQmz7k123wvDAhxY4A3LpGIXyiYea';

    /**
     * @return array<string, string>
     */
    private static function good(): array
    {
        $names = static fn (int $count, string $prefix = 'k'): string => implode(',', array_map(static fn (int $index): string => "\"$prefix$index\":1", range(1, $count)));

        return [
            'none' => '', 'text' => 'any text', 'bytes' => "\xff\0\n", 'a list' => '[1,2', 'a string' => '"k4', 'white space' => " \t\r\n",
            'white space that JSON does not know' => "\v{\"a\":1,\"a\":1}", 'a no-break space' => "\u{a0}{", 'a BOM' => "\u{feff}{", 'NUL first' => "\0{",
            'white space first' => " {\"a\":1}", 'all white space first' => "\t\r\n {\"kid\":\"" . self::LID . '"}',
            'a name' => self::LID, 'a wrapped key in plain text' => self::localKey(self::OTHER_LOCAL)->wrap(self::localKey()), 'the type of a key' => 'k4.local', 'a sealed key in plain text' => 'k4.seal.AAAA',
            'a key later on' => 'x k4.local.AAAA', 'a key in upper-case' => 'K4.LOCAL.AAAA', 'a key behind other space' => "\vk4.local.AAAA", 'a key of version 3' => 'k3.local.AAAA',
            'the longest' => str_repeat('f', 8192),
            'empty object' => '{}', 'values' => '{"a":1,"b":-1.5e3,"c":"d","e":null,"f":true,"g":false}', 'white space' => "{ \"a\"\t:\r\n1 } \n",
            'unicode' => "{\"\u{e9}\":\"\u{1f600}\"}",
            'escapes' => '{"\u0061":"\ud83d\ude00\"\\\\"}', 'two levels' => '{"a":{"b":1},"c":[1,2,"x"],"d":{},"e":[]}',
            'the same name on two levels' => '{"a":{"a":1},"b":{"a":1}}',
            '512 names' => '{' . $names(512) . '}', '512 names on two levels' => '{"a":{' . $names(511) . '}}',
            'the longest object' => '{"a":"' . str_repeat('f', 8184) . '"}',
            'kid of a local key' => '{"kid":"' . self::LID . '"}', 'kid of a public key' => '{"a":1,"kid":"' . self::PID . '"}',
            'kid of a secret key' => '{"kid":"' . self::SID . '","a":[]}',
            'a wrapped key' => '{"wpk":"' . self::localKey(self::OTHER_LOCAL)->wrap(self::localKey()) . '"}',
            'a wrapped secret key' => '{"wpk":"' . self::secretKey(self::OTHER_SEED)->wrap(self::localKey()) . '"}',
            'a sealed key' => '{"wpk":"' . self::localKey(self::OTHER_LOCAL)->seal(self::secretKey()->publicKey()) . '"}',
            'a key wrapped in a way that is not known' => '{"wpk":"k4.local-wrap.custom.AAAA"}',
            'a secret key wrapped so' => '{"a":1,"wpk":"k4.secret-wrap.my-way.A-_9"}',
            'words that begin alike' => '{"a":"k4.localhost","b":"k4","c":" k4.local.","d":"xk4.secret.","e":"k4.publicity","f":"k4.local"}',
            'another name for a kid' => '{"KID":1,"kid ":2,"Wpk":3}',
        ];
    }

    /**
     * @return array<string, string> Objects that are none, or too deep or too wide.
     */
    private static function malformed(): array
    {
        $names = static fn (int $count): string => implode(',', array_map(static fn (int $index): string => "\"k$index\":1", range(1, $count)));

        return [
            'unfinished' => '{', 'no JSON' => '{a}', 'no value' => '{"a"}', 'trailing comma' => '{"a":1,}', 'trailing data' => '{}x', 'two' => '{}{}',
            'trailing NUL' => "{}\0", 'BOM behind' => "{}\u{feff}",
            'invalid UTF-8' => "{\"a\":\"\xff\"}", 'invalid UTF-8 in a name' => "{\"\xff\":1}", 'lone surrogate' => '{"a":"\ud800"}',
            'control character' => "{\"a\":\"\n\"}", 'bad number' => '{"a":01}',
            'twice' => '{"a":1,"a":1}', 'twice, escaped' => '{"a":1,"\u0061":1}', 'twice, inside' => '{"a":{"b":1,"b":1}}',
            'kid twice' => '{"kid":"' . self::LID . '","kid":"' . self::LID . '"}',
            'kid twice, escaped' => '{"kid":"' . self::LID . '","\u006bid":"' . self::LID . '"}', 'three levels' => '{"a":{"b":{}}}',
            'three levels of lists' => '{"a":[[]]}', 'three levels, mixed' => '{"a":[{"b":1}]}',
            'a thousand levels' => '{"a":' . str_repeat('[', 1000) . str_repeat(']', 1000) . '}',
            'four thousand brackets' => '{"a":' . str_repeat('[', 4000), 'a thousand braces' => str_repeat('{"a":', 1000),
            'twice, behind a space' => ' {"a":1,"a":1}', 'twice, behind more of it' => "\t\r\n \n{\"a\":1,\"a\":1}", 'unfinished, behind a space' => ' {',
            'levels behind much space' => str_repeat(' ', 8000) . '{"a":[[]]}',
            '513 names' => '{' . $names(513) . '}', '513 names on two levels' => '{"a":{' . $names(512) . '}}',
            '513 names in two objects' => '{"a":{' . $names(256) . '},"b":{' . $names(255) . '}}',
        ];
    }

    /**
     * @return array<string, string> Objects that hold what must not stand there.
     */
    private static function forbidden(): array
    {
        $local = self::localKey();
        $other = self::localKey(self::OTHER_LOCAL);
        $lid = self::LID;
        $footers = [
            'a local key' => "{\"a\":\"{$local->toPaserk()}\"}", 'a secret key' => '{"a":"' . self::secretKey()->toPaserk() . '"}',
            'a public key' => '{"a":"' . self::secretKey()->publicKey()->toPaserk() . '"}',
            'a key with a password' => '{"a":"' . $other->wrapWithPassword('p', 8192, 1) . '"}',
            'a secret key with a password' => '{"a":"' . self::secretKey()->wrapWithPassword('p', 8192, 1) . '"}',
            'a key inside' => "{\"a\":{\"b\":\"{$local->toPaserk()}\"}}", 'a key in a list' => "{\"a\":[1,\"{$local->toPaserk()}\"]}",
            'a key, escaped' => '{"a":"\u006b4\u002elocal\u002eAAAA"}',
            'a key as a name' => "{\"{$local->toPaserk()}\":1}", 'a key as kid' => "{\"kid\":\"{$local->toPaserk()}\"}",
            'a public key as kid' => '{"kid":"' . self::secretKey()->publicKey()->toPaserk() . '"}',
            'a key as wpk' => "{\"wpk\":\"{$local->toPaserk()}\"}", 'a wrapped key as kid' => "{\"kid\":\"{$other->wrap($local)}\"}",
            'a password-wrapped key as wpk' => '{"wpk":"' . $other->wrapWithPassword('p', 8192, 1) . '"}',
            'a name as wpk' => "{\"wpk\":\"$lid\"}",
        ];
        foreach (['k4.local.', 'k4.secret.', 'k4.local-pw.', 'k4.secret-pw.', 'k4.public.'] as $prefix) {
            $footers["$prefix alone"] = "{\"a\":\"$prefix\"}";
            $footers["$prefix and anything"] = "{\"a\":\"$prefix...\"}";
            foreach (['', ' ', "\t", "\r", "\n", " \t\r\n\n "] as $space) {
                $footers["$prefix in plain text behind '" . bin2hex($space) . "'"] = $space . $prefix;
                $footers["$prefix in plain text and bytes behind '" . bin2hex($space) . "'"] = "$space$prefix\xff\0";
                $footers["$prefix in JSON behind '" . bin2hex($space) . "'"] = "$space{\"a\":\"$prefix\"}";
            }
        }
        foreach ([$local, self::secretKey(), self::secretKey()->publicKey()] as $key) {
            $footers['the whole key of a ' . $key::class] = $key->toPaserk();
            $footers['the whole key of a ' . $key::class . ' and text'] = "\n{$key->toPaserk()} and text";
        }
        foreach (['null', '1', 'true', '[]', '{}', '""', '"a"', '"zVhMiPBP9fRf2snEcT7gFTioeA9COcNy9DfgL1W60haN"', "[\"$lid\"]"] as $value) {
            $footers["kid $value"] = "{\"kid\":$value}";
            $footers["wpk $value"] = "{\"a\":1,\"wpk\":$value}";
        }
        foreach (['k3' . substr($lid, 2), substr($lid, 0, -1), $lid . 'A', $lid . '=', " $lid", "$lid ", "$lid\\n", strtoupper($lid), 'k4.lid.', 'k4.lid', 'k4.kid.' . substr($lid, 7), strtr($lid, '_-', '/+')] as $kid) {
            $footers["kid '$kid'"] = "{\"kid\":\"$kid\"}";
        }
        foreach (['k3.local-wrap.pie.AAAA', 'k4.local-wrap', 'k4.seal', 'k3.seal.AAAA', 'K4.seal.AAAA', ' k4.seal.AAAA', 'k4.public-wrap.pie.AAAA', 'k4.local-wrap.pie.', 'k4.local-wrap..AAAA', 'k4.local-wrap.AAAA', 'k4.local-wrap.pie.AAAA.', 'k4.local-wrap.pie.AAAA.AAAA', 'k4.secret-wrap.pie.AAA=', 'k4.seal.', 'k4.seal.AAAA', 'k4.seal.' . str_repeat('A', 127)] as $wpk) {
            $footers["wpk '$wpk'"] = "{\"wpk\":\"$wpk\"}";
        }
        $footers['kid by an escaped name'] = '{"\u006b\u0069\u0064":1}';
        $footers['wpk by an escaped name'] = '{"w\u0070k":1}';

        return $footers;
    }

    public function testFootersThatAreFine(): void
    {
        foreach (self::good() as $label => $footer) {
            self::assertSame($footer, self::local()->parse(self::local()->issue(['a' => 1], $footer))->footer, $label);
            self::assertSame($footer, self::public()->parse(self::public()->issue(['a' => 1], $footer))->footer, $label);
            if ($footer === '' || $footer[0] !== '{' || \strlen($footer) > 200) {
                continue;
            }
            // Nothing that begins as it does is fine for that.
            for ($length = 1; $length < \strlen(rtrim($footer)); ++$length) {
                self::assertBadFooter(self::BAD_FOOTER, static fn () => self::local()->issue([], substr($footer, 0, $length)), "$label, the first $length bytes");
            }
        }
    }

    public function testFootersThatAreMalformed(): void
    {
        foreach (self::malformed() as $label => $footer) {
            foreach ([[self::local(), 'encrypt'], [self::public(), 'sign']] as [$tokens, $write]) {
                self::assertBadFooter(self::BAD_FOOTER, static fn () => $tokens->issue([], $footer), $label);
                $token = $tokens->$write('{"exp":"2026-03-01T13:00:00Z"}', $footer);
                self::assertInvalid(static fn () => $tokens->parse($token), $label);
                self::assertInvalid(static fn () => $tokens->parseExpired($token), $label);
            }
        }
    }

    public function testFootersThatHoldKeys(): void
    {
        foreach (self::forbidden() as $label => $footer) {
            foreach ([[self::local(), 'encrypt'], [self::public(), 'sign']] as [$tokens, $write]) {
                self::assertBadFooter(self::KEY_IN_FOOTER, static fn () => $tokens->issue([], $footer), $label);
                $token = $tokens->$write('{"exp":"2026-03-01T13:00:00Z"}', $footer);
                self::assertInvalid(static fn () => $tokens->parse($token), $label);
            }
        }
    }

    public function testWhatIsRefusedIsNotQuoted(): void
    {
        try {
            self::local()->issue([], ['a' => self::localKey()->toPaserk()]);
            self::fail('nothing was thrown');
        } catch (PasetoException $exception) {
            self::assertStringNotContainsString(substr(self::localKey()->toPaserk(), 9), (string) $exception);
        }
    }

    public function testArrays(): void
    {
        $table = [
            [['a' => 1], '{"a":1}'],
            [['a' => "\u{e9}/", 'b' => 1.0, 'c' => null], "{\"a\":\"\u{e9}/\",\"b\":1.0,\"c\":null}"],
            [['a' => ['b' => 1], 'c' => [1, 2], 'd' => []], '{"a":{"b":1},"c":[1,2],"d":[]}'],
            [['kid' => self::LID], '{"kid":"' . self::LID . '"}'],
            [['5' => 1], '{"5":1}'],
            [['a' => Suit::Spades], '{"a":"s"}'],
        ];
        foreach ($table as [$array, $footer]) {
            self::assertSame($footer, self::local()->parse(self::local()->issue([], $array))->footer);
            self::assertSame($footer, self::public()->parse(self::public()->issue([], $array))->footer);
        }
        $bad = [
            [], ['a'], [1, 2, 3], [['a' => 1]], ['a' => ['b' => ['c' => 1]]], ['a' => [[1]]], ['a' => ['b' => (object) ['c' => 1]]],
            array_combine(array_map(static fn (int $index): string => "k$index", range(1, 513)), range(1, 513)),
        ];
        foreach ($bad as $index => $array) {
            self::assertBadFooter(self::BAD_FOOTER, static fn () => self::local()->issue([], $array), "case $index");
            self::assertBadFooter(self::BAD_FOOTER, static fn () => self::public()->issue([], $array), "case $index");
        }
        foreach ([['kid' => 1], ['kid' => 'x'], ['wpk' => null], ['a' => self::localKey()->toPaserk()], ['a' => ['k4.public.AAAA']]] as $index => $array) {
            self::assertBadFooter(self::KEY_IN_FOOTER, static fn () => self::local()->issue([], $array), "case $index");
        }
        $reasons = [
            'Malformed UTF-8 characters, possibly incorrectly encoded' => ['a' => "\xff"], 'Inf and NaN cannot be JSON encoded' => ['a' => INF],
            'Type is not supported' => ['a' => STDIN],
        ];
        foreach ($reasons as $reason => $array) {
            self::assertBadFooter("The footer cannot be written as JSON: $reason", static fn () => self::local()->issue([], $array));
            self::assertBadFooter("The footer cannot be written as JSON: $reason", static fn () => self::public()->issue([], $array));
        }
    }

    public function testLength(): void
    {
        foreach ([8193, 20000, 10 << 20] as $length) {
            $message = "A footer has at most 8192 bytes, $length given";
            foreach ([self::local(), self::public()] as $tokens) {
                self::assertBadFooter($message, static fn () => $tokens->issue([], str_repeat('f', $length)));
                self::assertBadFooter($message, static fn () => $tokens->issue([], '{"a":"' . str_repeat('f', $length - 8) . '"}'));
                self::assertBadFooter($message, static fn () => $tokens->issue([], ['a' => str_repeat('f', $length - 8)]));
            }
        }
        // Hand-written tokens with a footer that long are authentic, and refused.
        if (\extension_loaded('sodium')) {
            $key = (string) hex2bin(self::LOCAL);
            self::assertSame('p', self::local()->decrypt(HandWrittenPaseto::encrypt($key, 'p', str_repeat('f', 8192))));
            foreach ([8193, 8194, 8195, 100000] as $length) {
                $token = HandWrittenPaseto::encrypt($key, '{"exp":"2026-03-01T13:00:00Z"}', str_repeat('f', $length));
                self::assertInvalid(static fn () => self::local()->decrypt($token), (string) $length);
                self::assertInvalid(static fn () => self::local()->decrypt($token, str_repeat('f', $length)), (string) $length);
                self::assertInvalid(static fn () => self::local()->parse($token), (string) $length);
                self::assertInvalid(static fn () => Paseto::untrustedFooter($token), (string) $length);
                self::assertInvalid(static fn () => Paseto::untrustedKeyId($token), (string) $length);
            }
        }
    }

    public function testFootersAreCheckedBeforeClaims(): void
    {
        foreach (['{"exp":"2020-01-01T00:00:00Z"}', '{', '{"exp":1}', '{}'] as $payload) {
            $token = self::local()->encrypt($payload, '{"a":1,"a":2}');
            self::assertInvalid(static fn () => self::local()->parse($token), $payload);
        }
    }

    public function testTheFooterOfATokenThatNobodyAuthenticated(): void
    {
        foreach (['', 'f', "\xff\0", '{"a":1}', '{', str_repeat('f', 8192)] as $footer) {
            foreach ([self::local()->encrypt('p', $footer), self::public()->sign('p', $footer), self::local()->encrypt('', $footer)] as $token) {
                self::assertSame($footer, Paseto::untrustedFooter($token));
                // Neither key nor tag is asked for.
                self::assertSame($footer, Paseto::untrustedFooter(substr_replace($token, $token[60] === 'A' ? 'B' : 'A', 60, 1)));
            }
        }
        $table = [
            '', 'hello', '.', '...', 'v4', 'v4.', 'v4.local', 'v4.public', 'v3.local.AAAA.ZmZm', 'v3.public.AAAA.ZmZm', 'v2.local.AAAA.ZmZm',
            'v4.secret.AAAA.ZmZm', 'V4.local.AAAA.ZmZm', 'k4.local.AAAA',
            ' v4.local.AAAA.ZmZm', 'v4.local.AAAA.ZmZm.ZmZm', 'v4.local.AAAA.ZmZm.', 'v4.local.AAAA.ZmZm=', 'v4.local.AAAA.Zm9=', 'v4.local.AAAA.Z',
            'v4.local.AAAA.Zh', 'v4.local.AAAA.Zm+v',
            "v4.local.AAAA.ZmZm\n", 'v4.local.AAAA.!', "v4.local.AAAA.\0", 'v4.local.AAAA.' . str_repeat('Z', 10924),
            'v4.local.AAAA.' . str_repeat('Z', 10 << 20), 'v4.local.AAAA.' . str_repeat('.', 100000),
        ];
        foreach ($table as $token) {
            self::assertInvalid(static fn () => Paseto::untrustedFooter($token), substr($token, 0, 50));
            self::assertInvalid(static fn () => Paseto::untrustedKeyId($token), substr($token, 0, 50));
        }
    }

    public function testTheKeyIdOfATokenThatNobodyAuthenticated(): void
    {
        $table = [
            ['{"kid":"' . self::LID . '"}', self::LID], ['{"a":{"kid":"x"},"kid":"' . self::PID . '"}', self::PID],
            ['{"\u006bid":"k4\u002e' . substr(self::SID, 3) . '"}', self::SID],
            ['', null], ['text', null], ['kid', null], ['{}', null], ['{"a":{"kid":"' . self::LID . '"}}', null], ['["kid","' . self::LID . '"]', null],
            ['{"KID":"' . self::LID . '"}', null],
            [' {"kid":"' . self::LID . '"}', self::LID], ["\r\n\t {\"kid\":\"" . self::LID . '"} ', self::LID], ["\v{\"kid\":\"" . self::LID . '"}', null], ["\u{feff}{\"kid\":\"" . self::LID . '"}', null],
        ];
        foreach ($table as [$footer, $id]) {
            self::assertSame($id, Paseto::untrustedKeyId(self::local()->encrypt('p', $footer)), $footer);
            self::assertSame($id, Paseto::untrustedKeyId(self::public()->sign('p', $footer)), $footer);
        }
        // Where two could be meant, or the footer is no good at all, none is named.
        foreach (self::malformed() as $label => $footer) {
            try {
                self::assertNull(Paseto::untrustedKeyId(self::local()->encrypt('p', $footer)), $label);
            } catch (InvalidToken $exception) {
                self::assertSame(self::NOT_VALID, $exception->getMessage(), $label);
            }
        }
    }
}
