<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Http;

/**
 * Field lines in their order, checked as RFC 9110 has them (5.1, 5.5).
 *
 * @internal
 */
class Fields
{
    /** @var list<array{string, string}> Name and value. */
    private array $lines = [];

    /**
     * @param array<mixed> $headers By name.
     *
     * @throws \ValueError
     * @throws \TypeError
     */
    public static function of(array $headers): self
    {
        $fields = new self();
        foreach ($headers as $name => $value) {
            if (\is_int($name)) {
                throw new \ValueError('Header fields are given by name');
            }
            $fields->add($name, $value);
        }

        return $fields;
    }

    /**
     * @throws \ValueError
     * @throws \TypeError
     */
    public function add(string $name, mixed $value): void
    {
        if (!self::isToken($name)) {
            throw new \ValueError('The name of a header field must be a token');
        }
        foreach (\is_array($value) ? $value : [$value] as $line) {
            if (!\is_string($line) && !\is_int($line)) {
                throw new \TypeError("The value of the header field '$name' must be of type string or int, " . get_debug_type($line) . ' given');
            }
            $line = trim((string) $line, " \t");
            if (preg_match('~[\x00-\x08\x0a-\x1f\x7f]~', $line) === 1) {
                throw new \ValueError("The value of the header field '$name' must not have control characters");
            }
            $this->lines[] = [$name, $line];
        }
    }

    /**
     * Whether a text is a token (RFC 9110, 5.6.2).
     */
    public static function isToken(string $text): bool
    {
        return preg_match('~^[!#$%&\'*+\-.^_`|\~0-9A-Za-z]+$~D', $text) === 1;
    }

    public function append(self $other): void
    {
        array_push($this->lines, ...$other->lines);
    }

    public function remove(string $name): void
    {
        $this->lines = array_values(array_filter($this->lines, static fn (array $line): bool => strcasecmp($line[0], $name) !== 0));
    }

    /**
     * @return list<string>
     */
    public function values(string $name): array
    {
        return array_column(array_filter($this->lines, static fn (array $line): bool => strcasecmp($line[0], $name) === 0), 1);
    }

    public function joined(string $name): ?string
    {
        $values = $this->values($name);

        return $values === [] ? null : implode(strcasecmp($name, 'Cookie') === 0 ? '; ' : ', ', $values);
    }

    /**
     * @return array<string, list<string>>
     */
    public function all(): array
    {
        $all = [];
        foreach ($this->lines as [$name, $value]) {
            $all[strtolower($name)][] = $value;
        }

        return $all;
    }
}
