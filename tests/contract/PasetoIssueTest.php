<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\ClaimMismatch;
use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Paseto;
use PHPUnit\Framework\TestCase;

/**
 * issue(): what it adds, how it writes claims, and what it refuses. Footers and rings have tests of their own.
 */
class PasetoIssueTest extends TestCase
{
    use PasetoAssertions;

    private const ADDED = '"iat":"2026-03-01T12:00:00Z","exp":"2026-03-01T13:00:00Z"';

    public function testWhatIsAdded(): void
    {
        $all = ['issuer' => 'i', 'audience' => 'a', 'subject' => 's'];
        $table = [
            [[], [], '{' . self::ADDED . '}'],
            [[], ['a' => 1], '{"a":1,' . self::ADDED . '}'],
            [['lifetime' => null], [], '{"iat":"2026-03-01T12:00:00Z"}'],
            [['lifetime' => 1], [], '{"iat":"2026-03-01T12:00:00Z","exp":"2026-03-01T12:00:01Z"}'],
            [['lifetime' => 3155760000], [], '{"iat":"2026-03-01T12:00:00Z","exp":"2126-03-02T12:00:00Z"}'],
            [$all, [], '{' . self::ADDED . ',"iss":"i","aud":"a","sub":"s"}'],
            [$all, ['b' => []], '{"b":[],' . self::ADDED . ',"iss":"i","aud":"a","sub":"s"}'],
            [$all, ['sub' => 's', 'aud' => 'a', 'iss' => 'i'], '{"sub":"s","aud":"a","iss":"i",' . self::ADDED . '}'],
            [$all, ['aud' => 'a'], '{"aud":"a",' . self::ADDED . ',"iss":"i","sub":"s"}'],
            [['subject' => ''], [], '{' . self::ADDED . ',"sub":""}'],
            [['issuer' => "\u{e9}/\""], [], '{' . self::ADDED . ",\"iss\":\"\u{e9}/\\\"\"}"],
            [[], ['iss' => 'x', 'aud' => 'y', 'sub' => 'z', 'jti' => 'id'], '{"iss":"x","aud":"y","sub":"z","jti":"id",' . self::ADDED . '}'],
            // What the claims say themselves goes first.
            [[], ['exp' => '2000-01-01T00:00:00.5+01:00'], '{"exp":"2000-01-01T00:00:00.5+01:00","iat":"2026-03-01T12:00:00Z"}'],
            [['lifetime' => null], ['exp' => '2099-01-01T00:00:00Z'], '{"exp":"2099-01-01T00:00:00Z","iat":"2026-03-01T12:00:00Z"}'],
            [[], ['iat' => '2000-01-01T00:00:00Z'], '{"iat":"2000-01-01T00:00:00Z","exp":"2026-03-01T13:00:00Z"}'],
            [[], ['exp' => '2099-01-01T00:00:00Z', 'nbf' => '2098-01-01T00:00:00Z', 'iat' => '2097-01-01T00:00:00Z'], '{"exp":"2099-01-01T00:00:00Z","nbf":"2098-01-01T00:00:00Z","iat":"2097-01-01T00:00:00Z"}'],
        ];
        foreach ($table as [$settings, $claims, $payload]) {
            self::assertSame($payload, self::local()->decrypt(self::local(self::NOW, ...$settings)->issue($claims)));
            self::assertSame($payload, self::public()->verify(self::public(self::NOW, ...$settings)->issue($claims)));
        }
    }

    public function testTheClockInWholeSeconds(): void
    {
        $table = [
            ['2026-03-01T12:00:00.999999Z', '2026-03-01T12:00:00Z', '2026-03-01T13:00:00Z'],
            ['2026-03-01T01:30:00+05:30', '2026-02-28T20:00:00Z', '2026-02-28T21:00:00Z'],
            ['2024-02-28T23:30:00Z', '2024-02-28T23:30:00Z', '2024-02-29T00:30:00Z'],
            ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59Z', '1970-01-01T00:59:59Z'],
            ['0001-02-03T04:05:06Z', '0001-02-03T04:05:06Z', '0001-02-03T05:05:06Z'],
            ['9999-12-31T22:59:59Z', '9999-12-31T22:59:59Z', '9999-12-31T23:59:59Z'],
        ];
        foreach ($table as [$now, $iat, $exp]) {
            self::assertSame(['iat' => $iat, 'exp' => $exp], self::claims(self::local($now)->issue([])), $now);
        }
    }

