<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

/**
 * A stream that gives one piece and fails then.
 */
class FailingStream
{
    /** @var resource|null Set by PHP. */
    public $context;

    private bool $isUsed = false;

    public function stream_open(): bool
    {
        return true;
    }

    public function stream_read(): string|false
    {
        if ($this->isUsed) {
            return false;
        }
        $this->isUsed = true;

        return "1\n22";
    }

    public function stream_eof(): bool
    {
        return false;
    }
}
