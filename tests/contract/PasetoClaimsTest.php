<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Exception\TokenExpired;
use HighPerApp\HighPer\Native\Exception\TokenNotYetValid;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\Token;
use PHPUnit\Framework\TestCase;

/**
 * parse() and parseExpired() of authentic tokens: what a payload has to be, and which claims are checked in which order. Times have a test of their own.
 */
class PasetoClaimsTest extends TestCase
{
    use PasetoAssertions;

    private const EXP = '"exp":"2026-03-01T13:00:00Z"';

    public function testPayloadsThatAreObjects(): void
    {
        $deep = str_repeat('{"a":', 127) . '{}' . str_repeat('}', 127);
        $wide = '{' . implode(',', array_map(static fn (int $index): string => "\"k$index\":$index", range(1, 10000))) . '}';
        $payloads = [
            '{}', " \t\r\n{ \t\r\n} \t\r\n", '{"":1}', '{"a":1,"A":2}', '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}', '{"1":1,"01":2,"-1":3,"0":4}',
            '{"a":[],"b":{}}',
            '{"a":null,"b":true,"c":false}',
            '{"a":-0,"b":-0.0,"c":1.0,"d":1e2,"e":9223372036854775807,"f":9223372036854775808,"g":-9223372036854775809,"h":1e999}',
            "{\"\u{e9}\":1,\"e\u{301}\":2}", '{"\u0000":1,"\u0000\u0000":2,"a\u0000":3,"a":4}', '{"\u00e9":"\ud83d\ude00","\ud83d\ude00":"\\\\\"\/\b\f\n\r\t"}',
            "{\"\u{10ffff}\":\"\x7f\u{feff}\u{2028}\"}", '{"a\"":1,"a\\\\":2,"a":3}', '{"a":"{\"b\":1,\"b\":2}"}', '{"a":"\",\"a\":\""}', $deep, $wide,
            str_repeat(' ', 100000) . '{}',
            '{"a":' . str_repeat('[', 127) . str_repeat(']', 127) . '}',
        ];
        foreach ($payloads as $payload) {
            foreach ([[self::local(self::NOW, lifetime: null), 'encrypt'], [self::public(self::NOW, lifetime: null), 'sign']] as [$tokens, $write]) {
                $token = $tokens->$write($payload, 'foot');
                $parsed = $tokens->parse($token);
                self::assertSame(Token::class, $parsed::class);
                self::assertSame('foot', $parsed->footer);
                self::assertSame(serialize(json_decode($payload, true, 512, JSON_THROW_ON_ERROR)), serialize($parsed->claims), substr($payload, 0, 200));
                self::assertSame(serialize($parsed->claims), serialize($tokens->parseExpired($token)->claims));
            }
        }
    }

