<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

/**
 * Properties of every kind.
 */
class Properties
{
    public string $hello = 'you';
    public ?int $none = null;
    public int $initialized;
    protected int $protected = 1;
    private int $private = 2;
    public static int $static = 3;
}
