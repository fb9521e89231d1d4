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
 * Times in claims: what is one (RFC 3339, 5.6, as PASETO narrows it), and how the clock, the leeway and fractions of a second decide.
 */
class PasetoTimeTest extends TestCase
{
    use PasetoAssertions;

    private const TIMES = [
        '2026-03-01T12:00:00Z', '2026-03-01T12:00:00+00:00', '2026-03-01T12:00:00-00:00', '2026-03-01T12:00:00.0Z', '2026-03-01T12:00:00.123456789Z',
        '2026-03-01T12:00:00.000000000000000000000000000000000000000000000000001Z', '2026-03-01T12:00:00.99+05:30', '2026-03-01T12:00:00+23:59',
        '2026-03-01T12:00:00-23:59', '2026-03-01T00:00:00Z', '2026-03-01T23:59:59Z', '2026-01-31T12:00:00Z', '2026-12-31T12:00:00Z', '2026-04-30T12:00:00Z',
        '2024-02-29T12:00:00Z', '2000-02-29T12:00:00Z', '0000-02-29T12:00:00Z', '0000-01-01T00:00:00Z', '0000-01-01T00:00:00+23:59', '0001-01-01T00:00:00Z',
        '1969-12-31T23:59:59Z', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59-23:59', '2016-12-31T23:59:60Z', '2016-12-31T23:59:60.5Z',
        '2016-12-31T15:59:60-08:00',
        '2017-01-01T05:29:60+05:30', '2400-02-29T12:00:00Z', '2026-03-01T12:34:60Z',
    ];

    private const NO_TIMES = [
        '', ' ', 'now', 'tomorrow', '0', '1772366400', '@1772366400', '2026', '2026-03', '2026-03-01', '2026-03-01T', '2026-03-01T12', '2026-03-01T12:00',
        '2026-03-01T12:00Z',
        '2026-03-01T12:00:00', '2026-03-01 12:00:00Z', '2026-03-01t12:00:00Z', '2026-03-01T12:00:00z', '2026-03-01_12:00:00Z', '2026-03-01T12:00:00.Z',
        '2026-03-01T12:00:00,5Z', '2026-03-01T12:00:00. 5Z', '2026-03-01T12:00:00.5', '2026-03-01T12:00:00.-5Z', '2026-03-01T12:00:00.5.5Z',
        '2026-03-01T12:00:00+0000',
        '2026-03-01T12:00:00+00', '2026-03-01T12:00:00+0:00', '2026-03-01T12:00:00+24:00', '2026-03-01T12:00:00-24:00', '2026-03-01T12:00:00+00:60',
        '2026-03-01T12:00:00+99:99',
        '2026-03-01T12:00:00+00:00Z', '2026-03-01T12:00:00ZZ', '2026-03-01T12:00:00 Z', '2026-03-01T12:00:00Z ', ' 2026-03-01T12:00:00Z',
        "2026-03-01T12:00:00Z\n",
        "2026-03-01T12:00:00Z\0", '2026-03-01T12:00:00UTC', '2026-03-01T12:00:00Europe/Rome', '2026-03-01T12:00:00+00:00:00', '2026-00-01T12:00:00Z',
        '2026-13-01T12:00:00Z',
        '2026-03-00T12:00:00Z', '2026-03-32T12:00:00Z', '2026-04-31T12:00:00Z', '2026-06-31T12:00:00Z', '2026-09-31T12:00:00Z', '2026-11-31T12:00:00Z',
        '2026-02-29T12:00:00Z', '2024-02-30T12:00:00Z', '1900-02-29T12:00:00Z', '2100-02-29T12:00:00Z', '2026-03-01T24:00:00Z', '2026-03-01T25:00:00Z',
        '2026-03-01T12:60:00Z',
        '2026-03-01T12:00:61Z', '2026-12-31T23:59:61Z', '2026-03-01T12:00:99Z', '2026-3-1T12:00:00Z', '26-03-01T12:00:00Z', '+2026-03-01T12:00:00Z',
        '-2026-03-01T12:00:00Z',
        '12026-03-01T12:00:00Z', '20260301T120000Z', '2026-W09-7T12:00:00Z', '2026-060T12:00:00Z', '2026-03-01T1:00:00Z', '2026-03-01T12:0:00Z',
        '2026-03-01T12:00:0Z',
        '2026/03/01T12:00:00Z', '2026-03-01T12.00.00Z', '2026-03-01T-1:00:00Z', '2026-03-01T+1:00:00Z', 'Sun, 01 Mar 2026 12:00:00 GMT',
        '0x7ea-03-01T12:00:00Z',
        "\u{0662}\u{0660}\u{0662}\u{0666}-03-01T12:00:00Z", "2026-03-01T12:00:00\u{2212}05:00", "2026-03-01T12:00:00\u{ff3a}",
    ];

