<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * Finds the routes that no request can reach. Cold code: it walks a trie once for every form of every route.
 *
 * @internal
 */
class Conflicts
{
    /** @var array<string, bool> Whether one segment takes everything another does, by both. */
    private array $included = [];

    /** @var array<string, Branch> The trie of each host, by its identity. */
    private array $roots = [];

    /** @var array<int, list<Route>> What ends in a branch, by its object id. */
    private array $ends = [];

    /**
     * @param list<Route> $routes
     */
    public function __construct(private readonly array $routes, private readonly Options $options)
    {
        foreach ($routes as $route) {
            $root = $this->roots[$route->labels->identity ?? ''] ??= new Branch();
            foreach ($route->forms as $form) {
                $this->ends[spl_object_id($root->reach($form->segments))][] = $route;
            }
        }
        foreach ($this->roots as $root) {
            $root->sort();
        }
    }

    /**
     * @return list<array{pattern: string, methods: list<string>, host: ?string, by: ?string, reason: string}>
     */
    public function find(): array
    {
        $conflicts = [];
        foreach ($this->routes as $route) {
            $name = self::unsatisfiable($route);
            $by = $name === null ? $this->shadow($route) : null;
            if ($name === null && $by === null) {
                continue;
            }
            $conflicts[] = [
                'pattern' => $route->pattern,
                'methods' => $route->names,
                'host' => $route->host,
                'by' => $by?->pattern,
                'reason' => $by === null
                    ? "no value satisfies the constraint of '$name'"
                    : "every path it matches goes to '$by->pattern' first",
            ];
        }

        return $conflicts;
    }

    /**
     * The first parameter that every form needs and whose constraint accepts no non-empty value.
     */
    private static function unsatisfiable(Route $route): ?string
    {
        foreach ([...$route->forms[0]->parameters, ...$route->labels->parameters ?? []] as $parameter) {
            if ($parameter->constraint === null) {
                continue;
            }
            $language = new Language();
            $language->value($parameter->constraint->node);
            if ($language->isKnown() && $language->isEmpty()) {
                return $parameter->name;
            }
        }

        return null;
    }

    /**
     * The route that takes the first form and method of another, if each of them goes to some other route.
     */
    private function shadow(Route $route): ?Route
    {
        $root = $this->roots[$route->labels->identity ?? ''];
        $first = null;
        foreach ($route->forms as $form) {
            foreach ($route->names as $method) {
                $by = $this->firstCover($root, $form->segments, $method);
                if ($by === null || $by === $route) {
                    return null;
                }
                $first ??= $by;
            }
        }

        return $first;
    }

    /**
     * The route that every path of a form goes to, if there is one: the first in the order of matching that takes them all.
     *
     * @param list<Segment> $segments
     */
    private function firstCover(Branch $branch, array $segments, string $method): ?Route
    {
        if ($segments === []) {
            return $this->answer($branch, $method);
        }
        $segment = array_shift($segments);
        if ($segment->kind === Segment::LITERAL && isset($branch->literals[$segment->key])) {
            $found = $this->firstCover($branch->literals[$segment->key], $segments, $method);
            if ($found !== null) {
                return $found;
            }
        }
        foreach ($branch->tests as [$test, $next]) {
            $takesAll = $test->kind >= Segment::CATCH_ALL;
            $covers = $takesAll ? $this->coversRest($test, $segment, $segments) : $this->coversSegment($test, $segment);
            $found = $covers ? $this->firstCover($next, $takesAll ? [] : $segments, $method) : null;
            if ($found !== null) {
                return $found;
            }
        }

        return null;
    }

    /**
     * The route that answers a method where several have the same pattern.
     */
    private function answer(Branch $end, string $method): ?Route
    {
        $best = null;
        foreach ($this->ends[spl_object_id($end)] ?? [] as $route) {
            $fit = $route->fit($method, $this->options->headFallback);
            if ($fit !== null && ($best === null || $fit < $best->fit($method, $this->options->headFallback))) {
                $best = $route;
            }
        }

        return $best;
    }

    /**
     * Whether a catch-all takes whatever a segment and those behind it accept.
     *
     * @param list<Segment> $rest
     */
    private function coversRest(Segment $catchAll, Segment $segment, array $rest): bool
    {
        if ($catchAll->kind === Segment::FREE_CATCH_ALL) {
            // An empty last segment alone is no rest.
            return $rest !== [] || $segment->key !== '';
        }

        return $rest === [] && $this->includes($catchAll, $segment);
    }

    private function coversSegment(Segment $wider, Segment $narrower): bool
    {
        if ($narrower->kind >= Segment::CATCH_ALL && !$this->staysInSegment($narrower)) {
            return false;
        }

        return $this->includes($wider, $narrower);
    }

    /**
     * Whether no value of a catch-all holds a slash, which no other segment takes.
     */
    private function staysInSegment(Segment $catchAll): bool
    {
        $segment = new Language();
        $segment->anything(~Bytes::of([[0x2f, 0x2f]]));

        return $this->language($catchAll)->isWithin($segment);
    }

    private function includes(Segment $wider, Segment $narrower): bool
    {
        if ($wider->key === $narrower->key) {
            return true;
        }
        foreach ($wider->pieces as $piece) {
            // A comma in a value may come escaped, and then it is not the comma of the pattern.
            $isInexact = \is_string($piece)
                ? preg_match('~[!$&\'()*+,;=:@/?#[\]]~', rawurldecode($piece)) === 1
                : $piece->constraint?->isDate === true;
            if ($isInexact) {
                return false;
            }
        }

        return $this->included["$wider->key\n$narrower->key"] ??= $this->language($narrower)->isWithin($this->language($wider));
    }

    /**
     * The decoded segments that a test accepts, or a few more where the calendar has a say.
     */
    private function language(Segment $segment): Language
    {
        $language = new Language();
        foreach ($segment->pieces as $piece) {
            if (\is_string($piece)) {
                $language->literal(rawurldecode($piece), !$this->options->caseSensitive);
            } elseif ($piece->constraint === null) {
                $language->anything(~Bytes::NONE);
            } else {
                $language->value($piece->constraint->node);
            }
        }

        return $language;
    }
}
