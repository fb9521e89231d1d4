<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use HighPerApp\HighPer\Native\Contract\LocalTokensInterface;
use HighPerApp\HighPer\Native\Contract\PublicTokensInterface;
use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalKeyRing;
use HighPerApp\HighPer\Native\Paseto\PublicKeyRing;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Values;

/**
 * PASETO tokens that one backend issues and all read: as they are, later or earlier, damaged, and with other expectations.
 */
class Tokens implements Family
{
    private const NAMES = ['sub', 'iss', 'aud', 'jti', 'exp', 'nbf', 'iat', 'a', 'role', '', '0', 'é', 'kid'];
    private const TIMES = ['2026-01-31T12:00:00Z', '2026-01-31T13:00:00+01:00', '2026-01-31T12:00:00.5Z', '2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z', '2026-02-30T00:00:00Z', 'tomorrow', '', '2026-01-31T12:00:60Z', '2026-01-31t12:00:00z'];

    public function missing(): ?string
    {
        return null;
    }

    public function make(Values $values): array
    {
        $claims = [];
        for ($i = $values->random->getInt(0, 4); $i > 0; --$i) {
            $name = $values->pick(self::NAMES);
            $claims[$name] = match (true) {
                \in_array($name, ['exp', 'nbf', 'iat'], true) => $values->pick(self::TIMES),
                $values->chance(60) => $values->pick(['me', 'you', 'all', '', "\u{e9}", 42, null]),
                default => $values->value(3),
            };
        }

        return [
            'public' => $values->chance(40),
            'ring' => $values->chance(20),
            // What the key is made of.
            'key' => $values->random->getInt(0, PHP_INT_MAX),
            'claims' => $claims,
            'footer' => $values->pick(['', '', 'a footer', "\x00\xff", '{"kid":"k4.lid.x"}', '{"a":{"b":1}}', '{"a":1,"a":2}', ['a' => 'b'], [], ['n' => 1.0], 'k4.local.AAAA', ' {"wpk":"x"}', '{"a":{"b":{"c":1}}}']),
            'implicit' => $values->chance(70) ? '' : $values->string(),
            'issuing' => self::settings($values),
            'reading' => $values->chance(50) ? null : self::settings($values),
            'now' => $values->random->getInt(1_769_860_000, 1_769_870_000),
            'later' => $values->pick([0, 0, 1, 59, 60, 61, 3599, 3600, 3661, -1, -30, -61]),
            'payload' => $values->bytes(),
            'damage' => [$values->random->getInt(0, 2), $values->random->getInt(0, 10_000), $values->random->getInt(0, 255)],
        ];
    }

    public function artifacts(array $case): array
    {
        $made = [];
        $tokens = self::tokens($case, $case['issuing'], $case['now']);
        try {
            $made['issued'] = $tokens->issue($case['claims'], $case['footer'], $case['implicit']);
        } catch (\Throwable) {
            // Why not is one of the answers.
        }
        try {
            $footer = \is_array($case['footer']) ? '' : $case['footer'];
            $made['bytes'] = $tokens instanceof LocalTokensInterface ? $tokens->encrypt($case['payload'], $footer, $case['implicit']) : $tokens->sign($case['payload'], $footer, $case['implicit']);
        } catch (\Throwable) {
        }

        return $made;
    }

    public function answers(array $case, array $artifacts): array
    {
        $issuing = self::tokens($case, $case['issuing'], $case['now']);
        $reading = self::tokens($case, $case['reading'] ?? $case['issuing'], $case['now'] + $case['later']);
        $answers = ['issuing' => Seen::of(static function () use ($issuing, $case): string {
            try {
                $token = $issuing->issue($case['claims'], $case['footer'], $case['implicit']);
            } catch (PasetoException) {
                // Of several things that are wrong, any may be the one that is named.
                return 'refused';
            }

            // The signature of the same claims is the same; an encrypted token is another one each time.
            return $case['public'] ? $token : (string) \strlen($token);
        })];
        foreach (['issued', 'bytes'] as $kind) {
            $outcomes = [];
            foreach (array_column($artifacts, $kind) as $i => $token) {
                $damaged = self::damaged($token, ...$case['damage']);
                $seen = [
                    'read' => self::parsed($reading, $token, $case['implicit']),
                    'expired' => Seen::of(static fn (): array => $reading->parseExpired($token, $case['implicit'])->claims),
                    'bytes' => self::bytes($reading, $token, null, $case['implicit']),
                    'bytes with a footer' => self::bytes($reading, $token, 'a footer', $case['implicit']),
                    'other assertion' => self::parsed($reading, $token, $case['implicit'] . 'x'),
                    'footer' => Seen::of(static fn (): array => [Paseto::untrustedFooter($token), Paseto::untrustedKeyId($token)]),
                ];
                $outcomes[] = $seen;
                $answers["$kind $i, damaged"] = $damaged === $token ? 'not damaged' : self::refused(self::parsed($reading, $damaged, $case['implicit']));
                foreach ($seen as $question => $answer) {
                    $answers["$kind $i, $question"] = $question === 'other assertion' ? self::refused($answer) : $answer;
                }
            }
            $answers["$kind by all is read alike"] = \count(array_unique(array_map(serialize(...), $outcomes))) <= 1 ? 'so it is' : self::WRONG . Seen::value($outcomes);
        }

        return $answers;
    }