    public function testWhatIsATime(): void
    {
        foreach (self::TIMES as $time) {
            foreach (['exp', 'nbf', 'iat'] as $claim) {
                // At the end of time nothing is too early, and parseExpired() minds nothing too late.
                $claims = [$claim => $time] + ['exp' => '2026-03-01T12:00:00Z'];
                $token = self::local()->encrypt((string) json_encode($claims));
                $parser = self::local('9999-12-31T23:59:59.999999-23:59', leeway: 600);
                self::assertSame($claims, $parser->parseExpired($token)->claims, "$claim: $time");
                self::assertSame($time, self::claims(self::local()->issue([$claim => $time]))[$claim], "issue, $claim: $time");
            }
        }
    }

    public function testWhatIsNone(): void
    {
        foreach (self::NO_TIMES as $time) {
            foreach (['exp', 'nbf', 'iat'] as $claim) {
                $message = "The claim '$claim' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z";
                $token = self::local()->encrypt((string) json_encode([$claim => $time] + ['exp' => '2026-03-01T13:00:00Z'], JSON_THROW_ON_ERROR));
                self::assertMismatch($claim, $message, static fn () => self::local()->parse($token), "$claim: $time");
                self::assertMismatch($claim, $message, static fn () => self::local()->parseExpired($token), "$claim: $time");
                self::assertMismatch($claim, $message, static fn () => self::local()->issue([$claim => $time]), "issue, $claim: $time");
                self::assertMismatch($claim, $message, static fn () => self::public()->issue([$claim => $time]), "issue, $claim: $time");
            }
        }
    }

