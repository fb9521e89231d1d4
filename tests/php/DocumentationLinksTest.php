<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Tests\Contract\Documentation\Page;
use PHPUnit\Framework\TestCase;

/**
 * Links lead to files and headings, and what pages call by name is there: folders and files of the tree, commands of build.sh and their options.
 */
class DocumentationLinksTest extends TestCase
{
    /** Folders of the tree. A name in backquotes that begins with one is a path. */
    private const FOLDERS = 'benches|bin|crates|docs|examples|fuzz|include|packaging|php|scripts|src|stubs|tests|xtask';

    /** What is made, or is an example of a path that somebody else has. */
    private const ELSEWHERE = '~^(?:docs/figures|benches/report|benches/php/NAME|php/build|examples/notes/var|src/Controller)\b~';

    public function testEveryLinkLeadsSomewhere(): void
    {
        $pages = Page::all();
        $broken = [];
        $count = 0;
        foreach ($pages as $name => $page) {
            foreach ($page->links() as [$line, $target]) {
                if (preg_match('~^[a-z]+:~', $target) === 1) {
                    continue;
                }
                ++$count;
                [$file, $anchor] = explode('#', $target, 2) + [1 => null];
                $path = $file === '' ? $name : self::normal(\dirname($name) . "/$file");
                if (!file_exists(Page::ROOT . "/$path")) {
                    $broken[] = "$name:$line: there is no $path";
                } elseif ($anchor !== null && !\in_array($anchor, isset($pages[$path]) ? $pages[$path]->anchors() : [], true)) {
                    $broken[] = "$name:$line: $path has no heading for #$anchor";
                }
            }
        }
        self::assertSame([], $broken, implode("\n", $broken));
        self::assertGreaterThan(50, $count);
    }

    public function testEveryPageCanBeReached(): void
    {
        $pages = Page::all();
        $reached = [];
        $open = ['README.md'];
        while (($name = array_pop($open)) !== null) {
            if (isset($reached[$name]) || !isset($pages[$name])) {
                continue;
            }
            $reached[$name] = true;
            foreach ($pages[$name]->links() as [, $target]) {
                $open[] = self::normal(\dirname($name) . '/' . strtok($target, '#'));
            }
        }
        $lonely = array_keys(array_diff_key($pages, $reached));
        self::assertSame([], preg_grep('~^docs/~', $lonely), 'no link leads from README.md to these');
    }

    public function testAnchorsAreThoseOfHeadings(): void
    {
        $page = new Page('page.md', "# A b\n## `persistent()`, twice\n### [Link](x.md) & more\n## A b\n```md\n# no heading\n```\n<a id=\"own\"></a>\n## With_underscore é\n");
        self::assertSame(['a-b', 'persistent-twice', 'link--more', 'a-b-1', 'own', 'with_underscore-é'], $page->anchors());
    }

    public function testEveryPathNamedIsThere(): void
    {
        $absent = [];
        $count = 0;
        foreach (Page::all() as $name => $page) {
            // The changelog tells of files that have gone.
            if ($name === 'CHANGELOG.md') {
                continue;
            }
            foreach (self::named($page) as [$line, $text]) {
                preg_match_all('~(?<![\w./*-])(?:\./)?(?:(?:' . self::FOLDERS . ')/[\w./-]*\w/?|[\w-]+\.sh\b)~', $text, $found);
                foreach ($found[0] as $path) {
                    $path = rtrim(str_starts_with($path, './') ? substr($path, 2) : $path, './');
                    ++$count;
                    $here = ['', \dirname($name) . '/', 'crates/', 'scripts/test/', 'scripts/'];
                    $there = array_filter($here, static fn (string $folder): bool => file_exists(Page::ROOT . "/$folder$path"));
                    if ($there === [] && preg_match(self::ELSEWHERE, $path) !== 1) {
                        $absent[] = "$name:$line: there is no $path";
                    }
                }
            }
        }
        self::assertSame([], $absent, implode("\n", $absent));
        self::assertGreaterThan(80, $count);
    }

    public function testSettingsAndDocumentsCanBeRead(): void
    {
        $count = 0;
        foreach (Page::all() as $page) {
            foreach ($page->fences as $fence) {
                if ($fence->language === 'ini') {
                    $settings = @parse_ini_string($fence->text, false, INI_SCANNER_RAW);
                    self::assertNotEmpty($settings, $fence->at());
                    ++$count;
                } elseif ($fence->language === 'json') {
                    self::assertNotNull(json_decode($fence->text), $fence->at() . ': ' . json_last_error_msg());
                    ++$count;
                }
            }
        }
        self::assertGreaterThanOrEqual(5, $count);
    }

    public function testEveryProgramOfAPackageNamedIsThere(): void
    {
        $programs = array_map(basename(...), json_decode(self::file('composer.json'), true)['bin'] ?? []);
        $unknown = [];
        foreach (Page::all() as $name => $page) {
            foreach (self::named($page) as [$line, $text]) {
                preg_match_all('~(?<![\w/])vendor/bin/([\w-]+)~', $text, $found);
                foreach (array_diff($found[1], $programs, ['phpunit', 'phpstan']) as $program) {
                    $unknown[] = "$name:$line: no package has $program";
                }
            }
        }
        self::assertSame([], $unknown, implode("\n", $unknown));
    }