    public function snippet(array $case): string
    {
        $code = array_map(Code::of(...), $case);
        $key = $case['public'] ? "Paseto\\SecretKey::fromSeed(hash('sha256', '$case[key]', true))" : "Paseto\\LocalKey::fromBytes(hash('sha256', '$case[key]', true))";
        $key = !$case['ring'] ? $key : ($case['public'] ? "new Paseto\\PublicKeyRing([], $key)" : "new Paseto\\LocalKeyRing([$key])");
        $make = $case['public'] ? 'public' : 'local';
        $reading = Code::of($case['reading'] ?? $case['issuing']);

        return <<<PHP
            \$clock = fn (int \$now): object => new class (\$now) { function __construct(private int \$now) {} function now(): \\DateTimeImmutable { return new \\DateTimeImmutable("@\$this->now"); } };
            \$token = Paseto::$make($key, ...$code[issuing], clock: \$clock($case[now]))->issue($code[claims], $code[footer], $code[implicit]);
            var_dump(\$token, Paseto::$make($key, ...$reading, clock: \$clock($case[now] + $case[later]))->parse(\$token, $code[implicit]));
            PHP;
    }

    /** @return array<string, mixed> Named arguments of local() and public(). */
    private static function settings(Values $values): array
    {
        $settings = ['lifetime' => $values->pick([3600, 3600, 60, 1, null])];
        foreach (['issuer' => 'me', 'audience' => 'all', 'subject' => 'you'] as $name => $value) {
            if ($values->chance(25)) {
                $settings[$name] = $value;
            }
        }

        return $settings + ['leeway' => $values->pick([0, 0, 1, 60])];
    }

    /**
     * @param array<string, mixed> $case
     * @param array<string, mixed> $settings
     */
    private static function tokens(array $case, array $settings, int $now): LocalTokensInterface|PublicTokensInterface
    {
        $clock = new class ($now) {
            public function __construct(private readonly int $now)
            {
            }

            public function now(): \DateTimeImmutable
            {
                return new \DateTimeImmutable("@$this->now");
            }
        };
        $bytes = hash('sha256', (string) $case['key'], true);
        if (!$case['public']) {
            $key = LocalKey::fromBytes($bytes);

            return Paseto::local($case['ring'] ? new LocalKeyRing([$key]) : $key, ...$settings, clock: $clock);
        }
        $key = SecretKey::fromSeed($bytes);

        return Paseto::public($case['ring'] ? new PublicKeyRing([], $key) : $key, ...$settings, clock: $clock);
    }

    private static function parsed(LocalTokensInterface|PublicTokensInterface $tokens, string $token, string $implicit): string
    {
        return Seen::of(static function () use ($tokens, $token, $implicit): array {
            $parsed = $tokens->parse($token, $implicit);

            return [$parsed->claims, $parsed->footer, $parsed->time('exp')?->format('c u'), $parsed->time('iat')?->format('c u')];
        });
    }

    private static function bytes(LocalTokensInterface|PublicTokensInterface $tokens, string $token, ?string $footer, string $implicit): string
    {
        return Seen::of(static fn (): string => $tokens instanceof LocalTokensInterface ? $tokens->decrypt($token, $footer, $implicit) : $tokens->verify($token, $footer, $implicit));
    }

    /** A token that is not what was issued says so, and nothing more. */
    private static function refused(string $answer): string
    {
        return str_starts_with($answer, 'throws ') && str_contains($answer, 'InvalidToken') ? $answer : self::WRONG . $answer;
    }

    private static function damaged(string $token, int $how, int $where, int $bits): string
    {
        $at = $where % \strlen($token);

        return match ($how) {
            0 => substr_replace($token, \chr(\ord($token[$at]) ^ ($bits | 1)), $at, 1),
            1 => substr($token, 0, $at),
            default => substr_replace($token, \chr($bits), $at, 0),
        };
    }
}
