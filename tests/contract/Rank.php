<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

enum Rank: int
{
    case Two = 2;
}