    public function testPayloadsThatAreNone(): void
    {
        $payloads = [
            'empty' => '', 'blank' => " \n", 'list' => '[]', 'list of objects' => '[{}]', 'number' => '1', 'string' => '"a"', 'null' => 'null',
            'true' => 'true', 'text' => 'hello',
            'unfinished' => '{', 'a name' => '{"a"', 'no value' => '{"a":}', 'trailing comma' => '{"a":1,}', 'leading comma' => '{,"a":1}',
            'closed twice' => '{}}', 'two' => '{}{}',
            'trailing data' => '{}x', 'trailing NUL' => "{}\0", 'leading NUL' => "\0{}", 'BOM' => "\u{feff}{}", 'BOM after' => "{}\u{feff}",
            'no-break space' => "\u{a0}{}",
            'form feed' => "\f{}", 'comment' => '{}//', 'comment inside' => '{/**/}', 'single quotes' => "{'a':1}", 'bare name' => '{a:1}',
            'number as name' => '{1:1}',
            'UTF-16' => "{\0}\0", 'NaN' => '{"a":NaN}', 'Infinity' => '{"a":-Infinity}', 'leading zero' => '{"a":01}', 'plus' => '{"a":+1}',
            'hex' => '{"a":0x1}', 'point' => '{"a":1.}',
            'TRUE' => '{"a":TRUE}', 'True' => '{"a":[True]}', 'fALSE' => '{"a":fALSE}', 'nuLL' => '{"a":{"b":nuLL}}',
            'control character' => "{\"a\":\"\n\"}", 'NUL in a string' => "{\"a\":\"\0\"}", 'bad escape' => '{"a":"\x41"}',
            'short escape' => '{"a":"\u12"}',
            'invalid UTF-8' => "{\"a\":\"\xff\"}", 'invalid UTF-8 in a name' => "{\"\xff\":1}", 'overlong' => "{\"a\":\"\xc0\xaf\"}",
            'surrogate' => "{\"a\":\"\xed\xa0\x80\"}",
            'beyond Unicode' => "{\"a\":\"\xf4\x90\x80\x80\"}", 'cut UTF-8' => "{\"a\":\"\xe2\x82\"}", 'lone surrogate' => '{"a":"\ud800"}',
            'lone low surrogate' => '{"a":"\udc00"}',
            'lone surrogate in a name' => '{"\ud800":1}', 'twice' => '{"a":1,"a":1}', 'twice, apart' => '{"a":1,"b":2,"c":3,"a":4}',
            'twice, the second escaped' => '{"a":1,"\u0061":2}',
            'twice, the first escaped' => '{"\u0061":1,"a":2}', 'twice, escaped in two ways' => '{"\u00E9":1,"\u00e9":2}', 'twice, slash' => '{"\/":1,"/":2}',
            'twice, pair of surrogates' => "{\"\\ud83d\\ude00\":1,\"\u{1f600}\":2}", 'twice, empty' => '{"":1,"":2}', 'twice, NUL' => '{"\u0000":1,"\u0000":2}',
            'twice, inside' => '{"a":{"b":1,"b":2}}', 'twice, in a list' => '{"a":[1,{"b":1,"b":2}]}',
            'twice, far inside' => '{"a":[[{"x":{"b":[],"c":{},"b":null}}]]}',
            'twice, numbers' => '{"1":1,"1":2}', 'twice, expiry' => '{' . self::EXP . ',"exp":"2099-01-01T00:00:00Z"}',
            'twice, expiry escaped' => '{' . self::EXP . ',"\u0065xp":"2099-01-01T00:00:00Z"}',
            'twice, spaced' => '{ "a" : 1 , "a" : 2 }', 'twice, behind a string full of names' => '{"a":"\",\"b\":\"","b":1,"b":2}',
            'twice, with the names in a string as well' => '{"x":"\"a\":","a":1,"a":2}',
            'twice of 10,000' => '{' . implode(',', array_map(static fn (int $index): string => "\"k$index\":$index", [...range(1, 10000), 5])) . '}',
            'twice of 10,000, nested' => '{"a":[' . str_repeat('{"a":1,"b":2},', 5000) . '{"a":1,"a":2}]}',
            '129 levels' => str_repeat('{"a":', 128) . '{}' . str_repeat('}', 128),
            '129 levels of lists' => '{"a":' . str_repeat('[', 128) . str_repeat(']', 128) . '}',
            '100,000 levels' => '{"a":' . str_repeat('[', 100000) . str_repeat(']', 100000) . '}', '100,000 brackets' => '{"a":' . str_repeat('[', 100000),
            '100,000 levels of objects' => str_repeat('{"a":', 100000),
        ];
        $tokens = [[self::local(self::NOW, lifetime: null), 'encrypt'], [self::public(self::NOW, lifetime: null), 'sign']];
        foreach ($payloads as $label => $payload) {
            foreach ($tokens as [$parser, $write]) {
                $token = $parser->$write($payload);
                self::assertMismatch('', self::NOT_AN_OBJECT, static fn () => $parser->parse($token), $label);
                self::assertMismatch('', self::NOT_AN_OBJECT, static fn () => $parser->parseExpired($token), $label);
            }
        }
    }

