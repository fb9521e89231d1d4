<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Tests\Contract\Documentation\Page;
use PHPUnit\Framework\TestCase;

/**
 * The messages in docs/troubleshooting.md are those that the product has: somebody searches the page for the words on the screen.
 */
class DocumentationMessagesTest extends TestCase
{
    /** Words of messages that are PHP's own, or the system's. */
    private const NOT_OURS = [
        'Unable to load dynamic library', 'undefined symbol', 'Module compiled with module API', 'PHP compiled with module API', 'GLIBC_', 'Class "', 'file too short', 'invalid ELF header',
        'Backtrack limit exhausted', 'is already loaded', 'Call to undefined function', 'expects at most', 'when running under uid', 'Failed opening required', 'bytes exhausted',
    ];

    public function testMessagesAreThoseOfTheProduct(): void
    {
        $texts = self::texts();
        $absent = [];
        $count = 0;
        foreach (Page::all()['docs/troubleshooting.md']->messages() as [$line, $message]) {
            foreach (self::NOT_OURS as $words) {
                if (str_contains($message, $words)) {
                    continue 2;
                }
            }
            // Names, numbers and what is left out, and where messages are put together, stand between the words that are always the same.
            $pieces = preg_split("~'[^']*'|… but |…|\\d+(?:\\.\\d+)*|/\\S+|[():;=]|\\b(?:NAME|Closure|null|SymmetricKey|preload)\\b|highperapp\\S+|, but ~u", $message) ?: [];
            $pieces = array_filter(array_map(static fn (string $piece): string => trim($piece, ' :;,.'), $pieces), static fn (string $piece): bool => substr_count($piece, ' ') >= 2);
            foreach ($pieces as $piece) {
                ++$count;
                if (!str_contains($texts, $piece)) {
                    $absent[] = "docs/troubleshooting.md:$line: nothing says '$piece'";
                }
            }
        }
        self::assertSame([], $absent, implode("\n", $absent));
        self::assertGreaterThan(25, $count);
    }

    /** The source, with texts that are put together in it put together. */
    private static function texts(): string
    {
        $texts = '';
        foreach (['php' => 'php', 'src' => 'rs', 'crates' => 'rs'] as $folder => $extension) {
            foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(Page::ROOT . "/$folder", \FilesystemIterator::SKIP_DOTS)) as $file) {
                if ($file->getExtension() === $extension) {
                    $texts .= file_get_contents($file->getPathname());
                }
            }
        }
        // 'a ' . 'b', "a \ b" over two lines in Rust, and quotes that are escaped.
        return str_replace(["\\'", '\\"'], ["'", '"'], (string) preg_replace(['~[\'"]\s*\.\s*[\'"]~', '~\\\\\n\s*~'], '', $texts));
    }
}
