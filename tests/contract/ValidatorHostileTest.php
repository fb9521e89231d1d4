<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Data and callbacks that mean harm, or merely behave oddly.
 */
class ValidatorHostileTest extends TestCase
{
    use OwnProcess;
    use RuleAssertions;

    private const KILOBYTES = 50 * 1024;

    /** Every rule that looks at a value, with parameters that fit. */
    private const RULES = [
        'accepted', 'accepted_if:y,1', 'after:2024-01-01', 'after_or_equal:y', 'alpha', 'alpha:ascii', 'alpha_dash', 'alpha_num', 'array', 'array:a,b', 'array_keys:a', 'ascii', 'base64', 'before:tomorrow',
        'before_or_equal:y', 'between:1,3', 'bic', 'boolean', 'card_number', 'cast:int', 'cast:float', 'cast:bool', 'cast:date', 'cidr', 'confirmed', 'contains:a', 'date', 'date_equals:2024-01-01',
        'date_format:Y-m-d', 'date_format:U', 'decimal:1,2', 'declined', 'different:y', 'digits:2', 'digits_between:1,3', 'distinct', 'doesnt_contain:a', 'doesnt_end_with:a', 'doesnt_start_with:a', 'e164', 'email',
        'email:strict', 'email:rfc5321', 'email:html5', 'email:filter', 'email:filter_unicode', 'encoding:UTF-8', 'encoding:UTF-16LE', 'ends_with:a', 'enum:' . Suit::class, 'enum:' . Rank::class, 'exclude_if:y,1',
        'exclude_unless:y,1', 'filled', 'gt:5', 'gt:y', 'gte:y', 'hex_color', 'hostname', 'iban', 'in:a,b', 'in_array:y.*', 'in_array_keys:a', 'integer', 'integer:strict', 'ip', 'ipv4', 'ipv6', 'isbn', 'issn', 'json', 'list',
        'lowercase', 'lt:5', 'lt:y', 'lte:y', 'mac_address', 'max:3', 'max_digits:3', 'min:3', 'min_digits:3', 'missing', 'missing_if:y,1', 'multiple_of:3', 'not_in:a', 'not_regex:/a/', 'not_regex:/a/u', 'numeric', 'numeric|max:3',
        'integer|min:3', 'password', 'password:letters,mixed,numbers,symbols', 'password_strength', 'present', 'present_if:y,1', 'prohibited', 'prohibited_if:y,1', 'prohibits:y', 'regex:/a/', 'regex:/a/u', 'regex_pcre:/a/', 'required',
        'required_array_keys:a', 'required_if:y,1', 'required_unless:y,1', 'required_with:y', 'same:y', 'size:3', 'array|size:3', 'array|in:a', 'starts_with:a', 'string', 'timezone', 'trim', 'ulid', 'uppercase', 'url', 'url:whatwg', 'uuid', 'uuid:4',
    ];

    /** @return list<mixed> */
    private static function oddities(): array
    {
        return [
            null, true, false, 0, -1, PHP_INT_MAX, PHP_INT_MIN, 0.0, -0.0, 1.5, NAN, INF, -INF, 1e300, '', ' ', '0', 'a', "\0", "a\0b", "\xff", "\xff\xfe", "a\n", '1e1000000', '-1e-1000000', '1e999999999999999999999', '.', '-', '+', 'e', '1e', '0x1', 'INF',
            'NAN', '9223372036854775808', '٣', [], [null], [[]], [[[]]], ['a' => ['b' => new \stdClass()]], [NAN], ["\xff"], ['a', ['a']], [1.5, true, null], new \stdClass(), new \ArrayObject(['a']), new \SplFileInfo('a'), new \DateTimeZone('UTC'),
            new \DateTime('2024-01-01'), new \DateTimeImmutable('@0'), Suit::Spades, Rank::Two, Plain::One, static fn (): int => 1, STDIN, '%s%n', '{}', str_repeat('9', 400), '--', '/', '//', '@', 'a@', '://', 'now', 'tomorrow', '@0', '0000-00-00', '2024-02-30',
        ];
    }