    /**
     * The claim, its time, the clock's, the leeway, whether the token is taken.
     */
    public function testBoundaries(): void
    {
        $table = [
            ['exp', '2026-03-01T12:00:01Z', '2026-03-01T12:00:00Z', 0, true],
            ['exp', '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z', 0, false],
            ['exp', '2026-03-01T12:00:00Z', '2026-03-01T11:59:59.999999Z', 0, true],
            ['exp', '2026-03-01T11:59:59Z', '2026-03-01T12:00:00Z', 0, false],
            ['exp', '2026-03-01T12:00:00Z', '2026-03-01T12:00:04Z', 5, true],
            ['exp', '2026-03-01T12:00:00Z', '2026-03-01T12:00:04.999999Z', 5, true],
            ['exp', '2026-03-01T12:00:00Z', '2026-03-01T12:00:05Z', 5, false],
            ['exp', '2026-03-01T12:00:00Z', '2026-03-01T12:09:59Z', 600, true],
            ['exp', '2026-03-01T12:00:00Z', '2026-03-01T12:10:00Z', 600, false],
            // Fractions.
            ['exp', '2026-03-01T12:00:00.6Z', '2026-03-01T12:00:00.5Z', 0, true],
            ['exp', '2026-03-01T12:00:00.5Z', '2026-03-01T12:00:00.5Z', 0, false],
            ['exp', '2026-03-01T12:00:00.500001Z', '2026-03-01T12:00:00.5Z', 0, true],
            ['exp', '2026-03-01T12:00:00.500000001Z', '2026-03-01T12:00:00.5Z', 0, true],
            ['exp', '2026-03-01T12:00:00.5000000009Z', '2026-03-01T12:00:00.5Z', 0, false],
            ['exp', '2026-03-01T12:00:00.50000000000000000000Z', '2026-03-01T12:00:00.5Z', 0, false],
            ['exp', '2026-03-01T12:00:00.5Z', '2026-03-01T12:00:02.5Z', 2, false],
            ['exp', '2026-03-01T12:00:00.50Z', '2026-03-01T12:00:02.499999Z', 2, true],
            ['exp', '2026-03-01T12:00:00.05Z', '2026-03-01T12:00:00.1Z', 0, false],
            // Offsets.
            ['exp', '2026-03-01T13:00:01+01:00', '2026-03-01T12:00:00Z', 0, true],
            ['exp', '2026-03-01T13:00:00+01:00', '2026-03-01T12:00:00Z', 0, false],
            ['exp', '2026-03-01T06:30:01-05:30', '2026-03-01T12:00:00Z', 0, true],
            ['exp', '2026-03-01T06:30:00-05:30', '2026-03-01T12:00:00Z', 0, false],
            ['exp', '2026-03-02T11:59:01+23:59', '2026-03-01T12:00:00Z', 0, true],
            ['exp', '2026-03-02T11:59:00+23:59', '2026-03-01T12:00:00Z', 0, false],
            ['exp', '2026-03-01T12:00:00Z', '2026-03-01T14:00:00+02:00', 0, false],
            ['exp', '2026-03-01T12:00:01Z', '2026-03-01T14:00:00+02:00', 0, true],
            // Leap days and seconds, the epoch, the ends.
            ['exp', '2024-02-29T00:00:00Z', '2024-02-28T23:59:59Z', 0, true],
            ['exp', '2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z', 0, false],
            ['exp', '2016-12-31T23:59:60Z', '2016-12-31T23:59:59.9Z', 0, true],
            ['exp', '2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z', 0, false],
            ['exp', '2016-12-31T23:59:60.5Z', '2017-01-01T00:00:00.4Z', 0, true],
            ['exp', '2016-12-31T23:59:60.5Z', '2017-01-01T00:00:00.5Z', 0, false],
            ['exp', '2026-03-01T12:34:60Z', '2026-03-01T12:34:59.9Z', 0, true],
            ['exp', '2026-03-01T12:34:60Z', '2026-03-01T12:35:00Z', 0, false],
            ['exp', '1970-01-01T00:00:00Z', '1969-12-31T23:59:59.5Z', 0, true],
            ['exp', '1969-12-31T23:59:59.6Z', '1969-12-31T23:59:59.5Z', 0, true],
            ['exp', '1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.5Z', 0, false],
            ['exp', '9999-12-31T23:59:59Z', '9999-12-31T23:59:58Z', 600, true],
            ['exp', '0000-01-01T00:00:00Z', '2026-03-01T12:00:00Z', 600, false],
            ['nbf', '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z', 0, true],
            ['nbf', '2026-03-01T12:00:01Z', '2026-03-01T12:00:00Z', 0, false],
            ['nbf', '2026-03-01T12:00:00.000001Z', '2026-03-01T12:00:00Z', 0, false],
            ['nbf', '2026-03-01T12:00:00.000000001Z', '2026-03-01T12:00:00Z', 0, false],
            ['nbf', '2026-03-01T12:00:00.0000000009Z', '2026-03-01T12:00:00Z', 0, true],
            ['nbf', '2026-03-01T12:00:00.5Z', '2026-03-01T12:00:00.5Z', 0, true],
            ['nbf', '2026-03-01T12:00:05Z', '2026-03-01T12:00:00Z', 5, true],
            ['nbf', '2026-03-01T12:00:05.000001Z', '2026-03-01T12:00:00Z', 5, false],
            ['nbf', '2026-03-01T12:10:00Z', '2026-03-01T12:00:00Z', 600, true],
            ['nbf', '2026-03-01T12:10:01Z', '2026-03-01T12:00:00Z', 600, false],
            ['nbf', '2026-03-01T13:00:00+01:00', '2026-03-01T12:00:00Z', 0, true],
            ['nbf', '2026-03-01T12:59:59-01:00', '2026-03-01T12:00:00Z', 0, false],
            ['nbf', '2016-12-31T23:59:60Z', '2016-12-31T23:59:59.999999Z', 0, false],
            ['nbf', '2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z', 0, true],
            ['iat', '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z', 0, true],
            ['iat', '2026-03-01T12:00:00.1Z', '2026-03-01T12:00:00Z', 0, false],
            ['iat', '2026-03-01T12:00:01Z', '2026-03-01T12:00:00Z', 0, false],
            ['iat', '2026-03-01T12:00:05Z', '2026-03-01T12:00:00Z', 5, true],
            ['iat', '2026-03-01T12:00:06Z', '2026-03-01T12:00:00Z', 5, false],
            ['iat', '0000-01-01T00:00:00Z', '2026-03-01T12:00:00Z', 0, true],
        ];
        foreach ($table as [$claim, $time, $now, $leeway, $isTaken]) {
            $label = "$claim $time, now $now, leeway $leeway";
            $token = self::local()->encrypt("{\"$claim\":\"$time\"}");
            $parser = self::local($now, lifetime: null, leeway: $leeway);
            $parse = static fn (): Token => $parser->parse($token);
            if ($isTaken) {
                self::assertSame([$claim => $time], $parse()->claims, $label);
                continue;
            }
            [$class, $code, $message] = [
                'exp' => [TokenExpired::class, PasetoException::EXPIRED, "The token has expired at $time"],
                'nbf' => [TokenNotYetValid::class, PasetoException::NOT_YET_VALID, "The token is not valid before $time"],
                'iat' => [TokenNotYetValid::class, PasetoException::NOT_YET_VALID, "The token was issued in the future, at $time"],
            ][$claim];
            self::assertThrows($class, $code, $message, $parse, $label);
            if ($claim === 'exp') {
                self::assertSame([$claim => $time], $parser->parseExpired($token)->claims, $label);
            } else {
                self::assertThrows($class, $code, $message, static fn (): Token => $parser->parseExpired($token), $label);
            }
        }
    }

