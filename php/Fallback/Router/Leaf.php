<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * What a path through a table leads to: one form of a route.
 *
 * @internal
 */
class Leaf
{
    public readonly mixed $handler;

    /** @var list<string> The names of the parameters, the host's first. */
    public readonly array $names;

    public function __construct(public readonly Route $route, Form $form, public readonly int $fit)
    {
        $this->handler = $route->handler;
        $parameters = [...$route->labels->parameters ?? [], ...$form->parameters];
        $this->names = array_map(static fn (Parameter $parameter): string => $parameter->name, $parameters);
    }

    /**
     * The one of two, at the same pattern, that answers.
     */
    public static function better(?self $one, self $two): self
    {
        return $one === null || $two->fit < $one->fit ? $two : $one;
    }
}