    public function testNoValueRaisesAnErrorOfPhp(): void
    {
        set_error_handler(static function (int $level, string $message): never {
            throw new \ErrorException($message, 0, $level);
        });
        try {
            foreach (self::RULES as $rules) {
                foreach ([Validator::compile(['x' => $rules, 'y' => '']), Validator::compile(['x.*' => $rules])->strict()] as $validator) {
                    foreach (self::oddities() as $number => $value) {
                        foreach ([['x' => $value], ['x' => $value, 'y' => 1], ['x' => $value, 'y' => $value], ['x' => [$value, 'a', $value], 'y' => $value]] as $data) {
                            $result = $validator->check($data);
                            self::assertSame($result->ok, $result->errors() === [], "$rules of oddity $number");
                            self::assertSame($result->ok, $validator->passes($data), "$rules of oddity $number");
                            $result->ok && $result->validated();
                        }
                    }
                }
            }
        } finally {
            restore_error_handler();
        }
    }

    public function testAnErrorHandlerThatThrowsIsNotAskedAboutPatterns(): void
    {
        error_clear_last();
        set_error_handler(static function (int $level, string $message): never {
            throw new \ErrorException($message, 0, $level);
        });
        try {
            foreach (['/(/', 'a', '/a/Z', '/[/', '/(?<a/'] as $pattern) {
                foreach (['regex', 'not_regex', 'regex_pcre'] as $rule) {
                    try {
                        Validator::compile(['x' => [[$rule, $pattern]]]);
                        self::fail("$pattern was taken");
                    } catch (RuleException $exception) {
                        self::assertSame(RuleException::BAD_PATTERN, $exception->getCode());
                    }
                }
            }
            self::assertFalse(Validator::compile(['x' => 'regex_pcre:/a/'])->passes(['x' => "\xff"]));
        } finally {
            restore_error_handler();
        }
        self::assertNull(error_get_last(), 'nothing is left behind');
    }

    public function testLongTextsByPattern(): void
    {
        $a = str_repeat('a', self::KILOBYTES);
        $table = [
            ['/^(a+)+$/', "$a!", false], ['/(a+)+b/', $a, false], ['/(a|aa)+$/', "$a!", false], ['/^(a|a)*b/', $a, false], ['/(x+x+)+y/', str_repeat('x', self::KILOBYTES), false], ['/^([a-z]+)*=/', $a, false],
            ['/(.*)*,(.*)*;/', str_repeat(',', self::KILOBYTES), false], ['/^(\w+\s?)*$/', str_repeat('a ', 25_000) . '!', false], ['/(\d+)*x/', str_repeat('1', self::KILOBYTES), false], ['/^(([a-z])+.)+[A-Z]([a-z])+$/', $a, false],
            ['/^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+$/', $a, false], ['/^a*a*a*a*a*b/', $a, false], ['/(a?){50}a{50}/', str_repeat('a', 50) . str_repeat('b', self::KILOBYTES), true], ['/^.*$/s', $a, true],
            ['/^(a+)+$/u', "$a!", false], ['/^(?:\pL+\s*)+$/u', str_repeat("\u{e9}", 25_000) . '!', false], ['/^a+$/', $a, true], ['/^[^!]+$/', "$a\n", true], ['/a$/', "$a\n", false],
        ];
        foreach ($table as [$pattern, $text, $expected]) {
            foreach (['regex' => $expected, 'not_regex' => !$expected] as $rule => $passes) {
                $validator = Validator::compile(['x' => [[$rule, $pattern]]]);
                try {
                    self::assertSame($passes, $validator->passes(['x' => $text]), "$rule $pattern");
                } catch (RuleException $exception) {
                    // PCRE may give up where the native engine answers; it never says no in that case.
                    self::assertNotSame('extension', Backend::current(), $exception->getMessage());
                    self::assertSame([RuleException::PATTERN_GAVE_UP, 'x', $rule], [$exception->getCode(), $exception->getField(), $exception->getRule()], $pattern);
                    self::assertStringStartsWith("rule '$rule' of field 'x': PCRE gave up: ", $exception->getMessage());
                }
            }
        }
    }

