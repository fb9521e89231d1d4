<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Tests\Contract\Documentation\Mistake;
use HighPerApp\HighPer\Native\Tests\Contract\Documentation\Page;
use HighPerApp\HighPer\Native\Tests\Contract\Documentation\Runner;
use PHPUnit\Framework\TestCase;

/**
 * The runner of the documentation's examples has to notice what is wrong with a page.
 */
class DocumentationExampleTest extends TestCase
{
    /** Blocks, and how the one complaint about them begins; null where there is none. */
    private const PAGES = [
        'a value' => ["1 + 1; // => 2", null],
        'another value' => ["\$x = 1;\n\$x + 1; // => 3", 'page.md:5'],
        'a value of another type' => ['"2"; // => 2', 'page.md:4'],
        'a value in several lines' => ["[1, 2];\n// => [1,\n//     2]", null],
        'another value in several lines' => ["[1, 2];\n// => [1,\n//     3]", 'page.md:5'],
        'the first result of two' => ["1; // => 1\n2; // => 2\n3; // => 4", 'page.md:6'],
        'an exception' => ['throw_it(); // throws nothing to see', 'page.md:4'],
        'the right exception' => ['intdiv(1, 0); // throws Division by zero', null],
        'no exception' => ['intdiv(1, 1); // throws Division by zero', 'page.md:4: nothing was thrown'],
        'an exception that was not promised' => ["\$x = 1;\nintdiv(1, 0);", 'page.md:5: DivisionByZeroError: Division by zero'],
        'printed' => ['echo "a"; // prints a', null],
        'printed otherwise' => ['echo "a"; // prints b', 'page.md:4'],
        'output that nothing is said of' => ['echo "a";', null],
        'an undefined variable' => ["\$x = 1;\n\$y + 1; // => 1", 'page.md:5: ErrorException: Undefined variable $y'],
        'an index that is not there' => ['[][1] ?? 5; // => 5', null],
        'a deprecation of its own' => ['trigger_error("old", E_USER_DEPRECATED);', 'page.md:4: ErrorException: old'],
        'not PHP' => ["\$x = 1;\n\$x = = 2;", 'page.md:5: syntax error'],
        'an unfinished statement' => ['$x = 1', 'page.md:5: syntax error'],
        'a result without a statement' => ['// => 1', 'page.md:4: a result without a statement'],
        'a result within a block' => ["foreach ([1] as \$x) {\n    \$x; // => 2\n}", 'page.md:5: a result without a statement'],
        'a promise in another notation' => ['1; //=> 2', 'page.md:4: a mark or promise'],
        'a block with else, and a value behind it' => ["if (true) {\n    \$x = 1;\n} else {\n    \$x = 2;\n}\n\$x; // => 2", 'page.md:9'],
        'try, catch and a value behind them' => ["try {\n    intdiv(1, 0);\n} catch (\\Error \$e) {\n}\n\$e->getMessage(); // => 'x'", 'page.md:8'],
        'brackets in texts' => ["\$a = 'x';\n\"{\$a}(\"; // => 'x('", null],
        'a class and a method' => ["class DocumentedThing\n{\n    public function one(): int\n    {\n        return 1;\n    }\n}\n(new DocumentedThing())->one(); // => 2", 'page.md:11'],
        'a class that is there' => ["class ArrayObject\n{\n}", "page.md:4: there is a 'ArrayObject' already"],
        'a namespace' => ['namespace A;', 'page.md:4: an example has no such statement'],
        'an import' => ["use ArrayObject as Things;\n\n(new Things([1, 2]))->count(); // => 2", null],
        'an unknown need' => ["// With the best tool:\n1; // => 1", "page.md:4: nobody knows what 'the best tool' is"],
        'a need in the middle' => ["\$x = 1;\n// With FastRoute:\n\$x; // => 1", 'page.md:5: a mark or promise'],
        'strict types' => ['strlen(5);', 'page.md:4: TypeError: strlen()'],
    ];

    public function testFaultsAreNoticed(): void
    {
        foreach (self::PAGES as $name => [$block, $complaint]) {
            $faults = Runner::run(new Page('page.md', "# Page\n\n```php\n$block\n```\n"))->faults;
            self::assertCount($complaint === null ? 0 : 1, $faults, "$name: " . implode("\n", $faults));
            if ($complaint !== null) {
                self::assertStringStartsWith($complaint, $faults[0], $name);
            }
        }
    }

    public function testScopes(): void
    {
        $goesOn = '// Goes on from the example above.';
        foreach ([
            'of its own' => [['$x = 1;', '$x ?? 5; // => 5'], []],
            'shared' => [['$x = 1;', "$goesOn\n\$x; // => 1"], []],
            'shared over three' => [['$x = 1;', "$goesOn\n\$y = 2;", "$goesOn\n\$x + \$y; // => 3"], []],
            'imports stay' => [["use ArrayObject as Things;", '(new Things())->count(); // => 0'], []],
            'the later import counts' => [["use ArrayObject as Things;", "use ArrayIterator as Things;\n\nThings::class; // => 'ArrayIterator'"], []],
        ] as $name => [$blocks, $faults]) {
            $text = implode("\n", array_map(static fn (string $block): string => "```php\n$block\n```", $blocks));
            self::assertSame($faults, Runner::run(new Page('page.md', $text))->faults, $name);
        }
    }

    public function testWhatFollowsAFaultIsLeftOut(): void
    {
        $runner = Runner::run(new Page('page.md', "```php\nintdiv(1, 0);\n```\n```php\n// Goes on from the example above.\n1; // => 2\n```\n"));
        self::assertCount(1, $runner->faults);
        self::assertSame(['page.md:5 needs the example above it'], $runner->leftOut);
        self::assertSame(0, $runner->ran);
    }

    public function testFragments(): void
    {
        foreach ([
            'php fragment: within a server' => ['foo();', 0],
            'php fragment' => ['foo();', 1],
            'php nofragment: x' => ['foo();', 1],
            'php fragment: not even that' => ['foo(;', 1],
            'php fragment: it promises' => ['1; // => 1', 1],
        ] as $info => [$code, $faults]) {
            $runner = Runner::run(new Page('page.md', "```$info\n$code\n```\n"));
            self::assertCount($faults, $runner->faults, $info);
            self::assertSame(0, $runner->ran, $info);
        }
    }

    public function testBlocksAreFound(): void
    {
        $page = new Page('page.md', "a\n````md\n```php\n1;\n```\n````\n- b\n  ~~~PHP\n  1;\n    2;\n  ~~~\n```sh\nls\n```\n");
        self::assertSame(["```php\n1;\n```\n", "1;\n  2;\n", "ls\n"], array_column($page->fences, 'text'));
        self::assertSame(['md', 'php', 'sh'], array_column($page->fences, 'language'));
        self::assertSame([3, 9, 13], array_column($page->fences, 'line'));
        $this->expectException(Mistake::class);
        $this->expectExceptionMessage('page.md:2: the fence is not closed');
        new Page('page.md', "a\n```php\n1;\n");
    }
}
