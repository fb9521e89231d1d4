<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * A route as it was added, and what was read from its pattern.
 *
 * @internal
 */
class Route
{
    /** The route names the method of a request, its GET stands in for HEAD, or it answers any. */
    public const EXACT = 0;
    public const SUBSTITUTE = 1;
    public const ANY = 2;

    /**
     * @param int                   $number     Its position among the routes.
     * @param array<array-key, true>   $methods    `*` alone is any.
     * @param list<string>          $names      The same in the order of an Allow header.
     * @param list<mixed>           $middleware The groups' and its own.
     * @param list<Form>            $forms      Shortest first.
     * @param Form|null             $labels     The host's.
     */
    public function __construct(
        public readonly int $number,
        public readonly array $methods,
        public readonly array $names,
        public readonly string $pattern,
        public readonly mixed $handler,
        public readonly ?string $name,
        public readonly array $middleware,
        public readonly ?string $host,
        public readonly array $forms,
        public readonly ?Form $labels,
    ) {
    }

    /**
     * How well it suits the method of a request, the lower the better; null if it does not.
     */
    public function fit(string $method, bool $headFallback): ?int
    {
        return match (true) {
            isset($this->methods['*']) => self::ANY,
            isset($this->methods[$method]) => self::EXACT,
            $method === 'HEAD' && $headFallback && isset($this->methods['GET']) => self::SUBSTITUTE,
            default => null,
        };
    }

    /**
     * @return array{methods: list<string>, pattern: string, handler: mixed, name: ?string, middleware: list<mixed>, host: ?string}
     */
    public function definition(): array
    {
        return [
            'methods' => $this->names,
            'pattern' => $this->pattern,
            'handler' => $this->handler,
            'name' => $this->name,
            'middleware' => $this->middleware,
            'host' => $this->host,
        ];
    }

    /**
     * The parameters of its longest form by name, the host's first.
     *
     * @return array<string, Parameter>
     */
    public function parameters(): array
    {
        $parameters = [];
        foreach ([...$this->labels->parameters ?? [], ...$this->forms[\count($this->forms) - 1]->parameters] as $parameter) {
            $parameters[$parameter->name] = $parameter;
        }

        return $parameters;
    }
}