    public function testLongTextsByRule(): void
    {
        $texts = [];
        foreach (['a', '1', ' ', '.', '-', '@', '"', '\\', '(', '[', '{', ':', '/', '%', "\0", "\xff", "\u{e9}", '0', 'a.', 'a@', '1:', '::', '-1', 'e', '+', '=', "\n", '"a', '\\"', '[[', '{"a":', 'xn--'] as $piece) {
            $texts[] = str_repeat($piece, intdiv(self::KILOBYTES, \strlen($piece)));
        }
        foreach (['a@' => 'b.', 'http://' => 'a.', 'http://a/' => '%', '"' => '\\', '1e' => '9', '0.' => '0', '2024-01-01 ' => '+1 day ', '+' => '1', 'DE89' => '1', '[' => '1,', 'a@[' => ':'] as $begin => $piece) {
            $texts[] = $begin . str_repeat($piece, intdiv(self::KILOBYTES, \strlen($piece)));
        }
        $checked = 0;
        foreach (self::RULES as $rules) {
            $validator = Validator::compile(['x' => $rules]);
            // What strtotime() makes of a long row of signs takes it quadratic time, whoever asks it.
            $longest = preg_match('/^(after|before|cast:date|date)/', $rules) === 1 ? 1024 : self::KILOBYTES;
            foreach ($texts as $text) {
                $data = ['x' => substr($text, 0, $longest)];
                try {
                    self::assertSame($validator->check($data)->ok, $validator->passes($data), $rules);
                } catch (RuleException $exception) {
                    self::assertSame(RuleException::PATTERN_GAVE_UP, $exception->getCode());
                }
                ++$checked;
            }
        }
        self::assertSame(\count(self::RULES) * \count($texts), $checked);
        self::assertVerdicts([['email', [], ['a@' . str_repeat('b.', 25_000) . 'c']], ['numeric', ['1e' . str_repeat('9', self::KILOBYTES), str_repeat('1', self::KILOBYTES)], []], ['numeric|max:1', ['1e-' . str_repeat('9', self::KILOBYTES)], ['1e' . str_repeat('9', self::KILOBYTES), str_repeat('9', self::KILOBYTES)]]]);
    }

    public function testDeepData(): void
    {
        $deep = 'bottom';
        for ($i = 0; $i < 20_000; ++$i) {
            $deep = [$deep];
        }
        $data = ['x' => $deep, 'y' => $deep, 'z' => $deep[0]];
        $stars = 'x' . str_repeat('.*', 63);
        self::assertTrue(Validator::compile(['x' => 'array|size:1', $stars => 'array|required', 'x.0.0' => 'list'])->passes($data));
        self::assertSame(['x' . str_repeat('.0', 63) . ': string'], self::failures(Validator::compile([$stars => 'string'])->check($data)));
        self::assertSame($data, Validator::compile(['x' => '', 'y' => 'array', 'z' => ''])->validate($data));
        self::assertFalse(Validator::compile(['x' => 'in:a|contains:b|distinct'])->passes($data));
        self::assertTrue(Validator::compile(['x.*' => 'distinct'])->passes($data));
        $closure = static function (string $field, mixed $value, callable $fail): void {
            \is_array($value) || $fail('not what was sent');
        };
        self::assertTrue(Validator::compile(['x' => $closure])->passes($data));
    }

    public function testArraysThatHoldThemselves(): void
    {
        $array = ['v' => 1, 'list' => [1, 2]];
        $array['self'] = &$array;
        $data = ['x' => $array];
        $validator = Validator::compile(['x' => 'array|required|size:3', 'x.self.self.v' => 'integer', 'x.self.self.self.self.list.*' => 'integer|distinct', 'x.*.v' => 'sometimes|integer']);
        self::assertSame([], self::failures($validator->check($data)));
        self::assertSame(['x.self.self.v: string'], self::failures(Validator::compile(['x.self.self.v' => 'string'])->check($data)));
        $stars = 'x' . str_repeat('.*', 40);
        self::assertSame([], self::failures(Validator::compile(["$stars.v" => 'integer'])->check($data)));
        self::assertSame(['x' => ['self' => ['v' => 1]]], Validator::compile(['x.self.v' => 'integer'])->validate($data));
        $seen = 0;
        $closure = static function (string $field, mixed $value) use (&$seen): void {
            $seen += \is_array($value) ? 1 : 0;
        };
        self::assertTrue(Validator::compile(['x' => $closure, 'x.self.self' => $closure])->passes($data));
        self::assertSame(2, $seen);
        unset($array['self']);
    }

    /**
     * In a process of its own with little memory: who follows such a definition to its end comes to none.
     */
    public function testDefinitionsThatHoldThemselves(): void
    {
        $options = self::sameBackend();
        if ($options === null) {
            self::markTestSkipped('left out: definitions that hold themselves in a process of its own, for which it cannot be told here where the extension is');
        }
        $definitions = [
            'a rule' => '$loop = ["any_of"]; $loop[] = &$loop; $rules = ["x" => [$loop]]; $messages = [];',
            'rules' => '$loop = ["any_of"]; $loop[] = &$loop; $rules = ["x" => &$loop]; $messages = [];',
            'messages' => '$messages = ["a" => "text"]; $messages["b"] = &$messages; $rules = [];',
        ];
        foreach ($definitions as $what => $code) {
            $code .= 'try { \HighPerApp\HighPer\Native\Validator::compile($rules, $messages); } catch (\HighPerApp\HighPer\Native\Exception\RuleException $exception) { echo "refused ", $exception->getCode(); }';
            $output = self::inAnotherProcess($code, [...$options, '-d', 'memory_limit=64M']);
            self::assertMatchesRegularExpression('/\Arefused [25]\z/', $output, $what);
        }
    }