    public function testDatesBecomeUtcToTheSecond(): void
    {
        $zone = new \DateTimeZone('America/New_York');
        $table = [
            [new \DateTimeImmutable('2026-03-01T12:00:00Z'), '2026-03-01T12:00:00Z'],
            [new \DateTime('2026-03-01T12:00:00+02:00'), '2026-03-01T10:00:00Z'],
            [new \DateTimeImmutable('2026-07-01 00:00:00', $zone), '2026-07-01T04:00:00Z'],
            [new \DateTimeImmutable('2026-12-31 20:00:00', $zone), '2027-01-01T01:00:00Z'],
            [new \DateTimeImmutable('2026-03-01T12:00:00.999999Z'), '2026-03-01T12:00:00Z'],
            [new \DateTimeImmutable('1969-12-31T23:59:58.5Z'), '1969-12-31T23:59:58Z'],
            [new \DateTimeImmutable('0000-01-01T00:00:00Z'), '0000-01-01T00:00:00Z'],
            [new \DateTimeImmutable('9999-12-31T23:59:59Z'), '9999-12-31T23:59:59Z'],
            [new class ('2026-03-01T12:00:00Z') extends \DateTimeImmutable {
            }, '2026-03-01T12:00:00Z'],
        ];
        foreach ($table as [$date, $text]) {
            $before = serialize($date instanceof \DateTime ? clone $date : 0);
            foreach (['exp', 'nbf', 'iat'] as $claim) {
                self::assertSame($text, self::claims(self::local()->issue([$claim => $date]))[$claim], $text);
                self::assertSame($text, json_decode(self::public()->verify(self::public()->issue([$claim => $date])), true)[$claim], $text);
            }
            self::assertSame($before, serialize($date instanceof \DateTime ? $date : 0), 'unchanged');
        }
        // Elsewhere they are what JSON makes of them.
        $date = new \DateTimeImmutable('2026-03-01T12:00:00+02:00');
        self::assertSame((array) json_decode((string) json_encode($date), true), self::claims(self::local()->issue(['at' => $date]))['at']);
        self::assertMismatch('sub', "The claim 'sub' must be a string", static fn () => self::local()->issue(['sub' => $date]));
    }

    public function testDatesBeyondFourDigitsAreRefused(): void
    {
        $dates = [
            new \DateTimeImmutable('9999-12-31T23:59:59-01:00'), new \DateTimeImmutable('0000-01-01T00:00:00+01:00'),
            (new \DateTimeImmutable('2026-03-01T12:00:00Z'))->setDate(10000, 1, 1),
            (new \DateTimeImmutable('2026-03-01T00:00:00Z'))->setDate(10000, 1, 1), new \DateTimeImmutable('0000-01-01T00:00:00+00:01'),
            (new \DateTimeImmutable('2026-03-01T12:00:00Z'))->setDate(-1, 1, 1), (new \DateTimeImmutable())->setTimestamp(PHP_INT_MAX >> 8),
        ];
        foreach ($dates as $date) {
            $text = $date->format(DATE_ATOM);
            foreach (['exp', 'nbf', 'iat'] as $claim) {
                $message = "The claim '$claim' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z";
                self::assertMismatch($claim, $message, static fn () => self::local()->issue([$claim => $date]), "$claim: $text");
            }
        }
    }

