<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * Asks the routes about a request: every path, host and policy. What most requests need is shorter, and in the router itself.
 *
 * @internal
 */
class Finder
{
    public function __construct(private readonly Routes $routes)
    {
    }

    /**
     * Finds what answers a request.
     *
     * @param list<string> $values Gets the decoded values of the parameters, the host's first.
     */
    public function locate(string $method, string $path, ?string $host, array &$values): ?Leaf
    {
        $canonical = Path::canonical($path);
        if ($canonical === null) {
            return null;
        }
        $leaf = $this->search($method, $canonical, $host, $values);
        $other = $leaf === null ? $this->otherForm('ignore', $canonical) : null;

        return $other === null ? $leaf : $this->search($method, $other, $host, $values);
    }

    /**
     * The methods that a path answers to, in the order of an Allow header.
     *
     * @return list<string>
     */
    public function allowed(string $path, ?string $host): array
    {
        $canonical = Path::canonical($path);
        if ($canonical === null) {
            return [];
        }
        $other = $this->otherForm('ignore', $canonical);
        $methods = [];
        foreach ($this->candidates($host) as [$candidate]) {
            $methods += $candidate->methods($canonical);
            $methods += $other === null ? [] : $candidate->methods($other);
        }
        $options = $this->routes->options;

        return Methods::allowed($methods, $options->headFallback, $options->autoOptions);
    }

    /**
     * Where to send a client whose path differs from what answers it in its final slash; null if that is not the policy.
     */
    public function redirect(string $method, string $path, ?string $host): ?string
    {
        $canonical = Path::canonical($path);
        $other = $canonical === null ? null : $this->otherForm('redirect', $canonical);
        // A target that begins with two slashes would name another host.
        if ($other === null || str_starts_with($other, '//')) {
            return null;
        }
        $values = [];

        return $this->search($method, $other, $host, $values) === null ? null : $other . Path::query($path);
    }

    /**
     * The hosts that a request may find its route in, best first, and the values of their parameters.
     *
     * @return iterable<array{Host, list<string>}>
     */
    public function candidates(?string $host): iterable
    {
        $hosts = $this->routes->hosts();
        $last = \count($hosts) - 1;
        if ($host !== null && $last > 0) {
            $labels = Host::labels($host);
            for ($index = 0; $index < $last; ++$index) {
                $values = $hosts[$index]->match($labels);
                if ($values !== null) {
                    yield [$hosts[$index], $values];
                }
            }
        }
        yield [$hosts[$last], []];
    }

    /**
     * The path with its final slash added or taken away, if that is the policy and there is such a path.
     */
    public function otherForm(string $policy, string $canonical): ?string
    {
        return $this->routes->options->trailingSlash === $policy ? Path::otherForm($canonical) : null;
    }

    /**
     * @param list<string> $values Gets the decoded values of the parameters, the host's first.
     */
    private function search(string $method, string $canonical, ?string $host, array &$values): ?Leaf
    {
        $method = $this->routes->knownMethod($method);
        foreach ($this->candidates($host) as [$candidate, $hostValues]) {
            $values = $hostValues;
            $leaf = $candidate->table($method)->find($canonical, $values);
            if ($leaf !== null) {
                return $leaf;
            }
        }
        $values = [];

        return null;
    }
}