    public function testWhatReferencesChangeAfterACheckIsNotSeen(): void
    {
        $value = 'good';
        $item = ['n' => 1];
        $list = [1, 2];
        $data = ['x' => &$value, 'items' => [&$item, ['n' => 2]], 'list' => &$list, 'whole' => ['deep' => ['er' => &$value]]];
        $rules = ['x' => 'in:good', 'items.*.n' => 'integer', 'list' => 'array', 'whole' => 'array'];
        $result = Validator::compile($rules)->check($data);
        $failing = Validator::compile(['x' => 'max:1', 'list' => 'size:5', 'items.*.n' => 'string'], ['max' => ':input', 'size' => 'size', 'string' => ':input'])->check($data);
        [$value, $item, $list] = ['changed', 'no array', 7];
        if (Backend::current() !== 'extension') {
            // To copy data first would take as long as to check them.
            self::assertSame(['changed', 2], [$result->validated()['x'], $result->validated()['items'][1]['n']]);
            self::assertSame(['x', 'list', 'items.0.n', 'items.1.n'], array_keys($failing->errors()));

            return;
        }
        $expected = ['x' => 'good', 'items' => [['n' => 1], ['n' => 2]], 'list' => [1, 2], 'whole' => ['deep' => ['er' => 'good']]];
        self::assertSame($expected, $result->validated());
        self::assertSame(['x' => ['good'], 'list' => ['size'], 'items.0.n' => ['1'], 'items.1.n' => ['2']], $failing->errors());
        $validated = $result->validated();
        $validated['x'] = 'mine';
        $validated['whole']['deep']['er'] = 'mine';
        self::assertSame(['changed', $expected], [$value, $result->validated()], 'what is given holds no references to the data');
    }

    public function testWhatACallbackChangesByReferenceIsNotSeen(): void
    {
        foreach (['closure', 'callback'] as $way) {
            $value = 'good';
            $list = [1, 2, 3];
            $data = ['a' => 1, 'x' => &$value, 'list' => &$list, 'y' => ['z' => &$value]];
            $change = static function () use (&$value, &$list): bool {
                $value = new \stdClass();
                $list = null;

                return true;
            };
            $rules = ['a' => $way === 'closure' ? [$change, $change] : 'own', 'x' => 'string|in:good', 'list.*' => 'integer', 'y.z' => 'string', 'list' => 'array|size:3'];
            $result = Validator::compile($rules, custom: ['own' => $change])->check($data);
            self::assertSame([], self::failures($result), $way);
            self::assertSame(['a' => 1, 'x' => 'good', 'list' => [1, 2, 3], 'y' => ['z' => 'good']], $result->validated(), $way);
            self::assertInstanceOf(\stdClass::class, $value);
        }
    }

    public function testItemsThatACallbackTakesAway(): void
    {
        $items = range(1, 100);
        $data = ['items' => &$items];
        $seen = 0;
        $closure = static function (string $field, mixed $value) use (&$items, &$seen): void {
            $items = [];
            $seen += $value;
        };
        self::assertSame(['items' => range(1, 100)], Validator::compile(['items.*' => [$closure]])->validate($data));
        self::assertSame(5050, $seen);
        $held = ['items' => range(1, 100)];
        $global = static function () use (&$held): void {
            $held = null;
        };
        self::assertTrue(Validator::compile(['items.*' => [$global, 'integer']])->passes($held));
        self::assertNull($held);
    }

    public function testCallbacksThatThrow(): void
    {
        $thrown = new \DomainException('mine');
        $throws = static function () use ($thrown): never {
            throw $thrown;
        };
        $validators = [
            Validator::compile(['a' => 'string', 'x.*' => ['string', $throws], 'z' => 'required']), Validator::compile(['a' => 'string', 'x.*' => 'string|own', 'z' => 'required'], custom: ['own' => $throws]),
            Validator::compile(['x' => [['any_of', 'string', [$throws]]]]), Validator::compile(['x' => 'own'], custom: ['own' => ['callback' => $throws, 'implicit' => true]]),
        ];
        foreach ($validators as $number => $validator) {
            foreach (['passes', 'check', 'validate'] as $method) {
                for ($i = 0; $i < 3; ++$i) {
                    try {
                        $validator->$method(['a' => 'a', 'x' => ['b', 'c'], 'z' => 1]);
                        self::fail('nothing was thrown');
                    } catch (\DomainException $exception) {
                        self::assertSame($thrown, $exception, "validator $number");
                    }
                }
            }
        }
        self::assertTrue($validators[0]->passes(['z' => 1]));
        self::assertSame(['a: string', 'z: required'], self::failures($validators[1]->check(['a' => 1])));
    }

