<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * What one method finds among the routes of one host: paths without parameters by their text, all others in a trie. It never
 * changes once it is made.
 *
 * @internal
 */
class Table
{
    /** @var array<array-key, array{mixed, array{}}> What match() gives, by path. */
    public readonly array $results;

    public readonly Branch $root;

    /** @var array<array-key, Leaf> */
    private readonly array $leaves;

    /**
     * @param list<Route> $routes
     * @param string      $method       `*` for a method that no route names.
     * @param bool        $headFallback Whether GET stands in for HEAD.
     */
    public function __construct(array $routes, string $method, bool $headFallback, private readonly bool $caseSensitive)
    {
        $root = new Branch();
        $leaves = [];
        foreach ($routes as $route) {
            $fit = $route->fit($method, $headFallback);
            if ($fit === null) {
                continue;
            }
            foreach ($route->forms as $form) {
                $leaf = new Leaf($route, $form, $fit);
                $path = '/' . $form->identity;
                if (!$form->isLiteral) {
                    $end = $root->reach($form->segments);
                    $end->leaf = Leaf::better($end->leaf, $leaf);
                } else {
                    $leaves[$path] = Leaf::better($leaves[$path] ?? null, $leaf);
                }
            }
        }
        $root->sort();
        $this->root = $root;
        $this->leaves = $leaves;
        $this->results = array_map(static fn (Leaf $leaf): array => [$leaf->handler, []], $leaves);
    }

    /**
     * Finds what a path in canonical form leads to.
     *
     * @param list<string> $values Gets the decoded values of the parameters.
     */
    public function find(string $path, array &$values): ?Leaf
    {
        $key = $this->caseSensitive ? $path : strtolower($path);
        if (isset($this->leaves[$key])) {
            return $this->leaves[$key];
        }
        $segments = explode('/', $path);

        return $this->root->walk($segments, $this->caseSensitive ? $segments : explode('/', $key), 1, $values);
    }
}