    public function testTheClockIsAskedEachTime(): void
    {
        $clock = self::clock();
        $tokens = Paseto::local(self::localKey(), clock: $clock);
        $token = $tokens->issue([]);
        self::assertSame(['iat' => '2026-03-01T12:00:00Z', 'exp' => '2026-03-01T13:00:00Z'], $tokens->parse($token)->claims);
        $clock->time = new \DateTime('2026-03-01T14:59:59+02:00');
        self::assertSame(['iat' => '2026-03-01T12:59:59Z', 'exp' => '2026-03-01T13:59:59Z'], self::claims($tokens->issue([])));
        $tokens->parse($token);
        $clock->time = new \DateTime('2026-03-01T13:00:00Z');
        self::assertThrows(TokenExpired::class, PasetoException::EXPIRED, 'The token has expired at 2026-03-01T13:00:00Z', static fn () => $tokens->parse($token));
        $clock->time = new \DateTimeImmutable('2026-03-01T11:59:59.999999Z');
        $message = 'The token was issued in the future, at 2026-03-01T12:00:00Z';
        self::assertThrows(TokenNotYetValid::class, PasetoException::NOT_YET_VALID, $message, static fn () => $tokens->parse($token));
    }

    /**
     * The farthest that a clock can be: nothing can be written then, and everything is long over or still to come.
     */
    public function testClocksBeyondAllTimes(): void
    {
        $future = (new \DateTimeImmutable())->setTimestamp(PHP_INT_MAX);
        $past = (new \DateTimeImmutable())->setTimestamp(PHP_INT_MIN);
        foreach ([$future, $past, $future->setTimestamp(253402300800), $past->setTimestamp(-62167219201)] as $moment) {
            $label = (string) $moment->getTimestamp();
            $isPast = $moment->getTimestamp() < 0;
            foreach ([60, 3155760000, null] as $lifetime) {
                foreach ([0, 600] as $leeway) {
                    $clock = self::clock();
                    $clock->time = $moment;
                    $tokens = Paseto::local(self::localKey(), lifetime: $lifetime, leeway: $leeway, clock: $clock);
                    $message = "The claim 'iat' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z";
                    self::assertMismatch('iat', $message, static fn () => $tokens->issue([]), $label);
                    self::assertMismatch('iat', $message, static fn () => $tokens->issue(['exp' => self::NOW]), $label);
                    $given = ['exp' => self::NOW, 'iat' => self::NOW];
                    self::assertSame($given, self::claims($tokens->issue($given)), $label);
                    $exp = self::local()->encrypt('{"exp":"2026-03-01T12:00:00Z"}');
                    $nbf = self::local()->encrypt('{"exp":"9999-12-31T23:59:59-23:59","nbf":"2026-03-01T12:00:00Z"}');
                    if ($isPast) {
                        self::assertSame(['exp' => self::NOW], $tokens->parse($exp)->claims, $label);
                        self::assertThrows(TokenNotYetValid::class, PasetoException::NOT_YET_VALID, 'The token is not valid before 2026-03-01T12:00:00Z', static fn () => $tokens->parse($nbf), $label);
                    } else {
                        self::assertThrows(TokenExpired::class, PasetoException::EXPIRED, 'The token has expired at 2026-03-01T12:00:00Z', static fn () => $tokens->parse($exp), $label);
                        self::assertSame(self::NOW, $tokens->parseExpired($nbf)->get('nbf'), $label);
                    }
                }
            }
        }
        // The clock is in time, what is added to it is not.
        $late = self::clock('9999-12-31T23:59:59Z');
        $message = "The claim 'exp' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z";
        self::assertMismatch('exp', $message, static fn () => Paseto::local(self::localKey(), clock: $late)->issue([]));
        self::assertSame(['iat' => '9999-12-31T23:59:59Z'], self::claims(Paseto::local(self::localKey(), lifetime: null, clock: $late)->issue([])));
    }