    public function testCallbacksThatAskTheSameValidator(): void
    {
        $validator = null;
        $closure = static function (string $field, mixed $value, callable $fail) use (&$validator): void {
            if (\is_array($value)) {
                $inner = $validator->check($value);
                $inner->ok || $fail("$field: " . implode(' ', array_column($inner->failed(), 'field')));
                $validator->passes($value);
            }
        };
        $validator = Validator::compile(['n' => 'required|integer', 'child' => [$closure], 'list.*' => 'integer|distinct'], ['required' => 'gone']);
        $good = ['n' => 1, 'list' => [1, 2], 'child' => ['n' => 2, 'list' => [2, 1], 'child' => ['n' => 3]]];
        self::assertSame($good, $validator->validate($good));
        $bad = ['n' => 'a', 'list' => [1, 1], 'child' => ['n' => 2, 'list' => [3, 3], 'child' => []]];
        $result = $validator->check($bad);
        self::assertSame(['n: integer', 'child: closure', 'list.0: distinct', 'list.1: distinct'], self::failures($result));
        self::assertSame('child: child list.0 list.1', $result->first('child'));
    }

    public function testCallbacksThatWait(): void
    {
        $validator = Validator::compile(['x' => [static function (string $field, mixed $value, callable $fail): void {
            $answer = \Fiber::suspend($value);
            $answer === 'fine' || $fail("$answer: :input");
        }], 'y' => 'required']);
        $start = static function (array $data) use ($validator): \Fiber {
            $fiber = new \Fiber(static fn (): array => self::failures($validator->check($data)));
            self::assertSame($data['x'], $fiber->start());

            return $fiber;
        };
        [$one, $two] = [$start(['x' => 1, 'y' => 1]), $start(['x' => 2])];
        $left = $start(['x' => 3]);
        $two->resume('fine');
        $one->resume('bad');
        self::assertSame([['x: closure'], ['y: required']], [$one->getReturn(), $two->getReturn()]);
        unset($left);
        gc_collect_cycles();
        self::assertFalse($validator->passes([]));
    }

    public function testACallbackThatDropsItsValidator(): void
    {
        $validator = null;
        $closure = static function (string $field, mixed $value, callable $fail) use (&$validator): void {
            $validator = null;
            gc_collect_cycles();
            $fail('gone');
        };
        $validator = Validator::compile(['x' => $closure, 'y' => 'required'], ['required' => 'needed']);
        self::assertSame(['x' => ['gone'], 'y' => ['needed']], $validator->check(['x' => 1])->errors());
        self::assertNull($validator);
    }

    public function testManyFieldsAndLongLists(): void
    {
        $rules = [];
        $data = [];
        for ($i = 0; $i < 3_000; ++$i) {
            $rules["f$i"] = 'required|integer|in:' . $i;
            $data["f$i"] = $i;
        }
        $validator = Validator::compile($rules);
        self::assertSame($data, $validator->validate($data));
        self::assertCount(3_000, $validator->check([])->errors());
        $list = Validator::compile(['x' => [['in', ...array_map(static fn (int $n): string => "value $n", range(0, 20_000))]]]);
        self::assertSame([true, false], [$list->passes(['x' => 'value 20000']), $list->passes(['x' => 'value 20001'])]);
        $long = str_repeat('n', 70_000);
        self::assertSame(["$long: required"], self::failures(Validator::compile([$long => 'required'])->check([])));
    }

    public function testKeysThatCollide(): void
    {
        // Multiples of a power of two all fall into one place of PHP's tables: looking them up one by one is for the data's author to pay, not distinct.
        $items = [];
        for ($i = 0; $i < 5_000; ++$i) {
            $items[] = ['id' => (string) ($i * 65_536)];
        }
        self::assertTrue(Validator::compile(['items.*.id' => 'distinct|in_array:items.*.id'])->passes(['items' => $items]));
        $items[] = ['id' => 0.0];
        self::assertSame(['items.0.id: distinct', 'items.5000.id: distinct'], self::failures(Validator::compile(['items.*.id' => 'distinct'])->check(['items' => $items])));
    }
}