    public function testHowClaimsAreWritten(): void
    {
        $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION;
        $claims = [
            'slash' => 'a/b', 'unicode' => "\u{e9}\u{20ac}\u{1f600}", 'lines' => "\u{2028}\u{2029}\n", 'tags' => '<a href="\'">&', 'float' => 1.0,
            'small' => 0.1, 'large' => 1e25,
            'zero' => -0.0, 'int' => PHP_INT_MAX, 'bool' => true, 'null' => null, 'list' => [1, [2], []], 'map' => ['x' => ['y' => null]],
            'object' => (object) [], 'gaps' => [1 => 'a'],
            'serializable' => new class implements \JsonSerializable {
                public function jsonSerialize(): mixed
                {
                    return ['a' => 1.0];
                }
            },
            'enum' => Suit::Spades, '' => 'empty', "\0" => 'nul', '1.5' => 'number', "a\"\\/\u{e9}" => 'name', 'EXP' => 1,
        ];
        $expected = substr((string) json_encode($claims, $flags), 0, -1) . ',' . self::ADDED . '}';
        self::assertSame($expected, self::local()->decrypt(self::local()->issue($claims)));
        self::assertSame($expected, self::public()->verify(self::public()->issue($claims)));
        self::assertSame(json_decode($expected, true), self::local()->parse(self::local()->issue($claims))->claims);
    }

    public function testClaimsNeedNames(): void
    {
        foreach ([[['a'], 0], [['a' => 1, 2], 0], [['5' => 1], 5], [[-7 => 1], -7], [['a' => 1, 9 => 1, 3 => 1], 9]] as [$claims, $key]) {
            self::assertMismatch('', "Claims need names: the key $key is an integer", static fn () => self::local()->issue($claims));
            self::assertMismatch('', "Claims need names: the key $key is an integer", static fn () => self::public()->issue($claims));
        }
    }

    public function testTypesOfRegisteredClaims(): void
    {
        $others = [null, true, false, 0, 1772366400, 1.5, [], ['a'], (object) ['a' => 1], Suit::Spades];
        foreach (['exp', 'nbf', 'iat', 'iss', 'aud', 'sub', 'jti'] as $claim) {
            $isTime = \in_array($claim, ['exp', 'nbf', 'iat'], true);
            $message = $isTime ? "The claim '$claim' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z" : "The claim '$claim' must be a string";
            foreach ([...$others, ...$isTime ? ['', 'now'] : []] as $value) {
                foreach ([[], ['issuer' => 'i', 'audience' => 'a', 'subject' => 's', 'lifetime' => null]] as $settings) {
                    $label = "$claim: " . get_debug_type($value);
                    self::assertMismatch($claim, $message, static fn () => self::local(self::NOW, ...$settings)->issue([$claim => $value]), $label);
                    self::assertMismatch($claim, $message, static fn () => self::public(self::NOW, ...$settings)->issue([$claim => $value]), $label);
                }
            }
        }
    }

    public function testWhatContradictsTheSettings(): void
    {
        foreach (['iss' => 'issuer', 'aud' => 'audience', 'sub' => 'subject'] as $claim => $setting) {
            foreach (['other', '', 'x ', 'X'] as $value) {
                $message = "The claim '$claim' is not the expected one";
                self::assertMismatch($claim, $message, static fn () => self::local(self::NOW, ...[$setting => 'x'])->issue([$claim => $value]));
                self::assertMismatch($claim, $message, static fn () => self::public(self::NOW, ...[$setting => 'x'])->issue([$claim => $value]));
            }
        }
    }

