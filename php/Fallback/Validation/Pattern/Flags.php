<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation\Pattern;

/**
 * The flags that a part of a pattern may switch and that matter for reading it.
 *
 * @internal
 */
class Flags
{
    public bool $foldCase = false;

    public bool $extended = false;

    /**
     * Switches a flag; false if there is none of this letter.
     */
    public function switch(string $letter, bool $on): bool
    {
        switch ($letter) {
            case 'i':
                $this->foldCase = $on;
                break;
            case 'x':
                $this->extended = $on;
                break;
            case 'm':
            case 's':
            case 'U':
            case 'n':
                break;
            default:
                return false;
        }

        return true;
    }
}
