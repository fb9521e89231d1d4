<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\JsonSchema;
use PHPUnit\Framework\TestCase;

/**
 * The test suite of the JSON Schema project.
 */
class JsonSchemaSuiteTest extends TestCase
{
    private const FOLDER = __DIR__ . '/data/json-schema/';

    /** Drafts, and the least number of tests that there are for each. */
    private const DRAFTS = [['4', 900], ['6', 1200], ['7', 1500], ['2019-09', 2000], ['2020-12', 2000]];

    public function testTextsAreJudgedAsTheSuiteSays(): void
    {
        foreach (self::DRAFTS as [$draft, $atLeast]) {
            self::assertTextsAreJudgedAsTheSuiteSays($draft, $atLeast);
        }
    }

    private static function assertTextsAreJudgedAsTheSuiteSays(string $draft, int $atLeast): void
    {
        $documents = self::documents();
        $wrong = [];
        $count = 0;
        foreach (self::cases($draft) as [$case, $tests, $schema, $formats]) {
            $compiled = JsonSchema::compile(self::text($schema), $documents, $formats, $draft);
            foreach ($tests as [$description, $value, $expected]) {
                $json = self::text($value);
                $result = $compiled->checkJson($json);
                if ($compiled->passesJson($json) !== $expected || $result->ok !== $expected || ($result->failed() === []) !== $expected) {
                    $wrong[] = "$case: $description";
                }
                $count++;
            }
        }
        self::assertSame([], $wrong, "draft $draft");
        self::assertGreaterThan($atLeast, $count);
    }

    public function testValuesAreJudgedAsTextsAre(): void
    {
        foreach (self::DRAFTS as [$draft, $atLeast]) {
            self::assertValuesAreJudgedAsTextsAre($draft, $atLeast);
        }
    }

    private static function assertValuesAreJudgedAsTextsAre(string $draft, int $atLeast): void
    {
        $documents = self::documents();
        $wrong = [];
        $count = 0;
        foreach (self::cases($draft) as [$case, $tests, $schema, $formats]) {
            $compiled = JsonSchema::compile(\is_object($schema) ? $schema : self::text($schema), $documents, $formats, $draft);
            foreach ($tests as [$description, $value, $expected]) {
                if (str_contains(self::text($value), '[]')) {
                    // Of a PHP value, an empty array is an object, too.
                    continue;
                }
                if ($compiled->passes($value) !== $expected || $compiled->check($value)->ok !== $expected) {
                    $wrong[] = "$case: $description";
                }
                $count++;
            }
        }
        self::assertSame([], $wrong, "draft $draft");
        self::assertGreaterThan($atLeast * 0.9, $count);
    }

    public function testArraysAreJudgedAsObjectsAre(): void
    {
        foreach (self::DRAFTS as [$draft, $atLeast]) {
            self::assertArraysAreJudgedAsObjectsAre($draft, $atLeast);
        }
    }

    private static function assertArraysAreJudgedAsObjectsAre(string $draft, int $atLeast): void
    {
        $documents = self::documents();
        $wrong = [];
        $count = 0;
        foreach (self::cases($draft) as [$case, $tests, $schema, $formats]) {
            // Where empty containers or keys that look like those of a list are about, PHP's arrays cannot tell what is meant.
            if (!\is_object($schema) || preg_match('/\{\}|\[\]|"0":/', self::text($schema)) === 1) {
                continue;
            }
            $compiled = JsonSchema::compile(json_decode(self::text($schema), true), $documents, $formats, $draft);
            foreach ($tests as [$description, $value, $expected]) {
                $json = self::text($value);
                if (preg_match('/\{\}|\[\]|"0":/', $json) === 1) {
                    continue;
                }
                if ($compiled->passes(json_decode($json, true)) !== $expected) {
                    $wrong[] = "$case: $description";
                }
                $count++;
            }
        }
        self::assertSame([], $wrong, "draft $draft");
        self::assertGreaterThan($atLeast * 0.7, $count);
    }

    /**
     * @return \Generator<array{string, list<array{string, mixed, bool}>, mixed, bool}>
     */
    private static function cases(string $draft): \Generator
    {
        foreach (new \SplFileObject(self::FOLDER . "draft-$draft.ndjson") as $line) {
            if ($line !== '') {
                $case = json_decode($line, false, 512, JSON_THROW_ON_ERROR);
                yield ["$case->file, $case->case", $case->tests, $case->schema, str_contains($case->file, '/format/')];
            }
        }
    }

    /**
     * @return array<string, string>
     */
    private static function documents(): array
    {
        $remotes = json_decode((string) file_get_contents(self::FOLDER . 'remotes.json'), false, 512, JSON_THROW_ON_ERROR);

        return array_map(self::text(...), (array) $remotes);
    }

    private static function text(mixed $value): string
    {
        return json_encode($value, JSON_PRESERVE_ZERO_FRACTION | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
    }
}
