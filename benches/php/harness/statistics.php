<?php

declare(strict_types=1);

/* Medians, quartiles and ratios. */

namespace HighPerApp\HighPer\Native\Benches;

/**
 * The value below which a part of the values lies.
 *
 * @param non-empty-list<float> $values
 */
function quantile(array $values, float $part): float
{
    sort($values);
    $position = $part * (count($values) - 1);
    $below = (int) floor($position);
    $above = (int) ceil($position);

    return $values[$below] + ($values[$above] - $values[$below]) * ($position - $below);
}

/**
 * @param non-empty-list<float> $values
 *
 * @return array{low: float, median: float, high: float} The median between the quartiles.
 */
function quartiles(array $values): array
{
    return ['low' => quantile($values, 0.25), 'median' => quantile($values, 0.5), 'high' => quantile($values, 0.75)];
}

/**
 * @param non-empty-list<float> $values
 */
function geometric_mean(array $values): float
{
    return exp(array_sum(array_map(log(...), $values)) / count($values));
}

/**
 * Times of each contender, and the ratios of its times to the subject's, taken within each round: above 1, the subject is faster.
 *
 * @param array<string, list<array{wall: float, cpu: float}>> $samples By contender and round.
 *
 * @return array<string, array{wall: array{low: float, median: float, high: float}, cpu: array{low: float, median: float, high: float}, ratio: array{wall: array{low: float, median: float, high: float}, cpu: array{low: float, median: float, high: float}}}>
 */
function summarize(array $samples, string $subject): array
{
    $summary = [];
    foreach ($samples as $name => $rounds) {
        foreach (['wall', 'cpu'] as $clock) {
            $summary[$name][$clock] = quartiles(array_column($rounds, $clock));
            $ratios = [];
            foreach ($rounds as $round => $sample) {
                // A clock that did not move tells nothing: the least that one can show stands for it.
                $ratios[] = max($sample[$clock], 0.001) / max($samples[$subject][$round][$clock], 0.001);
            }
            $summary[$name]['ratio'][$clock] = quartiles($ratios);
        }
    }

    return $summary;
}
