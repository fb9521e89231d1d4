<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Recorded answers of Laravel 13, where they are at hand. Those that differ are listed here, each with its reason.
 */
class LaravelRulesTest extends TestCase
{
    private const FILE = 'laravel-validation.ndjson';

    /** Of how many cases each may differ at most. */
    private const CASES_TO_ONE_DIFFERENT = 33;

    private const REFUSED = 'parameters that no value can follow are refused when rules are compiled';
    private const NETWORK = 'what needs the network is the affair of a callback';

    /** Cases that differ: the line of the file, and a part of it. */
    private const DIFFERENT = [
        '137 in_array:bar.*.id' => '`*` in a path stands for one key, and never for several',
        '343 multiple_of:0' => self::REFUSED,
        '345 multiple_of:0' => self::REFUSED,
        '347 multiple_of:0' => self::REFUSED,
        '371 multiple_of:' => self::REFUSED,
        '418 email:Egulias' => 'the modes of `email` are a fixed list; a class is none',
        '546 email:rfc,dns' => self::NETWORK,
        '547 email:dns' => self::NETWORK,
        '686 "rules":{}' => 'what no rule names is dropped; the recording has lost the rule',
        '735 uuid:42' => self::REFUSED,
        '737 uuid:42' => self::REFUSED,
        '742 uuid:42' => self::REFUSED,
        '749 uuid:42' => self::REFUSED,
        '752 uuid:42' => self::REFUSED,
        '753 uuid:42' => self::REFUSED,
        '785 1.0e+1001' => 'numbers are compared by their digits, whatever their exponents',
        '786 1.0e1001' => 'the same',
        '787 1.0E1001' => 'the same',
    ];

    /**
     * @return list<string>
     */
    private static function cases(): array
    {
        $path = (getenv('HIGHPER_VECTORS') ?: \dirname(__DIR__, 3) . '/shared/vectors') . '/' . self::FILE;
        if (!is_file($path)) {
            self::markTestSkipped('left out: the recorded answers of ' . self::FILE . ', which are not at hand');
        }

        return file($path, FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES) ?: [];
    }

    public function testAnswersAreEqual(): void
    {
        $cases = self::cases();
        $different = [];
        foreach ($cases as $index => $line) {
            $how = self::difference($line);
            if ($how !== null) {
                $different[$index + 1] = "$how: $line";
            }
        }
        foreach (array_keys(self::DIFFERENT) as $known) {
            [$number, $part] = explode(' ', $known, 2);
            self::assertStringContainsString($part, $cases[$number - 1] ?? '', "line $number is another one");
            self::assertArrayHasKey((int) $number, $different, "line $number is equal, and need not be listed");
            unset($different[(int) $number]);
        }
        self::assertSame([], $different);
        self::assertLessThanOrEqual(\count($cases), \count(self::DIFFERENT) * self::CASES_TO_ONE_DIFFERENT);
    }

    /**
     * In what an answer differs; null if it does not.
     */
    private static function difference(string $line): ?string
    {
        // The recorder put a word, and letters drawn by lot, in place of escaped dots.
        $line = (string) preg_replace('/__dot__[A-Za-z0-9]{16}/', '\\\\\\\\.', $line);
        $case = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
        try {
            $validator = Validator::compile($case['rules'])->stopOnFirstFailure($case['stopOnFirstFailure'] ?? false);
        } catch (RuleException $exception) {
            return $exception->getMessage();
        }
        $result = $validator->check($case['data']);
        $failed = [];
        foreach ($result->failed() as ['field' => $field, 'rule' => $rule]) {
            $failed[$field][] = $rule;
        }
        $expected = array_map(static fn (array $rules): array => array_map(self::snake(...), $rules), $case['failed']);

        return match (true) {
            $result->ok !== $case['passes'] => 'passes: ' . json_encode($failed),
            $validator->passes($case['data']) !== $result->ok => 'passes() and check()',
            self::sorted($failed) !== self::sorted($expected) => 'failed: ' . json_encode($failed),
            array_keys($result->errors()) !== array_keys($failed) => 'errors: ' . json_encode($result->errors()),
            $result->ok && self::sorted($result->validated()) !== self::sorted($case['validated']) =>
                'validated: ' . json_encode($result->validated()),
            default => null,
        };
    }

    private static function snake(string $name): string
    {
        return strtolower((string) preg_replace('/(?<!^)[A-Z]/', '_$0', $name));
    }

    private static function sorted(mixed $value): mixed
    {
        if (\is_array($value)) {
            ksort($value);
            $value = array_map(self::sorted(...), $value);
        }

        return $value;
    }
}
