<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract\Documentation;

/**
 * A fenced block of a page.
 *
 * @internal
 */
class Fence
{
    /** In small letters; '' where there is none. */
    public readonly string $language;

    /** What stands behind the language. */
    public readonly string $note;

    /**
     * @param int $line The line of the page on which its text begins.
     */
    public function __construct(public readonly string $page, public readonly int $line, string $info, public readonly string $text)
    {
        [$language, $note] = explode(' ', $info, 2) + [1 => ''];
        $this->language = strtolower($language);
        $this->note = trim($note);
    }

    public function isPhp(): bool
    {
        return $this->language === 'php';
    }

    /**
     * A block that cannot run as it stands. Its note says why: ```` ```php fragment: within a server ````.
     */
    public function isFragment(): bool
    {
        return $this->isPhp() && str_starts_with($this->note, 'fragment');
    }

    public function at(int $line = 0): string
    {
        return $this->page . ':' . ($line === 0 ? $this->line : $line);
    }
}
