<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php\Validation;

use HighPerApp\HighPer\Native\Fallback\Validation\RuleTable;
use HighPerApp\HighPer\Native\Tests\Contract\LaravelRulesTest;
use PHPUnit\Framework\TestCase;

/**
 * Holds the pages about the validator to the rules that there are.
 */
class DocumentationTest extends TestCase
{
    private const DOCS = __DIR__ . '/../../../docs';

    private const SOURCE = __DIR__ . '/../../../crates/validator/src/compile/names.rs';

    public function testTheTableNamesEveryRuleOnce(): void
    {
        $rules = [...array_keys(RuleTable::PARAMETERS), ...array_keys(RuleTable::HOOKS)];
        $documented = array_column(self::rows(), 'name');
        sort($rules);
        sort($documented);
        self::assertSame($rules, $documented);
    }

    public function testTheTableKnowsParametersAndMarks(): void
    {
        foreach (self::rows() as ['name' => $name, 'parameters' => $parameters, 'marks' => $marks]) {
            self::assertSame(isset(RuleTable::IMPLICIT[$name]), \in_array('I', $marks, true), "$name: implicit");
            self::assertSame(isset(RuleTable::HOOKS[$name]), \in_array('H', $marks, true), "$name: a hook");
            if (isset(RuleTable::PARAMETERS[$name])) {
                self::assertSame(RuleTable::PARAMETERS[$name], self::arity($parameters), "$name: $parameters");
            }
        }
    }

    public function testEveryRuleThatCanFailHasAText(): void
    {
        $texts = require __DIR__ . '/../../../php/Messages/en.php';
        $silent = ['bail', 'nullable', 'sometimes', 'trim', ...array_keys(RuleTable::EXCLUDES)];
        $expected = [...array_diff(array_keys(RuleTable::PARAMETERS), $silent), ...array_keys(RuleTable::HOOKS), 'closure', '@default', '@password'];
        $found = array_keys($texts);
        sort($expected);
        sort($found);
        self::assertSame($expected, $found);
    }

    public function testTheNativeLibraryHasTheSameRules(): void
    {
        if (!is_file(self::SOURCE)) {
            self::markTestSkipped('left out: the names of the native library, whose sources are not at hand');
        }
        preg_match_all('~^    [A-Z]\w+ "(\w+)" \d~m', (string) file_get_contents(self::SOURCE), $found);
        $rules = array_keys(RuleTable::PARAMETERS);
        sort($rules);
        sort($found[1]);
        self::assertSame($rules, $found[1]);
    }

    public function testEveryRecordedAnswerThatDiffersIsListed(): void
    {
        $different = array_keys((array) (new \ReflectionClassConstant(LaravelRulesTest::class, 'DIFFERENT'))->getValue());
        $page = (string) file_get_contents(self::DOCS . '/from-laravel.md');
        preg_match_all('~^\| (\d+(?:, \d+)*) \|~m', $page, $found);
        $listed = array_map(\intval(...), explode(', ', implode(', ', $found[1])));
        sort($listed);
        self::assertSame(array_map(\intval(...), $different), $listed);
        self::assertStringContainsString((790 - \count($different)) . ' are the same', $page);
    }

    /**
     * The rows of the tables.
     *
     * @return list<array{name: string, parameters: string, marks: list<string>}>
     */
    private static function rows(): array
    {
        $page = (string) file_get_contents(self::DOCS . '/validator-rules.md');
        preg_match_all('~^\| `(\w+)([^`]*)` \| ([^|]*)\|~m', $page, $found, PREG_SET_ORDER);
        $rows = [];
        foreach ($found as [, $name, $parameters, $marks]) {
            $rows[] = [
                'name' => $name,
                'parameters' => str_replace('\|', '|', $parameters),
                'marks' => explode(' ', trim($marks)),
            ];
        }

        return $rows;
    }

    /**
     * How many parameters a notation means: `:A[,B]` one or two, `:A,…` any number from one on.
     *
     * @return array{int, int|null}
     */
    private static function arity(string $notation): array
    {
        $names = static fn (string $text): int => preg_match_all('~[^\[\]:,…]+~u', $text);
        $needed = $names((string) preg_replace('~\[.*\]~u', '', $notation));

        return [$needed, str_contains($notation, '…') ? null : $names($notation)];
    }
}
