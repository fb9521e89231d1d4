<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\HighPerException;
use PHPUnit\Framework\TestCase;

/**
 * Runs the examples of the README and of the Validator's pages: behind `// =>` stands what a statement gives, behind `// throws` the message of
 * what it throws.
 */
class ReadmeTest extends TestCase
{
    private const ROOT = __DIR__ . '/../..';

    /** The pages, and how many examples each has at least. */
    private const PAGES = [
        'README.md' => 10,
        'docs/validator.md' => 8,
        'docs/from-laravel.md' => 4,
        'docs/from-symfony.md' => 2,
        'docs/json-schema.md' => 2,
    ];

    /** The page whose examples are being run. */
    private static string $page = '';

    public function testEveryExampleGivesWhatItSays(): void
    {
        foreach (self::PAGES as $page => $least) {
            self::$page = $page;
            $examples = self::examples();
            self::assertGreaterThanOrEqual($least, \count($examples), $page);
            $imports = [];
            foreach ($examples as $line => $example) {
                [$imported, $code] = self::parts($example, $line);
                // A reader has seen what earlier examples import.
                $imports += $imported;
                $before = self::getCount();
                self::evaluate(implode(' ', $imports), $code, $line);
                self::assertGreaterThan($before, self::getCount(), "$page:$line: an example without a result");
            }
        }
    }

    public function testEveryLinkLeadsToAFile(): void
    {
        foreach (array_keys(self::PAGES) as $page) {
            preg_match_all('~\]\((?!https?:)([^)#]+)~', (string) file_get_contents(self::ROOT . "/$page"), $found);
            foreach ($found[1] as $link) {
                self::assertFileExists(\dirname(self::ROOT . "/$page") . "/$link", $page);
            }
        }
    }

    /**
     * Called by the examples.
     */
    public static function gives(int $line, mixed $actual, mixed $expected): void
    {
        self::assertSame($expected, $actual, self::at($line));
    }

    /**
     * Called by the examples.
     */
    public static function throws(int $line, \Closure $statement, string $message): void
    {
        try {
            $statement();
        } catch (HighPerException $exception) {
            self::assertSame($message, $exception->getMessage(), self::at($line));

            return;
        }
        self::fail(self::at($line) . ': nothing was thrown');
    }

    private static function at(int $line): string
    {
        return self::$page . ":$line";
    }

    /**
     * The PHP examples by the lines on which they begin.
     *
     * @return array<int, string>
     */
    private static function examples(): array
    {
        $examples = [];
        $begin = null;
        foreach (file(self::ROOT . '/' . self::$page) ?: [] as $index => $text) {
            if ($begin === null) {
                $begin = rtrim($text) === '```php' ? $index + 2 : null;
            } elseif (rtrim($text) === '```') {
                $begin = null;
            } else {
                $examples[$begin] = ($examples[$begin] ?? '') . $text;
            }
        }

        return $examples;
    }

    /**
     * An example's imports, and the rest with its promises made into calls. Lines stay where they are.
     *
     * @return array{array<string, string>, string}
     */
    private static function parts(string $example, int $line): array
    {
        $imports = [];
        $code = '';
        $statement = '';
        $last = '';
        $depth = 0;
        // The opening tag stands in a line of its own, which is not counted.
        foreach (\array_slice(\PhpToken::tokenize("<?php\n$example"), 1) as $token) {
            $at = $line + $token->line - 2;
            if ($token->is(T_COMMENT) && preg_match('~^// (=>|throws) (.+)$~', rtrim($token->text), $promise) === 1) {
                self::assertNotSame('', trim($last), self::at($at) . ': a result without a statement');
                $last = self::call($promise[1], $at, $last, $promise[2]);
                continue;
            }
            $depth += (int) \in_array($token->text, ['(', '[', '{'], true) - (int) \in_array($token->text, [')', ']', '}'], true);
            if ($statement === '' && $token->is([T_WHITESPACE, T_COMMENT])) {
                $last .= $token->text;
                continue;
            }
            $statement .= $token->text;
            $ends = $token->text === ';' || ($token->text === '}' && preg_match('~^(class|foreach)\b~', $statement) === 1);
            if ($ends && $depth === 0) {
                $code .= $last;
                $last = $statement;
                $statement = '';
                if (str_starts_with($last, 'use ')) {
                    $imports[$last] = $last;
                    $last = '';
                }
            }
        }
        self::assertSame('', $statement, self::at($line) . ': an unfinished statement');

        return [$imports, $code . $last];
    }

    private static function call(string $kind, int $line, string $statement, string $promised): string
    {
        $space = substr($statement, \strlen(rtrim($statement)));
        $expression = substr(rtrim($statement), 0, -1);

        return '\\' . self::class . ($kind === '=>'
            ? "::gives($line, ($expression), ($promised));"
            : "::throws($line, fn () => $expression, " . var_export($promised, true) . ');') . $space;
    }

    /**
     * Runs code whose lines are numbered as in the page.
     */
    private static function evaluate(string $imports, string $code, int $line): void
    {
        try {
            eval("declare(strict_types=1); $imports" . str_repeat("\n", $line - 1) . $code);
        } catch (\ParseError $error) {
            self::fail(self::at($error->getLine()) . ": {$error->getMessage()}");
        }
    }
}
