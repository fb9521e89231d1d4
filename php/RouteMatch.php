<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

/**
 * What Router::find() found.
 */
class RouteMatch
{
    /**
     * @param RouteStatus           $status           Found, NotFound or MethodNotAllowed.
     * @param mixed                 $handler          The route's handler; null unless found.
     * @param array<string, string> $params           Decoded parameters by name; host parameters first.
     * @param string|null           $name             The route's name.
     * @param list<mixed>           $middleware       The groups' and the route's, outermost first.
     * @param string|null           $pattern          The route's pattern as it was added, group prefixes included.
     * @param list<string>          $allowed          The methods that the path answers to, on MethodNotAllowed.
     * @param string                $allow            The same as the value of an Allow header (RFC 9110, 10.2.1).
     * @param string|null           $redirect         Where to send the client (policy `redirect`): the path with or without its final slash.
     * @param bool                  $automaticOptions Whether this is an OPTIONS request to answer with 204 and the Allow header.
     */
    public function __construct(
        public readonly RouteStatus $status,
        public readonly mixed $handler = null,
        public readonly array $params = [],
        public readonly ?string $name = null,
        public readonly array $middleware = [],
        public readonly ?string $pattern = null,
        public readonly array $allowed = [],
        public readonly string $allow = '',
        public readonly ?string $redirect = null,
        public readonly bool $automaticOptions = false,
    ) {
    }

    /**
     * Whether a route was found.
     */
    public function isFound(): bool
    {
        return $this->status === RouteStatus::Found;
    }
}
