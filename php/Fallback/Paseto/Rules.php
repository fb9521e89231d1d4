<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Exception\TokenExpired;
use HighPerApp\HighPer\Native\Exception\TokenNotYetValid;

/**
 * What is demanded of claims, and which are added; as Paseto::local() and public() are told.
 *
 * @internal
 */
class Rules
{
    private const LEVELS = 128;
    private const LONGEST_LIFETIME = 3155760000;
    private const LARGEST_LEEWAY = 600;
    private const SMALLEST_MAX_LENGTH = 64;

    /** Further from 1970 than any time that can be written, and near enough to add a lifetime. */
    private const FARTHEST = 1 << 60;

    private const TIMES = ['exp', 'nbf', 'iat'];
    private const STRINGS = ['iss', 'aud', 'sub', 'jti'];

    /** @var array<string, string> */
    private readonly array $expected;

    /** The second that $added is for. */
    private ?int $second = null;

    /** @var array<string, string> */
    private array $added = [];

    /** @var (\Closure(): mixed)|null The clock's now(); null for the machine's clock. */
    private readonly ?\Closure $clock;

    /**
     * @param int $maxLength The longest token that is looked at.
     *
     * @throws PasetoException BAD_PARAMETER
     */
    public function __construct(
        ?string $issuer,
        ?string $audience,
        ?string $subject,
        private readonly ?int $lifetime,
        private readonly int $leeway,
        ?object $clock,
        public readonly int $maxLength,
    ) {
        if ($lifetime !== null && ($lifetime < 1 || $lifetime > self::LONGEST_LIFETIME)) {
            throw Fault::parameter('The lifetime must be 1 to ' . self::LONGEST_LIFETIME . " seconds, $lifetime given");
        }
        if ($leeway < 0 || $leeway > self::LARGEST_LEEWAY) {
            throw Fault::parameter('The leeway must be 0 to ' . self::LARGEST_LEEWAY . " seconds, $leeway given");
        }
        if ($maxLength < self::SMALLEST_MAX_LENGTH) {
            throw Fault::parameter('The maximal length must be ' . self::SMALLEST_MAX_LENGTH . " or more, $maxLength given");
        }
        // What __call() would answer is no method.
        if ($clock !== null && !(method_exists($clock, 'now') && (new \ReflectionMethod($clock, 'now'))->isPublic())) {
            throw Fault::parameter('The clock must have a method now() (PSR-20)');
        }
        $this->clock = $clock === null ? null : \Closure::fromCallable([$clock, 'now']);
        $this->expected = array_filter(
            ['iss' => $issuer, 'aud' => $audience, 'sub' => $subject],
            static fn (?string $value): bool => $value !== null,
        );
    }

