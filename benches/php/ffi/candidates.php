<?php

declare(strict_types=1);

/* The Router's methods as they would be if the native library did all of them through FFI: what the FFI backend could be made of. */

namespace HighPerApp\HighPer\Native\Benches\Ffi;

use FFI\CData;
use HighPerApp\HighPer\Native\Ffi\NativeTable;
use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\RouteStatus;

/**
 * Written to be fast: handles, outputs and the names of parameters are made once and used again.
 */
class Candidates extends NativeTable
{
    /** @var list<array{handler: mixed, name: ?string, middleware: list<mixed>, pattern: string}> */
    private array $routes = [];

    /** @var array<int, array<int, list<string>>> Names of parameters by route and number of parameters, which tell the form. */
    private array $names = [];

    private CData $match;
    private CData $number;
    private CData $numberAt;
    private CData $parameters;
    private CData $parametersAt;
    private CData $count;
    private CData $countAt;
    private CData $outcome;
    private CData $outcomeAt;
    private CData $text;
    private CData $textAt;

    /**
     * @param array{options: array<string, string|bool>, routes: list<array<string, mixed>>} $export Of a Router.
     */
    public static function make(\FFI $library, array $export): self
    {
        $made = static::of($library, $export['options'], $export['routes']) ?? throw new \RuntimeException('the library refuses a route');
        $made->routes = $export['routes'];
        $made->match = $library->new('highper_match *');
        $library->highper_match_new(\FFI::addr($made->match));
        $outputs = ['number' => 'size_t', 'parameters' => 'const highper_parameter *', 'count' => 'size_t', 'outcome' => 'highper_outcome', 'text' => 'highper_text'];
        foreach ($outputs as $name => $type) {
            $made->$name = $library->new($type);
            $made->{"{$name}At"} = \FFI::addr($made->$name);
        }

        return $made;
    }

    public function __destruct()
    {
        $this->library->highper_match_free($this->match);
        parent::__destruct();
    }

    /**
     * @return array{mixed, array<string, string>}|null
     */
    public function match(string $method, string $path): ?array
    {
        if ($this->library->highper_router_match($this->handle, $this->match, $method, \strlen($method), $path, \strlen($path), null, 0, $this->numberAt) !== 0) {
            return null;
        }
        $route = $this->number->cdata;

        return [$this->routes[$route]['handler'], $this->parameters($route)];
    }

    public function find(string $method, string $path): RouteMatch
    {
        $this->library->highper_router_resolve($this->handle, $this->match, $method, \strlen($method), $path, \strlen($path), null, 0, $this->outcomeAt);
        switch ($this->outcome->cdata) {
            case 0:
                $this->library->highper_match_route($this->match, $this->numberAt);
                $route = $this->number->cdata;
                $known = $this->routes[$route];

                return new RouteMatch(RouteStatus::Found, $known['handler'], $this->parameters($route), $known['name'], $known['middleware'], $known['pattern']);
            case 2:
                $this->library->highper_match_allow($this->match, $this->textAt);
                $allow = \FFI::string($this->text->bytes, $this->text->length);

                return new RouteMatch(RouteStatus::MethodNotAllowed, allowed: explode(', ', $allow), allow: $allow, automaticOptions: $method === 'OPTIONS');
        }

        return new RouteMatch(RouteStatus::NotFound);
    }

    /**
     * @return list<string>
     */
    public function allowed(string $path): array
    {
        if ($this->library->highper_router_allowed($this->handle, $this->match, $path, \strlen($path), null, 0, $this->textAt) !== 0) {
            return [];
        }

        return explode(', ', \FFI::string($this->text->bytes, $this->text->length));
    }

    /**
     * @param array<string, string> $params
     */
    public function url(string $name, array $params): string
    {
        $lengths = 0;
        foreach ($params as $key => $value) {
            $lengths += \strlen($key) + \strlen($value);
        }
        $bytes = $this->library->new('char[' . max(1, $lengths) . ']');
        $pairs = $this->library->new('highper_parameter[' . max(1, \count($params)) . ']');
        \FFI::memcpy($bytes, implode('', array_merge(...array_map(null, array_keys($params), array_values($params)))), $lengths);
        $offset = $index = 0;
        foreach ($params as $key => $value) {
            foreach (['name' => $key, 'value' => $value] as $field => $text) {
                $place = $pairs[$index]->$field;
                $place->bytes = \FFI::addr($bytes[$offset]);
                $place->length = \strlen($text);
                $offset += \strlen($text);
            }
            ++$index;
        }
        $url = $this->library->new('highper_string');
        $urlAt = \FFI::addr($url);
        $this->library->highper_router_url($this->handle, $name, \strlen($name), $pairs, \count($params), $urlAt, null);
        $result = \FFI::string($url->bytes, $url->length);
        $this->library->highper_string_free($urlAt);

        return $result;
    }

    /**
     * @return array<string, mixed>
     */
    public function explain(string $method, string $path): array
    {
        $json = $this->library->new('highper_string');
        $this->library->highper_router_explain($this->handle, $method, \strlen($method), $path, \strlen($path), null, 0, \FFI::addr($json));
        $explained = $this->report($json) ?? [];
        foreach ($explained['nearest'] as &$row) {
            unset($row['route']);
        }

        return $explained;
    }

    /**
     * @return array<string, string>
     */
    private function parameters(int $route): array
    {
        $this->library->highper_match_parameters($this->match, $this->parametersAt, $this->countAt);
        $count = $this->count->cdata;
        $names = $this->names[$route][$count] ?? null;
        $values = [];
        for ($index = 0; $index < $count; ++$index) {
            $value = $this->parameters[$index]->value;
            $values[] = \FFI::string($value->bytes, $value->length);
        }
        if ($names === null) {
            $names = [];
            for ($index = 0; $index < $count; ++$index) {
                $name = $this->parameters[$index]->name;
                $names[] = \FFI::string($name->bytes, $name->length);
            }
            $this->names[$route][$count] = $names;
        }

        return array_combine($names, $values);
    }
}