    public function testLargeObjectsOfUniqueNames(): void
    {
        // Names that begin alike, and names that PHP's own table would put into one bucket.
        foreach (["k\0", str_repeat('k', 50), ''] as $prefix) {
            $names = [];
            for ($index = 0; $index < 20000; ++$index) {
                $names[] = json_encode($prefix . $index * 65536) . ':1';
            }
            $tokens = Paseto::local(self::localKey(), lifetime: null, clock: self::clock(), maxLength: 8 << 20);
            self::assertCount(20000, $tokens->parse($tokens->encrypt('{' . implode(',', $names) . '}'))->claims);
            $names[] = $names[0];
            $token = $tokens->encrypt('{' . implode(',', $names) . '}');
            self::assertMismatch('', self::NOT_AN_OBJECT, static fn () => $tokens->parse($token));
        }
    }

    public function testTypesOfRegisteredClaims(): void
    {
        $others = ['null', 'true', '1', '1.5', '1772366400', '[]', '{}', '["a"]', '{"a":"b"}'];
        foreach (['exp', 'nbf', 'iat', 'iss', 'aud', 'sub', 'jti'] as $claim) {
            $isTime = \in_array($claim, ['exp', 'nbf', 'iat'], true);
            $message = $isTime ? "The claim '$claim' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z" : "The claim '$claim' must be a string";
            foreach ([...$others, ...$isTime ? ['""', '"a"'] : []] as $value) {
                $token = self::local()->encrypt("{\"$claim\":$value" . ($claim === 'exp' ? '' : ',' . self::EXP) . '}');
                foreach (['parse', 'parseExpired'] as $method) {
                    self::assertMismatch($claim, $message, static fn () => self::local()->$method($token), "$claim: $value");
                    self::assertMismatch($claim, $message, static fn () => self::local(self::NOW, lifetime: null, issuer: 'i', audience: 'a', subject: 's')->$method($token), "$claim: $value");
                }
            }
            if (!$isTime) {
                $token = self::local()->encrypt("{\"$claim\":\"\"," . self::EXP . '}');
                self::assertSame('', self::local()->parse($token)->get($claim));
            }
        }
        // Inside, and under other names, anything may stand.
        $token = self::local()->encrypt('{"a":{"exp":1,"iss":2},"EXP":1,"Iss":2,"exp ":3,' . self::EXP . '}');
        self::assertSame(1, self::local()->parse($token)->get('EXP'));
    }

    public function testRegisteredNamesAreKnownWhenEscaped(): void
    {
        $token = self::local()->encrypt('{"\u0065\u0078\u0070":"2026-03-01T11:00:00Z"}');
        self::assertThrows(TokenExpired::class, PasetoException::EXPIRED, 'The token has expired at 2026-03-01T11:00:00Z', static fn () => self::local()->parse($token));
        $token = self::local()->encrypt('{"exp":"\u0032026-03-01T11:00:00\u005a"}');
        self::assertThrows(TokenExpired::class, PasetoException::EXPIRED, 'The token has expired at 2026-03-01T11:00:00Z', static fn () => self::local()->parse($token));
        $token = self::local()->encrypt('{"is\u0073":1,' . self::EXP . '}');
        self::assertMismatch('iss', "The claim 'iss' must be a string", static fn () => self::local()->parse($token));
        $token = self::local()->encrypt('{"iss":"\u0061\/",' . self::EXP . '}');
        self::assertSame('a/', self::local(self::NOW, issuer: 'a/')->parse($token)->get('iss'));
    }

    public function testExpiryIsDemandedUnlessTheLifetimeIsNull(): void
    {
        $token = self::local()->encrypt('{"iat":"2026-03-01T12:00:00Z"}');
        self::assertMismatch('exp', "The claim 'exp' is missing", static fn () => self::local()->parse($token));
        self::assertMismatch('exp', "The claim 'exp' is missing", static fn () => self::local()->parseExpired($token));
        self::assertMismatch('exp', "The claim 'exp' is missing", static fn () => self::local(self::NOW, lifetime: 1)->parse($token));
        self::assertSame('2026-03-01T12:00:00Z', self::local(self::NOW, lifetime: null)->parse($token)->get('iat'));
        // One that is there counts nevertheless.
        $token = self::local()->encrypt('{"exp":"2026-03-01T12:00:00Z"}');
        $parse = static fn () => self::local(self::NOW, lifetime: null)->parse($token);
        self::assertThrows(TokenExpired::class, PasetoException::EXPIRED, 'The token has expired at 2026-03-01T12:00:00Z', $parse);
    }