    /**
     * The payload of a token that is issued with such claims.
     *
     * @param array<mixed> $claims
     *
     * @throws PasetoException CLAIM
     */
    public function payload(#[\SensitiveParameter] array $claims): string
    {
        foreach ($claims as $name => $value) {
            if (\is_int($name)) {
                throw Fault::claims("Claims need names: the key $name is an integer");
            }
        }
        foreach (self::TIMES as $name) {
            if (($claims[$name] ?? null) instanceof \DateTimeInterface) {
                $claims[$name] = Time::write($claims[$name]->getTimestamp());
            }
        }
        $this->types($claims);
        foreach ($this->expected as $name => $value) {
            if (($claims[$name] ?? $value) !== $value) {
                throw Fault::unexpected($name);
            }
        }
        try {
            return Json::encode($claims + $this->added($claims), self::LEVELS);
        } catch (\JsonException $exception) {
            throw Fault::claims("The claims cannot be written as JSON: {$exception->getMessage()}");
        }
    }

    /**
     * The claims of a payload that is authentic.
     *
     * @return array<string, mixed>
     *
     * @throws PasetoException CLAIM, EXPIRED or NOT_YET_VALID
     */
    public function claims(#[\SensitiveParameter] string $payload, bool $mayHaveExpired): array
    {
        $claims = Json::object($payload, self::LEVELS) ?? throw Fault::payload();
        [$exp, $nbf, $iat] = $this->types($claims);
        [$second, $nanosecond] = $this->now();
        if ($exp !== null) {
            if (!$mayHaveExpired && self::isReached($exp, $second - $this->leeway, $nanosecond)) {
                throw new TokenExpired('The token has expired at ' . self::written($claims['exp']), PasetoException::EXPIRED);
            }
        } elseif ($this->lifetime !== null) {
            throw Fault::missing('exp');
        }
        if ($nbf !== null && !self::isReached($nbf, $second + $this->leeway, $nanosecond)) {
            throw new TokenNotYetValid('The token is not valid before ' . self::written($claims['nbf']), PasetoException::NOT_YET_VALID);
        }
        if ($iat !== null && !self::isReached($iat, $second + $this->leeway, $nanosecond)) {
            throw new TokenNotYetValid('The token was issued in the future, at ' . self::written($claims['iat']), PasetoException::NOT_YET_VALID);
        }
        foreach ($this->expected as $name => $value) {
            if (($claims[$name] ?? null) !== $value) {
                throw isset($claims[$name]) ? Fault::unexpected($name) : Fault::missing($name);
            }
        }

        return $claims;
    }

    /**
     * Checks the types of the registered claims that are there.
     *
     * @param array<mixed> $claims
     *
     * @return list<array{int, int}|null> The moments of TIMES.
     *
     * @throws PasetoException CLAIM
     */
    private function types(#[\SensitiveParameter] array $claims): array
    {
        $moments = [];
        foreach (self::TIMES as $name) {
            if (isset($claims[$name])) {
                $moments[] = (\is_string($claims[$name]) ? Time::read($claims[$name]) : null) ?? throw Fault::noTime($name);
            } elseif (\array_key_exists($name, $claims)) {
                throw Fault::noTime($name);
            } else {
                $moments[] = null;
            }
        }
        foreach (self::STRINGS as $name) {
            if (!\is_string($claims[$name] ?? '') || (!isset($claims[$name]) && \array_key_exists($name, $claims))) {
                throw Fault::noString($name);
            }
        }

        return $moments;
    }

    /**
     * What is added to claims that have none of it: `iat`, `exp`, `iss`, `aud` and `sub`, in this order.
     *
     * @param array<mixed> $claims
     *
     * @return array<string, string|null> Null for a time that cannot be written and is among the claims.
     *
     * @throws PasetoException CLAIM if the clock shows a time that cannot be written
     */
    private function added(#[\SensitiveParameter] array $claims): array
    {
        $second = $this->now()[0];
        if ($second === $this->second) {
            return $this->added;
        }
        $added = ['iat' => Time::write($second)];
        if ($this->lifetime !== null) {
            $added['exp'] = Time::write($second + $this->lifetime);
        }
        foreach ($added as $name => $time) {
            if ($time === null && !isset($claims[$name])) {
                throw Fault::noTime($name);
            }
        }
        $added += $this->expected;
        if (!\in_array(null, $added, true)) {
            $this->second = $second;
            $this->added = $added;
        }

        return $added;
    }

    /**
     * @return array{int, int} Seconds since 1970, and nanoseconds beyond them.
     */
    private function now(): array
    {
        if ($this->clock === null) {
            $now = microtime(true);
            $second = (int) $now;

            return [$second, (int) (($now - $second) * 1e6) * 1000];
        }
        $now = ($this->clock)();
        if (!$now instanceof \DateTimeInterface) {
            throw new \TypeError("The clock's now() must give a DateTimeInterface, " . get_debug_type($now) . ' given');
        }

        $second = max(-self::FARTHEST, min($now->getTimestamp(), self::FARTHEST));

        return [$second, 1000 * (int) $now->format('u')];
    }

    /**
     * A time that was read before, as it stands in the claims.
     */
    private static function written(#[\SensitiveParameter] mixed $claim): string
    {
        return \is_string($claim) ? $claim : '';
    }

    /**
     * Whether a clock shows a moment, or a later one.
     *
     * @param array{int, int} $moment
     */
    private static function isReached(array $moment, int $second, int $nanosecond): bool
    {
        return $second > $moment[0] || ($second === $moment[0] && $nanosecond >= $moment[1]);
    }
}
