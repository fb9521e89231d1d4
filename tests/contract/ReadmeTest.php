<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\HighPerException;
use PHPUnit\Framework\TestCase;

/**
 * Runs the examples of the README: behind `// =>` stands what a statement gives, behind `// throws` the message of what it throws.
 */
class ReadmeTest extends TestCase
{
    private const README = __DIR__ . '/../../README.md';

    public function testEveryExampleGivesWhatItSays(): void
    {
        $examples = self::examples();
        self::assertGreaterThanOrEqual(10, \count($examples));
        $imports = [];
        foreach ($examples as $line => $example) {
            [$imported, $code] = self::parts($example, $line);
            // A reader has seen what earlier examples import.
            $imports += $imported;
            $before = self::getCount();
            self::evaluate(implode(' ', $imports), $code, $line);
            self::assertGreaterThan($before, self::getCount(), "README.md:$line: an example without a result");
        }
    }

    public function testEveryLinkLeadsToAFile(): void
    {
        $readme = (string) file_get_contents(self::README);
        self::assertGreaterThan(0, preg_match_all('~\]\((?!https?:)([^)#]+)~', $readme, $found));
        foreach ($found[1] as $link) {
            self::assertFileExists(\dirname(self::README) . "/$link");
        }
    }

    /**
     * Called by the examples.
     */
    public static function gives(int $line, mixed $actual, mixed $expected): void
    {
        self::assertSame($expected, $actual, "README.md:$line");
    }

    /**
     * Called by the examples.
     */
    public static function throws(int $line, \Closure $statement, string $message): void
    {
        try {
            $statement();
        } catch (HighPerException $exception) {
            self::assertSame($message, $exception->getMessage(), "README.md:$line");

            return;
        }
        self::fail("README.md:$line: nothing was thrown");
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
        foreach (file(self::README) ?: [] as $index => $text) {
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
                self::assertNotSame('', trim($last), "README.md:$at: a result without a statement");
                $last = self::call($promise[1], $at, $last, $promise[2]);
                continue;
            }
            $depth += (int) \in_array($token->text, ['(', '[', '{'], true) - (int) \in_array($token->text, [')', ']', '}'], true);
            if ($statement === '' && $token->is([T_WHITESPACE, T_COMMENT])) {
                $last .= $token->text;
                continue;
            }
            $statement .= $token->text;
            if ($token->text === ';' && $depth === 0) {
                $code .= $last;
                $last = $statement;
                $statement = '';
                if (str_starts_with($last, 'use ')) {
                    $imports[$last] = $last;
                    $last = '';
                }
            }
        }
        self::assertSame('', $statement, "README.md:$line: an unfinished statement");

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
     * Runs code whose lines are numbered as in the README.
     */
    private static function evaluate(string $imports, string $code, int $line): void
    {
        try {
            eval("declare(strict_types=1); $imports" . str_repeat("\n", $line - 1) . $code);
        } catch (\ParseError $error) {
            self::fail("README.md:{$error->getLine()}: {$error->getMessage()}");
        }
    }
}