    public function testIssuerAudienceAndSubject(): void
    {
        $settings = ['iss' => 'issuer', 'aud' => 'audience', 'sub' => 'subject'];
        foreach ($settings as $claim => $setting) {
            foreach (['expected', '', "\u{e9}", '0', 'null'] as $expected) {
                $parser = self::local(self::NOW, ...[$setting => $expected]);
                $right = self::local()->encrypt('{' . self::EXP . ",\"$claim\":" . json_encode($expected) . '}');
                foreach (['parse', 'parseExpired'] as $method) {
                    self::assertSame($expected, $parser->$method($right)->get($claim));
                    self::assertSame($expected, self::local()->$method($right)->get($claim), 'where nothing is expected');
                    $missing = self::local()->encrypt('{' . self::EXP . '}');
                    self::assertMismatch($claim, "The claim '$claim' is missing", static fn () => $parser->$method($missing), "$claim: $expected");
                    foreach ([$expected . ' ', strtoupper($expected) . 'X', "x$expected", "$expected\0", 'other'] as $other) {
                        $wrong = self::local()->encrypt('{' . self::EXP . ",\"$claim\":" . json_encode($other) . '}');
                        self::assertMismatch($claim, "The claim '$claim' is not the expected one", static fn () => $parser->$method($wrong), "$claim: $other for $expected");
                    }
                }
            }
        }
    }

    /**
     * Everything is wrong at first; what is complained of is put right, and the next complaint has to be the next in order.
     */
    public function testOrderOfChecks(): void
    {
        $claims = [
            'jti' => '5', 'sub' => '4', 'aud' => '3', 'iss' => '2', 'iat' => '1', 'nbf' => 'false', 'exp' => 'null',
        ];
        $time = static fn (string $claim): string => "The claim '$claim' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z";
        $steps = [
            ['exp', $time('exp'), ['exp' => '"2026-03-01T11:00:00Z"']],
            ['nbf', $time('nbf'), ['nbf' => '"2026-03-01T12:10:00Z"']],
            ['iat', $time('iat'), ['iat' => '"2026-03-01T12:20:00Z"']],
            ['iss', "The claim 'iss' must be a string", ['iss' => null]],
            ['aud', "The claim 'aud' must be a string", ['aud' => null]],
            ['sub', "The claim 'sub' must be a string", ['sub' => null]],
            ['jti', "The claim 'jti' must be a string", ['jti' => '"id"', 'exp' => null]],
            ['exp', "The claim 'exp' is missing", ['exp' => '"2026-03-01T11:00:00Z"']],
            [TokenExpired::class, 'The token has expired at 2026-03-01T11:00:00Z', ['exp' => '"2026-03-01T13:00:00Z"']],
            [TokenNotYetValid::class, 'The token is not valid before 2026-03-01T12:10:00Z', ['nbf' => '"2026-03-01T11:00:00Z"']],
            [TokenNotYetValid::class, 'The token was issued in the future, at 2026-03-01T12:20:00Z', ['iat' => '"2026-03-01T11:00:00Z"']],
            ['iss', "The claim 'iss' is missing", ['iss' => '"other"']],
            ['iss', "The claim 'iss' is not the expected one", ['iss' => '"i"']],
            ['aud', "The claim 'aud' is missing", ['aud' => '"other"']],
            ['aud', "The claim 'aud' is not the expected one", ['aud' => '"a"']],
            ['sub', "The claim 'sub' is missing", ['sub' => '"other"']],
            ['sub', "The claim 'sub' is not the expected one", ['sub' => '"s"']],
        ];
        $write = static function (array $claims): string {
            $members = [];
            foreach (array_filter($claims, static fn (?string $value): bool => $value !== null) as $name => $value) {
                $members[] = "\"$name\":$value";
            }

            return '{' . implode(',', $members) . '}';
        };
        $local = self::local(self::NOW, issuer: 'i', audience: 'a', subject: 's');
        $public = self::public(self::NOW, issuer: 'i', audience: 'a', subject: 's');
        foreach ($steps as [$claim, $message, $corrections]) {
            $payload = $write($claims);
            foreach ([[$local, $local->encrypt($payload)], [$public, $public->sign($payload)]] as [$parser, $token]) {
                $parse = static fn () => $parser->parse($token);
                if ($claim === TokenExpired::class) {
                    self::assertThrows($claim, PasetoException::EXPIRED, $message, $parse);
                } elseif ($claim === TokenNotYetValid::class) {
                    self::assertThrows($claim, PasetoException::NOT_YET_VALID, $message, $parse);
                } else {
                    self::assertMismatch($claim, $message, $parse);
                }
            }
            $claims = array_replace($claims, $corrections);
        }
        self::assertSame(['jti' => 'id', 'sub' => 's', 'aud' => 'a', 'iss' => 'i'], \array_slice($local->parse($local->encrypt($write($claims)))->claims, 0, 4));
    }

