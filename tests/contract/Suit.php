<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

enum Suit: string
{
    case Spades = 's';
}
