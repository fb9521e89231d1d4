<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

use HighPerApp\HighPer\Native\Exception\RouterException;

/**
 * Builds the path of one route.
 *
 * @internal
 */
class UrlBuilder
{
    private const HINTS = [
        'is empty' => 'pass a non-empty value',
        'is unknown' => 'put it into $query or take it out',
        "holds a '.' or '..' segment" => 'clients would remove it',
        "begins with '/'" => 'take the slash away',
        'holds a NUL' => 'take it out',
        'does not survive the round trip' => 'choose a value without the literal that follows it',
    ];

    private const LABEL_HINT = "a host label is made of lower-case letters, digits, '-' and '_'";

    public function __construct(private readonly Route $route, private readonly string $name)
    {
    }

    /**
     * The given values as texts.
     *
     * @param array<array-key, mixed> $params
     *
     * @return array<array-key, string>
     *
     * @throws RouterException if one cannot be a text
     */
    public static function texts(string $route, array $params): array
    {
        $values = [];
        foreach ($params as $name => $value) {
            $text = $value instanceof \BackedEnum ? $value->value : $value;
            if (!\is_string($text) && !\is_int($text) && !$text instanceof \Stringable) {
                throw RouterException::of(
                    RouterException::BAD_PARAMETER,
                    "Parameter '$name' of route '$route' is of type " . get_debug_type($value),
                    'pass a string, an integer, a Stringable or a backed enum',
                );
            }
            $values[$name] = (string) $text;
        }

        return $values;
    }

    /**
     * Builds the path, with the host in front where the route is bound to one.
     *
     * @param array<array-key, string> $values
     *
     * @throws RouterException if a parameter is missing, unknown or unusable
     */
    public function build(array $values): string
    {
        $unknown = array_key_first(array_diff_key($values, $this->route->parameters()));
        if ($unknown !== null) {
            throw $this->bad((string) $unknown, 'is unknown');
        }
        $url = '';
        foreach ($this->route->labels->segments ?? [] as $index => $label) {
            $url .= ($index === 0 ? '//' : '.') . $this->segment($label, $values, true);
        }
        foreach ($this->form($values)->segments as $segment) {
            $url .= '/' . $this->segment($segment, $values, false);
        }

        return $url;
    }

    /**
     * The longest form of which every parameter is given. If a given parameter is in none such, the shortest form that has it
     * says what is missing.
     *
     * @param array<array-key, string> $values
     */
    private function form(array $values): Form
    {
        $complete = null;
        foreach ($this->route->forms as $form) {
            if (array_diff_key($this->names($form), $values) === []) {
                $complete = $form;
            }
        }
        $longest = $this->names($this->route->forms[\count($this->route->forms) - 1]);
        $unused = array_key_first(array_diff_key(array_intersect_key($longest, $values), $this->names($complete)));
        if ($complete !== null && $unused === null) {
            return $complete;
        }
        foreach ($this->route->forms as $form) {
            $names = $this->names($form);
            if ($unused === null || isset($names[$unused])) {
                throw $this->missing((string) array_key_first(array_diff_key($names, $values)));
            }
        }
        throw new \LogicException('A route without a form');
    }

    /**
     * @return array<string, true>
     */
    private function names(?Form $form): array
    {
        return array_fill_keys(array_map(static fn (Parameter $parameter): string => $parameter->name, $form->parameters ?? []), true);
    }

    /**
     * The value of a parameter, if it can be used.
     *
     * @param array<array-key, string> $values
     */
    private function checked(Parameter $parameter, array $values): string
    {
        $value = $values[$parameter->name] ?? throw $this->missing($parameter->name);
        if ($value === '') {
            throw $this->bad($parameter->name, 'is empty');
        }
        if (str_contains($value, "\0")) {
            throw $this->bad($parameter->name, 'holds a NUL');
        }
        if ($parameter->constraint?->accepts($value, $parameter->name) === false) {
            throw $this->bad($parameter->name, "does not satisfy $parameter->constraintText", 'pass a value that it accepts');
        }
        if ($parameter->isCatchAll && $value[0] === '/') {
            throw $this->bad($parameter->name, "begins with '/'");
        }

        return $value;
    }

    /**
     * @param array<array-key, string> $values
     */
    private function segment(Segment $segment, array $values, bool $isLabel): string
    {
        if ($segment->kind === Segment::LITERAL) {
            return $segment->text;
        }
        $text = '';
        $decoded = '';
        foreach ($segment->pieces as $piece) {
            $value = \is_string($piece) ? rawurldecode($piece) : $this->checked($piece, $values);
            $text .= \is_string($piece) ? $piece : self::encode($value, $piece->isCatchAll);
            $decoded .= $value;
        }
        $last = $segment->parameters[\count($segment->parameters) - 1]->name;
        if (array_intersect(explode('/', $decoded), ['.', '..']) !== []) {
            throw $this->bad($last, "holds a '.' or '..' segment");
        }
        // A host comes back in lower case, and with nothing decoded.
        if ($isLabel && preg_match('~[^a-z0-9_-]~', $decoded) === 1) {
            throw $this->bad($last, 'does not survive the round trip', self::LABEL_HINT);
        }
        if ($segment->kind === Segment::MIXED) {
            $this->checkRoundTrip($segment, $text, $values);
        }

        return $text;
    }

    /**
     * Checks that a mixed segment is split again as it was put together.
     *
     * @param array<array-key, string> $values
     */
    private function checkRoundTrip(Segment $segment, string $text, array $values): void
    {
        $back = $segment->match($text, $segment->fold($text)) ?? [];
        foreach ($segment->parameters as $index => $parameter) {
            if (($back[$index] ?? null) !== $values[$parameter->name]) {
                throw $this->bad($parameter->name, 'does not survive the round trip');
            }
        }
    }

    private static function encode(string $value, bool $keepSlashes): string
    {
        $encoded = rawurlencode($value);

        return $keepSlashes ? str_replace('%2F', '/', $encoded) : $encoded;
    }

    private function missing(string $name): RouterException
    {
        return RouterException::of(
            RouterException::MISSING_PARAMETER,
            "Missing parameter '$name' of route '$this->name'",
            'pass a value for it',
        );
    }

    private function bad(string $name, string $why, ?string $hint = null): RouterException
    {
        return RouterException::of(
            RouterException::BAD_PARAMETER,
            "Parameter '$name' of route '$this->name' $why",
            $hint ?? self::HINTS[$why],
        );
    }
}