    public function testAnExpiredTokenIsStillChecked(): void
    {
        $parser = self::local(self::NOW, issuer: 'i');
        $exp = '"exp":"2020-01-01T00:00:00Z"';
        self::assertSame('i', $parser->parseExpired(self::local()->encrypt("{{$exp},\"iss\":\"i\"}"))->get('iss'));
        self::assertMismatch('iss', "The claim 'iss' is missing", static fn () => $parser->parseExpired(self::local()->encrypt("{{$exp}}")));
        $parse = static fn (string $payload) => static fn () => $parser->parseExpired(self::local()->encrypt($payload));
        $message = 'The token is not valid before 2026-03-01T12:00:01Z';
        self::assertThrows(TokenNotYetValid::class, PasetoException::NOT_YET_VALID, $message, $parse("{{$exp},\"iss\":\"i\",\"nbf\":\"2026-03-01T12:00:01Z\"}"));
        $message = 'The token was issued in the future, at 2026-03-01T12:00:01Z';
        self::assertThrows(TokenNotYetValid::class, PasetoException::NOT_YET_VALID, $message, $parse("{{$exp},\"iss\":\"i\",\"iat\":\"2026-03-01T12:00:01Z\"}"));
        self::assertInvalid(static fn () => $parser->parseExpired(self::local()->encrypt("{{$exp}}"), 'implicit'));
        // One that has not expired is fine as well.
        self::assertSame('i', $parser->parseExpired(self::local()->encrypt('{"iss":"i",' . self::EXP . '}'))->get('iss'));
    }

    public function testRefusalsDoNotQuoteWhatIsExpected(): void
    {
        $parser = self::local(self::NOW, issuer: 'the-expected-issuer');
        $token = self::local()->encrypt('{"iss":"the-given-issuer",' . self::EXP . '}');
        try {
            $parser->parse($token);
            self::fail('nothing was thrown');
        } catch (PasetoException $exception) {
            self::assertStringNotContainsString('the-expected-issuer', $exception->getMessage());
            self::assertStringNotContainsString('the-given-issuer', $exception->getMessage());
        }
    }

    public function testTheErrorStateOfJsonStays(): void
    {
        json_decode('[');
        $tokens = self::local();
        $tokens->parse($tokens->issue(['a' => 1], ['b' => 2]));
        $token = $tokens->encrypt('{');
        self::assertMismatch('', self::NOT_AN_OBJECT, static fn () => $tokens->parse($token));
        self::assertSame(JSON_ERROR_SYNTAX, json_last_error());
        json_decode('1');
    }
}