    public function testDatesThatTokensGive(): void
    {
        $table = [
            '2026-03-01T12:00:00Z' => '2026-03-01T12:00:00.000000+00:00',
            '2026-03-01T12:00:00.5+02:00' => '2026-03-01T12:00:00.500000+02:00',
            '2026-03-01T12:00:00.123456789-05:30' => '2026-03-01T12:00:00.123456-05:30',
            '1969-12-31T23:59:59.25Z' => '1969-12-31T23:59:59.250000+00:00',
            '2016-12-31T23:59:60Z' => '2017-01-01T00:00:00.000000+00:00',
            'tomorrow' => null,
            '2026-03-01' => null,
            "2026-03-01T12:00:00Z\n" => null,
            '' => null,
        ];
        foreach ($table as $text => $expected) {
            self::assertSame($expected, (new Token(['at' => $text], ''))->time('at')?->format('Y-m-d\TH:i:s.uP'), $text);
        }
        foreach (self::TIMES as $time) {
            self::assertInstanceOf(\DateTimeImmutable::class, (new Token(['at' => $time], ''))->time('at'), $time);
        }
        foreach (self::NO_TIMES as $time) {
            self::assertNull((new Token(['at' => $time], ''))->time('at'), $time);
        }
        $token = new Token(['a' => 1, 'b' => null, 'c' => ['2026-03-01T12:00:00Z']], 'foot');
        self::assertSame([null, null, null, null], [$token->time('a'), $token->time('b'), $token->time('c'), $token->time('d')]);
        self::assertSame([1, null, 'x', null], [$token->get('a'), $token->get('b', 'x'), $token->get('d', 'x'), $token->get('d')]);
        self::assertSame([true, true, false], [$token->has('a'), $token->has('b'), $token->has('d')]);
        self::assertSame('foot', $token->footer);
        self::assertThrows(\Error::class, null, null, static fn () => $token->footer = '');
    }
}
