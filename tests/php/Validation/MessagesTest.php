<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php\Validation;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Fallback\Validation\Messages;
use HighPerApp\HighPer\Native\Fallback\Validation\Placeholders;
use HighPerApp\HighPer\Native\Fallback\Validation\Plural;
use PHPUnit\Framework\TestCase;

/**
 * The fallback's messages. messages.ndjson and plurals.txt are tables that the engine's tests read too (crates/validator/tests/messages.rs).
 */
class MessagesTest extends TestCase
{
    private const SIZE_RULES = ['between', 'gt', 'gte', 'lt', 'lte', 'max', 'min', 'size'];

    public function testMessagesOfTheTable(): void
    {
        foreach ((array) file(__DIR__ . '/messages.ndjson') as $line) {
            $case = json_decode((string) $line, true) + [
                'rule' => 'required', 'pattern' => 'name', 'keys' => [], 'type' => 'string', 'parameters' => [],
                'data' => [], 'messages' => [], 'attributes' => [],
            ];
            [$path, $input] = self::place($case['pattern'], $case['keys'], $case['data']);
            $failure = [$case['rule'], $case['pattern'], $path, $case['type'], $case['parameters'], $input, $case['data']];
            // A list of arrays where their order matters: not every reader of JSON keeps that of an object's keys.
            $texts = array_is_list($case['messages']) ? array_merge(...$case['messages']) : $case['messages'];
            $messages = new Messages($texts, $case['attributes']);
            // The second time the templates are there already.
            foreach (['first', 'second'] as $time) {
                $message = isset($case['text']) ? $messages->renderText($case['text'], ...$failure) : $messages->render(...$failure);
                self::assertSame($case['message'], $message, "$time time: $line");
            }
        }
    }

    public function testNumbersTakeTheirForm(): void
    {
        foreach ((array) file(__DIR__ . '/plurals.txt', FILE_IGNORE_NEW_LINES) as $line) {
            $words = explode(' ', (string) $line);
            $language = array_shift($words);
            foreach (array_chunk($words, 2) as [$number, $form]) {
                self::assertSame($form, Plural::category($language, $number), "language: $language, number: $number");
            }
        }
    }

    public function testTagsOfLanguages(): void
    {
        $cases = [
            ['en', '1', 'one'], ['EN_us', '1', 'one'], ['pt-BR', '0', 'one'], ['pt_PT', '0', 'other'], ['sr-Latn-RS', '22', 'few'],
            ['xx', '1', 'other'], ['', '1', 'other'], ['en', 'x', 'other'], ['en', '1e0', 'other'], ['en', '1.', 'other'], ['en', '-1', 'one'],
            ['ru', '91234567890123456781', 'one'], ['en', '01', 'one'], ['en', "1\n", 'other'],
        ];
        foreach ($cases as [$language, $number, $form]) {
            self::assertSame($form, Plural::category($language, $number), "language: $language, number: $number");
        }
    }

    public function testWhatIsNoTextIsRefused(): void
    {
        if (Backend::current() === 'extension') {
            self::markTestSkipped('left out: what pure PHP says of texts that are none, since the extension is loaded');
        }
        $cases = [
            [['min' => ['one' => 'x']], [], "message 'min' needs the form 'other'"],
            [['name' => ['min' => ['string' => ['few' => 'x']]]], [], "message 'name.min.string' needs the form 'other'"],
            [['a.many' => 'x'], [], "message 'a' needs the form 'other'"],
            [['min' => 1], [], "message 'min' must be a string or an array, int given"],
            [['a' => ['min' => null]], [], "message 'a.min' must be a string or an array, null given"],
            [['a' => static fn (): string => ''], [], "message 'a' must be a string or an array, Closure given"],
            [['@language' => ['en']], [], "message '@language' must be a string, array given"],
            [[], ['name' => 5], "attribute 'name' must be a string, int given"],
            [[], ['a' => ['b' => null]], "attribute 'a.b' must be a string, null given"],
        ];
        foreach ($cases as [$messages, $attributes, $expected]) {
            try {
                new Messages($messages, $attributes);
                self::fail("nothing was thrown: $expected");
            } catch (RuleException $exception) {
                self::assertSame($expected, $exception->getMessage());
                self::assertSame(RuleException::BAD_DEFINITION, $exception->getCode());
            }
        }
    }

    public function testEveryEnglishTextFillsItsPlaceholders(): void
    {
        $texts = require __DIR__ . '/../../../php/Messages/en.php';
        foreach ($texts as $rule => $text) {
            if ($rule === '@password') {
                self::assertSame(['min', 'letters', 'mixed', 'numbers', 'symbols'], array_keys($text));
                continue;
            }
            self::assertSame(\in_array($rule, self::SIZE_RULES, true), isset($text['numeric'], $text['string'], $text['array']), "rule: $rule");
            $forms = (array) $text;
            array_walk_recursive($forms, static function (string $form) use ($rule): void {
                self::assertMatchesRegularExpression('/\A:Attribute (must |is ).*\.\z/', $form, "rule: $rule");
                foreach (Placeholders::split($form, $rule) as $piece) {
                    self::assertFalse(\is_string($piece) && preg_match('/:[A-Za-z]/', $piece) === 1, "rule: $rule, text: $form");
                }
            });
        }
    }

    /**
     * The path of a field in the data, and what it holds.
     *
     * @param list<string>            $keys
     * @param array<array-key, mixed> $data
     *
     * @return array{string, mixed}
     */
    private static function place(string $pattern, array $keys, array $data): array
    {
        $path = [];
        $value = $data;
        foreach ((array) preg_split('/(?<!\\\\)\./', $pattern) as $segment) {
            $key = $segment === '*' ? array_shift($keys) : strtr((string) $segment, ['\.' => '.']);
            $path[] = $key;
            $value = \is_array($value) ? $value[$key] ?? null : null;
        }

        return [implode('.', $path), $value];
    }
}
