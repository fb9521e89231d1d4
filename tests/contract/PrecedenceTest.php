<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Router;
use PHPUnit\Framework\TestCase;

class PrecedenceTest extends TestCase
{
    use RouterAssertions;

    public function testTheOrderOfAddingNeverMatters(): void
    {
        $patterns = ['/a/{x}', '/{y}/b', '/a/{x:int}', '/{p*}'];
        $expected = [
            '/a/1' => ['/a/{x:int}', ['x' => '1']],
            '/a/b' => ['/a/{x}', ['x' => 'b']],
            '/c/b' => ['/{y}/b', ['y' => 'c']],
            '/c/d' => ['/{p*}', ['p' => 'c/d']],
            '/a' => ['/{p*}', ['p' => 'a']],
        ];
        foreach (self::permutations($patterns) as $order) {
            self::assertMatches($expected, self::routerOf($order));
        }
    }

    /**
     * Each line from the first to the last: what matches and goes before all that follow.
     */
    public function testWhatGoesFirst(): void
    {
        $lines = [
            ['12', '12'], ['1{x}', '12'], ['{x:[0-9]{2}}', '12'], ['{x:[0-9]{1,2}}', '12'], ['{x:int}', '12'], ['{x:hex}', '12'], ['{x:alnum}', '12'],
            ['{x:.+}', '12'], ['{x:(?u).+}', '12'], ['{x}', '12'], ['{x*:int}', '12'], ['{x*:alnum}', '12'], ['{x*}', '12'],
        ];
        for ($first = 0; $first < \count($lines); ++$first) {
            $patterns = array_map(static fn (array $line): string => "/$line[0]", \array_slice($lines, $first));
            foreach ([$patterns, array_reverse($patterns)] as $order) {
                self::assertSame($patterns[0], self::routerOf($order)->match('GET', '/12')[0], "before: $patterns[0]");
            }
        }
    }

    public function testPairsOfTests(): void
    {
        // The path, what goes first, what could have.
        $table = [
['/abc', '/ab{x}', '/a{x}'], ['/abc', '/{x}bc', '/{x}c'],
            ['/a1', '/a{x:int}', '/a{x}'], ['/1a2', '/{x:int}a{y:int}', '/{x:int}a{y}'], ['/1a', '/{x}a', '/{x}{y}a'],
            ['/1-2', '/{x:int}-{y}', '/{x}-{y:[0-9.]+}'], ['/1-2', '/{x}-{y:int}', '/{x}-{y}'],
            ['/2024-02-29', '/{x:date}', '/{x:[0-9-]+}'],
            ['/en', '/{x:en|de}', '/{x:[a-z]{2}}'], ['/aa', '/{x:a{2}}', '/{x:a{1,2}}'], ['/aa', '/{x:aa+}', '/{x:a+}'],
            ['/b', '/{x:[ab]}', '/{x:b|a}'],
            ['/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/{x:ulid}', '/{x:alnum}'],
        ];
        foreach ($table as [$path, $first, $second]) {
            foreach ([[$first, $second], [$second, $first]] as $order) {
                self::assertSame($first, self::routerOf($order)->match('GET', $path)[0] ?? null, "$first before $second");
            }
        }
    }

    public function testTheFirstSegmentThatDiffersDecides(): void
    {
        foreach (self::permutations(['/{x:int}/{y}', '/{x}/b']) as $order) {
            self::assertMatches(['/1/b' => ['/{x:int}/{y}', ['x' => '1', 'y' => 'b']]], self::routerOf($order));
        }
    }

    public function testBacktracking(): void
    {
        $patterns = ['/a/b/c', '/a/{x}/d', '/{y}/b/e', '/{y:alpha}/{z}/f', '/{p*}'];
        foreach (self::permutations($patterns) as $order) {
            self::assertMatches([
                '/a/b/c' => ['/a/b/c', []],
                '/a/b/d' => ['/a/{x}/d', ['x' => 'b']],
                '/a/b/e' => ['/{y}/b/e', ['y' => 'a']],
                '/a/b/f' => ['/{y:alpha}/{z}/f', ['y' => 'a', 'z' => 'b']],
                '/a/b/g' => ['/{p*}', ['p' => 'a/b/g']],
            ], self::routerOf($order));
        }
    }

    public function testSeveralParametersAtOnePosition(): void
    {
        $patterns = ['/u/{id:int}', '/u/{id:uuid}', '/u/{slug:[a-z]+}', '/u/{id:int}/x', '/u/{any}/y'];
        self::assertMatches([
            '/u/1' => ['/u/{id:int}', ['id' => '1']],
            '/u/a' => ['/u/{slug:[a-z]+}', ['slug' => 'a']],
            '/u/0189d4a2-7b1c-7def-8abc-0123456789ab' => ['/u/{id:uuid}', ['id' => '0189d4a2-7b1c-7def-8abc-0123456789ab']],
            '/u/1/x' => ['/u/{id:int}/x', ['id' => '1']],
            '/u/1/y' => ['/u/{any}/y', ['any' => '1']],
            '/u/A' => null,
        ], self::routerOf($patterns));
    }

    public function testTheMethodNarrowsBeforeThePathDecides(): void
    {
        $router = (new Router())->post('/a', 'post')->get('/{x}', 'get')->any('/{p*}', 'any');
        self::assertSame(['get', ['x' => 'a']], $router->match('GET', '/a'));
        self::assertSame(['post', []], $router->match('POST', '/a'));
        self::assertSame(['any', ['p' => 'a']], $router->match('PUT', '/a'));
    }

    /**
     * @param list<string> $items
     *
     * @return iterable<list<string>>
     */
    private static function permutations(array $items): iterable
    {
        if ($items === []) {
            yield [];
        }
        foreach ($items as $index => $item) {
            foreach (self::permutations(array_values(array_diff_key($items, [$index => true]))) as $rest) {
                yield [$item, ...$rest];
            }
        }
    }
}
