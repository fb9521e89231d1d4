<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\PublicKey;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Values;

/**
 * Keys as text, of all kinds, that one backend writes and all read; and such texts damaged.
 */
class Paserk implements Family
{
    public function missing(): ?string
    {
        return null;
    }

    public function make(Values $values): array
    {
        return [
            'key' => $values->random->getInt(0, PHP_INT_MAX),
            'other' => $values->random->getInt(0, PHP_INT_MAX),
            'password' => $values->string(),
            'memory' => 1024 * $values->random->getInt(8, 64),
            'passes' => $values->random->getInt(1, 2),
            'damage' => [$values->random->getInt(0, 2), $values->random->getInt(0, 10_000), $values->random->getInt(0, 255)],
        ];
    }

    public function artifacts(array $case): array
    {
        [$local, $secret, $wrapping, $recipient] = self::keys($case);

        return [
            'local' => $local->toPaserk(),
            'secret' => $secret->toPaserk(),
            'public' => $secret->publicKey()->toPaserk(),
            'wrapped local' => $local->wrap($wrapping),
            'wrapped secret' => $secret->wrap($wrapping),
            'password local' => $local->wrapWithPassword($case['password'], $case['memory'], $case['passes']),
            'password secret' => $secret->wrapWithPassword($case['password'], $case['memory'], $case['passes']),
            'sealed' => $local->seal($recipient->publicKey()),
        ];
    }

    public function answers(array $case, array $artifacts): array
    {
        [$local, $secret, $wrapping, $recipient] = self::keys($case);
        $readers = [
            'local' => static fn (string $text): string => LocalKey::fromPaserk($text)->reveal(),
            'secret' => static fn (string $text): string => SecretKey::fromPaserk($text)->reveal(),
            'public' => static fn (string $text): string => PublicKey::fromPaserk($text)->toBytes(),
            'wrapped local' => static fn (string $text): string => LocalKey::unwrap($text, $wrapping)->reveal(),
            'wrapped secret' => static fn (string $text): string => SecretKey::unwrap($text, $wrapping)->reveal(),
            'password local' => static fn (string $text): string => LocalKey::unwrapWithPassword($text, $case['password'], 1 << 20, 4)->reveal(),
            'password secret' => static fn (string $text): string => SecretKey::unwrapWithPassword($text, $case['password'], 1 << 20, 4)->reveal(),
            'sealed' => static fn (string $text): string => LocalKey::unseal($text, $recipient)->reveal(),
        ];
        $answers = ['names' => Seen::value([$local->id(), $secret->id(), $secret->publicKey()->id(), $local->keyId(), $secret->keyId(), $secret->publicKey()->keyId()])];
        foreach ($readers as $kind => $read) {
            $expected = Seen::value(match (true) {
                str_contains($kind, 'secret') => $secret->reveal(),
                $kind === 'public' => $secret->publicKey()->toBytes(),
                default => $local->reveal(),
            });
            foreach (array_column($artifacts, $kind) as $i => $text) {
                $seen = Seen::of(static fn (): string => $read($text));
                $answers["$kind $i"] = $seen === $expected ? 'the key' : self::WRONG . $seen;
                $damaged = self::damaged($text, ...$case['damage']);
                if ($damaged !== $text) {
                    $seen = Seen::of(static fn (): string => $read($damaged));
                    // What has no tag may be another key after a change.
                    $answers["$kind $i damaged"] = $seen !== $expected && (str_starts_with($seen, 'throws ') || \in_array($kind, ['local', 'public'], true)) ? $seen : self::WRONG . $seen;
                }
            }
        }

        return $answers;
    }

    public function snippet(array $case): string
    {
        $password = Code::of($case['password']);

        return <<<PHP
            \$local = Paseto\\LocalKey::fromBytes(hash('sha256', '$case[key]', true));
            \$secret = Paseto\\SecretKey::fromSeed(hash('sha256', '$case[key]', true));
            \$other = Paseto\\LocalKey::fromBytes(hash('sha256', '$case[other]', true));
            \$recipient = Paseto\\SecretKey::fromSeed(hash('sha256', '$case[other]', true));
            var_dump(\$local->toPaserk(), \$secret->toPaserk(), \$secret->publicKey()->toPaserk(), \$local->id(), \$secret->id(), \$secret->publicKey()->id());
            var_dump(Paseto\\LocalKey::unwrap(\$local->wrap(\$other), \$other)->equals(\$local), Paseto\\SecretKey::unwrap(\$secret->wrap(\$other), \$other)->equals(\$secret));
            var_dump(Paseto\\LocalKey::unwrapWithPassword(\$local->wrapWithPassword($password, $case[memory], $case[passes]), $password)->equals(\$local));
            var_dump(Paseto\\LocalKey::unseal(\$local->seal(\$recipient->publicKey()), \$recipient)->equals(\$local));
            PHP;
    }

    /**
     * @param array<string, mixed> $case
     *
     * @return array{LocalKey, SecretKey, LocalKey, SecretKey} A key of each kind, the one that wraps, and the one that things are sealed to.
     */
    private static function keys(array $case): array
    {
        [$key, $other] = [hash('sha256', (string) $case['key'], true), hash('sha256', (string) $case['other'], true)];

        return [LocalKey::fromBytes($key), SecretKey::fromSeed($key), LocalKey::fromBytes($other), SecretKey::fromSeed($other)];
    }

    private static function damaged(string $text, int $how, int $where, int $bits): string
    {
        $at = $where % \strlen($text);

        return match ($how) {
            0 => substr_replace($text, \chr(\ord($text[$at]) ^ ($bits | 1)), $at, 1),
            1 => substr($text, 0, $at),
            default => substr_replace($text, \chr($bits), $at, 0),
        };
    }
}