    public function testWhatCannotBeJson(): void
    {
        $recursive = [];
        $recursive['a'] = &$recursive;
        $deep = 1;
        for ($level = 0; $level < 128; ++$level) {
            $deep = ['a' => $deep];
        }
        $table = [
            ['Malformed UTF-8 characters, possibly incorrectly encoded', ['a' => "\xff"]],
            ['Malformed UTF-8 characters, possibly incorrectly encoded', ["\xff" => 1]],
            ['Malformed UTF-8 characters, possibly incorrectly encoded', ['a' => ['b' => "\xc0\xaf"]]],
            ['Malformed UTF-8 characters, possibly incorrectly encoded', ['iss' => "\xff"]],
            ['Malformed UTF-8 characters, possibly incorrectly encoded', ['jti' => "\xed\xa0\x80"]],
            ['Inf and NaN cannot be JSON encoded', ['a' => NAN]],
            ['Inf and NaN cannot be JSON encoded', ['a' => [INF]]],
            ['Type is not supported', ['a' => STDIN]],
            ['Non-backed enums have no default serialization', ['a' => Plain::One]],
            ['Maximum stack depth exceeded', ['a' => $deep]],
            [null, ['a' => $recursive]],
        ];
        foreach ($table as $index => [$reason, $claims]) {
            foreach ([self::local(), self::public()] as $tokens) {
                try {
                    $tokens->issue($claims);
                    self::fail("case $index is issued");
                } catch (ClaimMismatch $exception) {
                    self::assertSame(['', PasetoException::CLAIM], [$exception->getClaim(), $exception->getCode()]);
                    $message = 'The claims cannot be written as JSON: ';
                    self::assertStringStartsWith($message, $exception->getMessage());
                    self::assertSame($message . ($reason ?? substr($exception->getMessage(), \strlen($message))), $exception->getMessage(), "case $index");
                }
            }
        }
    }

    public function testNothingIsIssuedThatIsNotRead(): void
    {
        $nested = static function (int $levels, mixed $inside): mixed {
            for ($level = 0; $level < $levels; ++$level) {
                $inside = [$inside];
            }

            return $inside;
        };
        // The payload is the first of 128 levels.
        foreach ([$nested(127, 1), $nested(126, []), $nested(126, (object) [])] as $value) {
            self::assertArrayHasKey('a', self::local()->parse(self::local()->issue(['a' => $value]))->claims);
        }
        foreach ([$nested(128, 1), $nested(127, []), $nested(127, (object) [])] as $index => $value) {
            foreach ([self::local(), self::public()] as $tokens) {
                $exception = self::assertThrows(ClaimMismatch::class, PasetoException::CLAIM, null, static fn () => $tokens->issue(['a' => $value]), "case $index");
                self::assertSame('', $exception instanceof ClaimMismatch ? $exception->getClaim() : null);
            }
        }
    }

    public function testWhatIsIssuedIsRead(): void
    {
        $settings = ['issuer' => 'i', 'audience' => 'a', 'subject' => 's', 'leeway' => 3];
        foreach ([self::local(self::NOW, ...$settings), self::public(self::NOW, ...$settings)] as $tokens) {
            $token = $tokens->parse($tokens->issue(['role' => 'admin', 'nbf' => '2026-03-01T12:00:03Z'], ['f' => 1], 'implicit'), 'implicit');
            $expected = [
                'role' => 'admin', 'nbf' => '2026-03-01T12:00:03Z', 'iat' => '2026-03-01T12:00:00Z', 'exp' => '2026-03-01T13:00:00Z', 'iss' => 'i',
                'aud' => 'a', 'sub' => 's',
            ];
            self::assertSame($expected, $token->claims);
            self::assertSame('{"f":1}', $token->footer);
            self::assertSame('2026-03-01T13:00:00+00:00', $token->time('exp')?->format(DATE_ATOM));
        }
    }

    public function testWhatAValueThrowsPassesThrough(): void
    {
        $thrown = new \DomainException('mine');
        $value = new class ($thrown) implements \JsonSerializable {
            public function __construct(private readonly \Throwable $thrown)
            {
            }

            public function jsonSerialize(): never
            {
                throw $this->thrown;
            }
        };
        foreach ([self::local(), self::public()] as $tokens) {
            try {
                $tokens->issue(['a' => $value]);
                self::fail('nothing was thrown');
            } catch (\DomainException $exception) {
                self::assertSame($thrown, $exception);
            }
            self::assertNotSame('', $tokens->issue([]), 'usable afterwards');
        }
    }

    public function testTheClaimsStayAsTheyWere(): void
    {
        $date = new \DateTime('2026-03-01T12:00:00+02:00');
        $claims = ['exp' => $date, 'a' => ['b' => 1]];
        $copy = $claims;
        Paseto::local(self::localKey(), issuer: 'i', clock: self::clock())->issue($claims);
        self::assertSame($copy, $claims);
    }
}
