<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract\Documentation;

/**
 * A page of the documentation: its fenced blocks, links and anchors, as GitHub reads Markdown.
 *
 * @internal
 */
class Page
{
    public const ROOT = __DIR__ . '/../../..';

    /** Where pages are, below the root. A new page is found by itself. */
    private const PLACES = ['*.md', 'docs/*.md', 'docs/*/*.md', 'examples/*/*.md', 'packaging/*.md', 'packaging/*/*.md'];

    /** @var list<Fence> */
    public readonly array $fences;

    /** The text with nothing in place of the fenced blocks. Lines stay where they are. */
    public readonly string $prose;

    public function __construct(public readonly string $name, string $text)
    {
        $fences = [];
        $prose = '';
        $open = null;
        foreach (explode("\n", $text) as $index => $line) {
            if ($open === null && preg_match('~^(\s*)(`{3,}|\~{3,})\s*(.*?)\s*$~', $line, $found) === 1) {
                $open = [$index + 2, $found[2], $found[3], \strlen($found[1]), ''];
            } elseif ($open !== null && rtrim(ltrim($line)) === $open[1]) {
                $fences[] = new Fence($name, $open[0], $open[2], $open[4]);
                $open = null;
            } elseif ($open !== null) {
                // A block in a list is indented as its fence is.
                $open[4] .= (string) preg_replace("~^ {0,$open[3]}~", '', $line) . "\n";
            } else {
                $prose .= $line;
            }
            $prose .= "\n";
        }
        if ($open !== null) {
            throw new Mistake("$name:" . ($open[0] - 1) . ': the fence is not closed');
        }
        $this->fences = $fences;
        $this->prose = $prose;
    }

    /**
     * Every page there is, by its name.
     *
     * @return array<string, self>
     */
    public static function all(): array
    {
        $pages = [];
        foreach (self::PLACES as $place) {
            foreach (glob(self::ROOT . "/$place") ?: [] as $file) {
                $name = substr($file, \strlen(self::ROOT) + 1);
                $pages[$name] = new self($name, (string) file_get_contents($file));
            }
        }

        return $pages;
    }

    /**
     * Links and pictures.
     *
     * @return list<array{int, string}> The line, and the target.
     */
    public function links(): array
    {
        $links = [];
        // What stands in code is no link.
        foreach (explode("\n", (string) preg_replace('~(`+)[^`\n]+\1~', '', $this->prose)) as $index => $line) {
            preg_match_all('~\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|<(?:a|img)\b[^>]*\b(?:href|src)="([^"]+)"|^\[[^]]+\]:\s*(\S+)~', $line, $found, PREG_SET_ORDER);
            foreach ($found as $one) {
                $links[] = [$index + 1, (string) end($one)];
            }
        }

        return $links;
    }

    /**
     * The names that a link may have behind `#`.
     *
     * @return list<string>
     */
    public function anchors(): array
    {
        preg_match_all('~^#{1,6}\s+(.+?)\s*#*$|<a\s+(?:id|name)="([^"]+)"~m', $this->prose, $found, PREG_SET_ORDER);
        $anchors = [];
        $seen = [];
        foreach ($found as $one) {
            if (isset($one[2])) {
                $anchors[] = $one[2];
                continue;
            }
            // Of a link its text counts; punctuation goes, but for hyphens and underscores, and blanks become hyphens.
            $text = (string) preg_replace('~\[([^]]*)\]\([^)]*\)~', '$1', $one[1]);
            $text = str_replace(' ', '-', (string) preg_replace('~[^\p{L}\p{M}\p{N}\p{Pc}\- ]~u', '', mb_strtolower($text)));
            $count = $seen[$text] = ($seen[$text] ?? -1) + 1;
            $anchors[] = $count === 0 ? $text : "$text-$count";
        }

        return $anchors;
    }

    /**
     * Texts in backquotes in the first cell of tables, of three words or more: what somebody sees and looks for.
     *
     * @return list<array{int, string}> The line, and the text.
     */
    public function messages(): array
    {
        $messages = [];
        foreach (explode("\n", $this->prose) as $index => $line) {
            preg_match_all('~`([^`]+)`~', explode(' | ', $line)[0], $found);
            foreach (str_starts_with($line, '| ') ? $found[1] : [] as $text) {
                if (substr_count($text, ' ') >= 2) {
                    $messages[] = [$index + 1, $text];
                }
            }
        }

        return $messages;
    }
}
