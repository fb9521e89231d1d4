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

        return [
            'status' => $match->status->name,
            'method' => $method,
            'path' => $canonical ?? $path,
            'reason' => $this->reason($match, $method, $path),
            'nearest' => $canonical === null ? [] : $this->nearest($method, $canonical, $host),
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
     * @return list<ExplainedRoute>
     */
    private function nearest(string $method, string $canonical, ?string $host): array
    {
        $values = [];
        $answer = $this->finder->locate($method, $canonical, $host, $values)?->route;
        $segments = \array_slice(explode('/', $canonical), 1);
        $rows = [];
        foreach ($this->finder->candidates($host) as [$candidate]) {
            foreach ($candidate->routes as $route) {
                $rows[] = $this->row($route, $segments, $route === $answer);
            }
        }
        // The number of the route keeps the order of adding where all else is alike.
        usort($rows, static fn (array $one, array $two): int => $two['rank'] <=> $one['rank']);

        return array_map(static fn (array $row): array => $row['shown'], \array_slice($rows, 0, self::MAX_NEAREST));
    }

    /**
     * @param list<string> $values The path's segments.
     *
     * @return array{rank: array{bool, bool, int, int}, shown: ExplainedRoute}
     */
    private function row(Route $route, array $values, bool $answers): array
    {
        $best = [false, -1, []];
        foreach (array_reverse($route->forms) as $form) {
            $compared = $this->compare($form, $values);
            if ([$compared[0], $compared[1]] > [$best[0], $best[1]]) {
                $best = $compared;
            }
        }

        return [
            'rank' => [$answers, $best[0], $best[1], -$route->number],
            'shown' => [
                'pattern' => $route->pattern,
                'methods' => $route->names,
                'matched' => $best[0],
                'segments' => $best[2],
            ],
        ];
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
