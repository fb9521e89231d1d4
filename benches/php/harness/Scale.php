<?php

declare(strict_types=1);

/* A logarithmic axis. */

namespace HighPerApp\HighPer\Native\Benches;

class Scale
{
    private readonly float $least;

    private readonly float $largest;

    /**
     * @param non-empty-list<float> $values What has to be on it.
     */
    public function __construct(array $values, private readonly float $from, private readonly float $to)
    {
        [$least, $largest] = [min($values), max($values)];
        // A little more than what is there, and never nothing.
        $room = max(log($largest / $least), log(2.0)) * 0.05;
        $this->least = $least * exp(-$room);
        $this->largest = $largest * exp($room);
    }

    public function at(float $value): float
    {
        $part = log($value / $this->least) / log($this->largest / $this->least);

        return $this->from + $part * ($this->to - $this->from);
    }

    /**
     * Round values on it, few enough to be told apart.
     *
     * @return list<float>
     */
    public function ticks(int $most): array
    {
        foreach ([[1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]] as $digits) {
            $ticks = $this->decades($digits, 1);
            if (count($ticks) <= $most) {
                return count($ticks) < 3 ? $this->steps($most) : $ticks;
            }
        }
        for ($step = 2;; $step++) {
            $ticks = $this->decades([1], $step);
            if (count($ticks) <= $most) {
                return $ticks;
            }
        }
    }

    /**
     * Where the axis is so short that it is nearly linear.
     *
     * @return list<float>
     */
    private function steps(int $most): array
    {
        $power = 10.0 ** floor(log10(($this->largest - $this->least) / $most));
        foreach ([1.0, 2.0, 5.0, 10.0] as $digit) {
            $step = $digit * $power;
            $first = (int) ceil($this->least / $step);
            $last = (int) floor($this->largest / $step);
            if ($last - $first < $most) {
                break;
            }
        }

        return array_map(static fn (int $number): float => $number * $step, range($first, max($first, $last)));
    }

    /**
     * @param list<int> $digits
     *
     * @return list<float>
     */
    private function decades(array $digits, int $step): array
    {
        $ticks = [];
        for ($power = (int) floor(log10($this->least)); $power <= ceil(log10($this->largest)); $power++) {
            foreach ($power % $step === 0 ? $digits : [] as $digit) {
                $value = $digit * 10.0 ** $power;
                if ($value >= $this->least && $value <= $this->largest) {
                    $ticks[] = $value;
                }
            }
        }

        return $ticks;
    }
}