    public function testEveryCommandNamedIsThere(): void
    {
        $unknown = [];
        $count = 0;
        preg_match('~^ *((?:[a-z]+ \| )+[a-z]+)\)\n(?:.*\n)? *exec "\$here/scripts/\$command\.sh"~m', self::file('build.sh'), $found);
        $commands = explode(' | ', $found[1]);
        self::assertContains('package', $commands);
        $tree = self::scripts();
        foreach (Page::all() as $name => $page) {
            foreach (self::named($page) as [$line, $text]) {
                preg_match_all('~(?<![\w/.])(?:\./build\.sh|scripts/[\w/-]+\.sh)[^\n`|;&#]*~', $text, $found);
                foreach ($found[0] as $call) {
                    $words = preg_split('~\s+~', trim($call)) ?: [];
                    $script = array_shift($words);
                    $options = preg_grep('~^--?[a-z]~', $words) ?: [];
                    ++$count;
                    if ($script === './build.sh') {
                        $command = array_values(preg_grep('~^[a-z]+$~', $words) ?: [])[0] ?? 'help';
                        if ($command !== 'help' && !\in_array($command, $commands, true)) {
                            $unknown[] = "$name:$line: build.sh has no '$command'";
                            continue;
                        }
                        $script = "scripts/$command.sh";
                        $options = array_diff($options, ['--yes', '-y', '--help', '-h']);
                    }
                    foreach ($options as $option) {
                        $option = strtok($option, '=');
                        if (preg_match('~' . preg_quote($option, '~') . '(?![\w-])~', $tree[$script] ?? '') !== 1 && !self::isOfATool($option, $script)) {
                            $unknown[] = "$name:$line: $script knows no $option";
                        }
                    }
                }
            }
        }
        self::assertSame([], $unknown, implode("\n", $unknown));
        self::assertGreaterThan(30, $count);
    }

    /**
     * Texts in which things are called by name: shell blocks, and code within lines.
     *
     * @return list<array{int, string}>
     */
    private static function named(Page $page): array
    {
        $named = [];
        foreach ($page->fences as $fence) {
            if (\in_array($fence->language, ['sh', 'bash', 'shell', 'console', ''], true)) {
                foreach (explode("\n", $fence->text) as $index => $line) {
                    // Trees and grammars are blocks without a language, and name no path from the root.
                    if ($fence->language !== '' || preg_match('~^\s*(?:\./|scripts/)~', $line) === 1) {
                        $named[] = [$fence->line + $index, (string) preg_replace('~(?:^|\s)#.*~', '', $line)];
                    }
                }
            }
        }
        foreach (explode("\n", $page->prose) as $index => $line) {
            preg_match_all('~`([^`]+)`~', $line, $found);
            foreach ($found[1] as $code) {
                $named[] = [$index + 1, $code];
            }
        }

        return $named;
    }

    /** Options that a script hands on to a tool which has a manual of its own. */
    private static function isOfATool(string $option, string $script): bool
    {
        return $option === '--filter' && $script === 'scripts/test/phpunit.sh' && str_contains(self::file($script), '"$@"');
    }

    /**
     * What a script may hand its options to, put together: itself, the scripts and the PHP, Rust and C of the jobs that it starts.
     *
     * @return array<string, string>
     */
    private static function scripts(): array
    {
        $texts = [];
        foreach ([...(glob(Page::ROOT . '/scripts/*.sh') ?: []), ...(glob(Page::ROOT . '/scripts/*/*.sh') ?: [])] as $file) {
            $name = substr($file, \strlen(Page::ROOT) + 1);
            $text = (string) file_get_contents($file);
            $folder = basename($name, '.sh');
            $jobs = match ($folder) {
                'bench' => ['benches/php/*.php', 'benches/php/*/*.php', 'benches/php/*/*/*.php'],
                'differential', 'serializer', 'validator' => ['tests/differential/*.php'],
                'fuzz' => ['fuzz/src/*.rs', 'fuzz/src/*/*.rs'],
                default => [],
            };
            foreach ([...$jobs, "scripts/$folder/*.sh"] as $pattern) {
                foreach (glob(Page::ROOT . "/$pattern") ?: [] as $job) {
                    $text .= file_get_contents($job);
                }
            }
            $texts[$name] = $text;
        }

        return $texts;
    }

    private static function file(string $name): string
    {
        return (string) file_get_contents(Page::ROOT . "/$name");
    }

    private static function normal(string $path): string
    {
        $parts = [];
        foreach (explode('/', $path) as $part) {
            if ($part === '..') {
                array_pop($parts);
            } elseif ($part !== '.' && $part !== '') {
                $parts[] = $part;
            }
        }

        return implode('/', $parts);
    }
}
