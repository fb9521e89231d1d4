<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\RouteStatus;

/**
 * Tells, segment by segment, why a path matches or does not. For people: nothing here is fast.
 *
 * @internal
 *
 * @phpstan-type ExplainedSegment array{pattern: ?string, value: ?string, matched: bool, reason: string}
 * @phpstan-type ExplainedRoute array{pattern: string, methods: list<string>, matched: bool, segments: list<ExplainedSegment>}
 */
class Explainer
{
    private const MAX_NEAREST = 5;

    private Finder $finder;

    public function __construct(private readonly Routes $routes)
    {
        $this->finder = new Finder($routes);
    }

    /**
     * @param RouteMatch $match What find() says of the same request.
     *
     * @return array{status: string, method: string, path: string, reason: string, nearest: list<ExplainedRoute>}
     */
    public function explain(RouteMatch $match, string $method, string $path, ?string $host): array
    {
        $canonical = Path::canonical($path);
        $rows = $canonical === null ? [] : $this->nearest($method, $canonical, $host);
        $reason = $this->reason($match, $method, $path);
        if ($match->status === RouteStatus::Found && !$rows[0]['asItCame']) {
            $reason .= str_ends_with((string) $canonical, '/') ? ' without the final slash' : ' with a final slash';
        }

        return [
            'status' => $match->status->name,
            'method' => $method,
            'path' => $canonical ?? $path,
            'reason' => $reason,
            'nearest' => array_column($rows, 'shown'),
        ];
    }

    private function reason(RouteMatch $match, string $method, string $path): string
    {
        return match (true) {
            $match->status === RouteStatus::Found => "'$match->pattern' matches",
            $match->status === RouteStatus::MethodNotAllowed =>
                "the path exists, but not for $method; it answers to $match->allow",
            $match->redirect !== null => "the path exists as '$match->redirect'",
            Path::fault($path) !== null => Path::fault($path),
            $this->routes->all() === [] => 'the router has no routes',
            default => 'no pattern matches',
        };
    }

    /**
     * @return list<array{rank: array{bool, bool, int, int}, asItCame: bool, shown: ExplainedRoute}> What answers comes first.
     */
    private function nearest(string $method, string $canonical, ?string $host): array
    {
        $values = [];
        $answer = $this->finder->locate($method, $canonical, $host, $values)?->route;
        $other = $this->finder->otherForm('ignore', $canonical);
        $rows = [];
        foreach ($this->finder->candidates($host) as [$candidate]) {
            foreach ($candidate->routes as $route) {
                $rows[] = $this->row($route, $canonical, $other, $route === $answer);
            }
        }
        // The number of the route keeps the order of adding where all else is alike.
        usort($rows, static fn (array $one, array $two): int => $two['rank'] <=> $one['rank']);

        return \array_slice($rows, 0, self::MAX_NEAREST);
    }

    /**
     * @param string|null $other The form of the path that is tried where its own is not found.
     *
     * @return array{rank: array{bool, bool, int, int}, asItCame: bool, shown: ExplainedRoute}
     */
    private function row(Route $route, string $path, ?string $other, bool $answers): array
    {
        $best = $this->nearestForm($route, $path);
        $served = $other === null || $best[0] ? null : $this->nearestForm($route, $other);
        $takesOther = $served !== null && $served[0];
        if ($takesOther) {
            $best = $served;
        }

        return [
            'rank' => [$answers, $best[0], $best[1], -$route->number],
            'asItCame' => !$takesOther,
            'shown' => [
                'pattern' => $route->pattern,
                'methods' => $route->names,
                'matched' => $best[0],
                'segments' => $best[2],
            ],
        ];
    }

    /**
     * What compare() says of the form of a route that comes nearest.
     *
     * @return array{bool, int, list<ExplainedSegment>}
     */
    private function nearestForm(Route $route, string $path): array
    {
        $values = \array_slice(explode('/', $path), 1);
        $best = [false, -1, []];
        foreach (array_reverse($route->forms) as $form) {
            $compared = $this->compare($form, $values);
            if ([$compared[0], $compared[1]] > [$best[0], $best[1]]) {
                $best = $compared;
            }
        }

        return $best;
    }

    /**
     * @param list<string> $values The path's segments.
     *
     * @return array{bool, int, list<ExplainedSegment>} Whether all match, how many do, and why.
     */
    private function compare(Form $form, array $values): array
    {
        $rows = [];
        foreach ($form->segments as $index => $segment) {
            if (!isset($values[$index])) {
                $rows[] = ['pattern' => $segment->text, 'value' => null, 'matched' => false, 'reason' => 'the path ends here'];

                return [false, $index, $rows];
            }
            $takesAll = $segment->kind >= Segment::CATCH_ALL;
            $value = $takesAll ? implode('/', \array_slice($values, $index)) : $values[$index];
            $key = $this->routes->options->caseSensitive ? $value : strtolower($value);
            $matched = $segment->match($value, $key) !== null;
            $reason = $matched
                ? ($segment->kind === Segment::LITERAL ? 'is the literal' : 'matches')
                : self::mismatch($segment, $value);
            $rows[] = ['pattern' => $segment->text, 'value' => $value, 'matched' => $matched, 'reason' => $reason];
            if (!$matched || $takesAll) {
                return [$matched, $index + (int) $matched, $rows];
            }
        }
        $count = \count($form->segments);
        if (isset($values[$count])) {
            $rows[] = ['pattern' => null, 'value' => $values[$count], 'matched' => false, 'reason' => 'the pattern ends here'];
        }

        return [!isset($values[$count]), $count, $rows];
    }

    private static function mismatch(Segment $segment, string $value): string
    {
        return match (true) {
            $segment->kind === Segment::LITERAL => "is not '$segment->text'",
            $segment->kind === Segment::MIXED => "does not fit '$segment->text'",
            $value === '' => 'is empty',
            default => 'does not satisfy ' . ($segment->parameters[0]->constraint->text ?? ''),
        };
    }
}
