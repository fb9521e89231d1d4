<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * What is said of a failure: templates, placeholders, names of fields, languages and plural forms.
 */
class ValidatorMessagesTest extends TestCase
{
    use RuleAssertions;

    /**
     * The first message of data by rules.
     *
     * @param array<array-key, mixed>  $rules
     * @param array<array-key, mixed>  $data
     * @param array<array-key, mixed>  $messages
     * @param array<array-key, string> $attributes
     */
    private static function message(array $rules, array $data, array $messages = [], array $attributes = []): ?string
    {
        return Validator::compile($rules, $messages, $attributes)->check($data)->first();
    }

    public function testTheEnglishTexts(): void
    {
        $english = require \dirname(__DIR__, 2) . '/php/Messages/en.php';
        $table = [
            ['accepted', 0, []], ['accepted_if:y,1', 0, [':other' => 'y', ':value' => '1']], ['after:2024-01-02', '2024-01-01', [':date' => '2024-01-02']],
            ['after_or_equal:y', '2023-01-01', [':date' => 'y']], ['alpha', '1', []], ['alpha_dash', '!', []], ['alpha_num', '!', []], ['array', 1, []],
            ['array_keys:a,b', ['c' => 1], [':values' => 'a, b']], ['ascii', "\u{e9}", []], ['base64', '!', []], ['before:2024-01-02', '2025-01-01', [':date' => '2024-01-02']],
            ['before_or_equal:2024-01-02', '2025-01-01', [':date' => '2024-01-02']], ['between:2,3', 'a', [':min' => '2', ':max' => '3']], ['bic', 'a', []], ['boolean', 'a', []],
            ['card_number', 'a', []], ['cast:int', 'a', [':type' => 'int']], ['cidr', 'a', []], ['confirmed', 'a', []], ['contains:a,b', [], [':values' => 'a, b']], ['date', 'a', []],
            ['date_equals:2024-01-02', '2024-01-01', [':date' => '2024-01-02']], ['date_format:Y,m', 'a', [':format' => 'Y, m']], ['decimal:2', '1', [':decimal' => '2']],
            ['decimal:2,4', '1', [':decimal' => '2-4']], ['declined', 1, []], ['declined_if:y,1', 1, [':other' => 'y', ':value' => '1']], ['different:y', 1, [':other' => 'y']],
            ['digits_between:2,3', '1', [':min' => '2', ':max' => '3']], ['doesnt_contain:a,b', ['a'], [':values' => 'a, b']], ['doesnt_end_with:a,b', 'a', [':values' => 'a, b']],
            ['doesnt_start_with:a,b', 'a', [':values' => 'a, b']], ['e164', 'a', []], ['email', 'a', []], ['encoding:ASCII', "\u{e9}", [':encoding' => 'ASCII']],
            ['ends_with:a,b', 'c', [':values' => 'a, b']], ['enum:' . Suit::class, 'c', []], ['filled', '', []], ['hex_color', 'a', []], ['hostname', '-', []], ['iban', 'a', []],
            ['in:a,b', 'c', [':values' => 'a, b']], ['in_array:y.*', 'c', [':other' => 'y.*']], ['in_array_keys:a,b', [], [':values' => 'a, b']], ['integer', 'a', []], ['ip', 'a', []], ['ipv4', 'a', []],
            ['ipv6', 'a', []], ['isbn', 'a', []], ['issn', 'a', []], ['json', '{', []], ['list', 1, []], ['lowercase', 'A', []], ['mac_address', 'a', []], ['missing', 1, []],
            ['missing_if:y,1', 1, [':other' => 'y', ':value' => '1']], ['missing_unless:y,2,3', 1, [':other' => 'y', ':value' => '2, 3', ':values' => '2, 3']], ['missing_with:y', 1, [':values' => 'y']],
            ['missing_with_all:y,y', 1, [':values' => 'y / y']], ['multiple_of:2', 1, [':value' => '2']], ['not_in:a,b', 'a', [':values' => 'a, b']], ['not_regex:/a/', 'a', []], ['numeric', 'a', []],
            ['password_strength', 'a', []], ['present', null, []], ['prohibited', 1, []], ['prohibited_if:y,1', 1, [':other' => 'y', ':value' => '1']], ['prohibited_if_accepted:y', 1, [':other' => 'y']],
            ['prohibited_unless:y,2', 1, [':other' => 'y', ':value' => '2', ':values' => '2']], ['prohibits:y', 1, [':other' => 'y']], ['regex:/a/', 'b', []], ['regex_pcre:/a/', 'b', []], ['required', null, []],
            ['required_array_keys:a,b', [], [':values' => 'a, b']], ['required_if:y,1', null, [':other' => 'y', ':value' => '1']], ['required_if_accepted:y', null, [':other' => 'y']],
            ['required_unless:y,2', null, [':other' => 'y', ':value' => '2', ':values' => '2']], ['required_with:y,z_z', null, [':values' => 'y / z z']], ['required_with_all:y', null, [':values' => 'y']],
            ['required_without:z', null, [':values' => 'z']], ['required_without_all:z', null, [':values' => 'z']], ['same:y', 2, [':other' => 'y']], ['starts_with:a,b', 'c', [':values' => 'a, b']],
            ['string', 1, []], ['timezone', 'a', []], ['ulid', 'a', []], ['uppercase', 'a', []], ['url', 'a', []], ['uuid', 'a', []],
        ];
        foreach ($table as [$rules, $value, $replaced]) {
            $rule = explode(':', $rules)[0];
            $template = $english[$rule];
            $template = \is_array($template) ? $template['string'] : $template;
            $data = ['x' => $value, 'y' => 1];
            if ($rule === 'present') {
                unset($data['x']);
            }
            self::assertSame(strtr($template, [':Attribute' => 'X'] + $replaced), self::message(['x' => $rules], $data), $rules);
        }
        self::assertSame($english['@default'], strtr((string) Validator::compile(['x' => 'own'], custom: ['own' => static fn (): bool => false])->check(['x' => 1])->first(), ['X' => ':Attribute']));
    }

    public function testVariants(): void
    {
        $english = require \dirname(__DIR__, 2) . '/php/Messages/en.php';
        $fields = ['numeric' => ['numeric|', 3], 'string' => ['', 'abc'], 'array' => ['array|', [1, 2, 3]]];
        foreach (['size' => 5, 'min' => 5, 'max' => 2, 'gt' => 5, 'gte' => 5, 'lt' => 2, 'lte' => 2] as $rule => $number) {
            foreach ($fields as $type => [$before, $value]) {
                $rules = ['x' => "$before$rule:$number"];
                if ($type !== 'numeric' && \strlen($rule) < 4 && $rule[0] !== 'm') {
                    // Compared with a number, only numbers have a size.
                    $value = $type === 'array' ? [] : 'abc';
                }
                $template = $english[$rule][$type];
                $template = \is_array($template) ? $template['other'] : $template;
                $name = match ($rule) { 'size', 'min', 'max' => ":$rule", default => ':value' };
                self::assertSame(strtr($template, [':Attribute' => 'X', $name => (string) $number]), self::message($rules, ['x' => $value]), "$rule of $type");
            }
        }
        // The type is that of the field's rules, whatever it holds; in strict mode that of what it holds.
        $messages = ['min' => ['numeric' => 'n', 'string' => 's', 'array' => 'a']];
        $table = [
            ['min:5', 'abc', 's', 's'], ['min:500', 150, 's', 'n'], ['min:5', [], 's', 'a'], ['min:5|numeric', 3, 'n', 'n'], ['integer|min:5', 3, 'n', 'n'], ['decimal:0,2|min:5', 3, 'n', 'n'],
            ['array|min:5', [], 'a', 'a'], ['list|min:5', [], 'a', 'a'], ['nullable|min:5', 'abc', 's', 's'], ['string|min:5', 'abc', 's', 's'],
        ];
        foreach ($table as [$rules, $value, $expected, $strict]) {
            $validator = Validator::compile(['x' => $rules], $messages);
            self::assertSame([$expected], $validator->check(['x' => $value])->errors()['x'], $rules . ' of ' . self::shown($value));
            self::assertSame([$strict], \array_slice($validator->strict()->check(['x' => $value])->errors()['x'], 0, 1), 'strict, ' . $rules . ' of ' . self::shown($value));
        }
    }

    public function testWhichTemplateIsTaken(): void
    {
        $rules = ['items.*.qty' => 'min:5'];
        $data = ['items' => [['qty' => 'abc']]];
        // From the last resort to the first choice.
        $order = [
            'min', 'min.string', 'items.*.qty.min', 'items.*.qty.min.string', 'items.0.qty.min', 'items.0.qty.min.string',
        ];
        $messages = [];
        foreach ($order as $key) {
            $messages[$key] = $key;
            self::assertSame($key, self::message($rules, $data, $messages));
            self::assertSame($key, self::message($rules, $data, array_reverse($messages)), 'the order in which they are given does not matter');
        }
        // Other keys with stars come behind those of the field, in the order in which they are given.
        self::assertSame('a', self::message($rules, $data, ['min.string' => 's', '*.0.qty.min' => 'a', 'items.*.*.min' => 'b']));
        self::assertSame('b', self::message($rules, $data, ['min.string' => 's', 'items.*.*.min' => 'b', '*.0.qty.min' => 'a']));
        self::assertSame('p', self::message($rules, $data, ['*.0.qty.min' => 'a', 'items.*.qty.min' => 'p']));
        self::assertSame('q', self::message(['items.0.qty' => 'min:5'], $data, ['items.*.qty.min' => 'q', 'min' => 'r']));
        foreach (['*.qty.min', 'items.*.min', 'items.1.qty.min', 'items.*.qty.max', 'items.*.qty', 'min.numeric', 'items', 'nothing.of.the.sort'] as $key) {
            self::assertSame('else', self::message($rules, $data, [$key => 'wrong', 'min' => 'else']), $key);
        }
        self::assertSame('t', self::message($rules, $data, ['min.numeric' => 'n', 'min' => 't']));
    }

    public function testNestedKeys(): void
    {
        $rules = ['items.*.qty' => 'required|min:5', 'a' => ['required']];
        $data = ['items' => [['qty' => 'abc']], 'a' => 1];
        foreach (
            [
                ['items.*.qty.min' => 'x'], ['items.*.qty' => ['min' => 'x']], ['items' => ['*' => ['qty' => ['min' => 'x']]]], ['items.*.qty' => ['min' => ['string' => 'x']]],
                ['items.*.qty.min' => ['string' => 'x', 'numeric' => 'y']], ['min' => ['string' => 'x']], ['items' => ['0.qty' => ['min' => 'x']]],
                ['min' => ['string' => ['one' => 'z', 'other' => 'x']]], ['min.string.other' => 'x', 'min.string.one' => 'z'], ['min' => ['one' => 'z', 'other' => 'x']],
            ] as $messages
        ) {
            self::assertSame('x', self::message($rules, $data, $messages), json_encode($messages) ?: '');
        }
    }

    public function testPlaceholders(): void
    {
        $data = ['first_name' => "j\u{e9}", 'other_field' => 'v', 'n' => 7, 'b' => true, 'f' => 1.5, 'list' => [1], 'null' => null, 'padded' => ' x '];
        $table = [
            ['first_name', 'max:1', 'max', ':attribute|:Attribute|:ATTRIBUTE|:max|:input', "first name|First name|FIRST NAME|1|j\u{e9}"],
            ['first_name', 'max:1', 'max', ':max:max :maximum :x : :: :attributes :min', '11 1imum :x : :: first names :min'],
            ['first_name', 'in:a,B', 'in', ':values|:Values|:VALUES', 'a, B|A, B|A, B'], ['first_name', 'same:other_field', 'same', ':other|:Other|:OTHER', 'other field|Other field|OTHER FIELD'],
            ['n', 'missing', 'missing', ':input', '7'], ['b', 'missing', 'missing', ':input', 'true'], ['f', 'missing', 'missing', ':input', '1.5'], ['list', 'missing', 'missing', '[:input]', '[]'],
            ['null', 'missing', 'missing', '[:input]', '[]'], ['padded', 'trim|size:2', 'size', '[:input]', '[ x ]'], ['gone', 'required', 'required', '[:input]', '[]'],
            ['first_name', 'between:3,4', 'between', ':min-:max', '3-4'], ['first_name', 'digits:3', 'digits', ':digits', '3'], ['n', 'multiple_of:2', 'multiple_of', ':value', '2'],
            ['first_name', 'size:7', 'size', ':size', '7'], ['gone', 'required_if:other_field,v,w', 'required_if', ':other/:value/:values', 'other field/v/v, w'],
            ['gone', 'required_if:n,5,7', 'required_if', ':other/:value', 'n/7'], ['gone', 'required_unless:n,5,6', 'required_unless', ':other/:values', 'n/5, 6'],
            ['gone', 'required_with:n,other_field', 'required_with', ':values', 'n / other field'], ['first_name', 'date_format:Y,m', 'date_format', ':format', 'Y, m'],
            ['first_name', 'after:other_field', 'after', ':date', 'other field'], ['first_name', 'encoding:ASCII', 'encoding', ':encoding', 'ASCII'], ['first_name', 'decimal:1,2', 'decimal', ':decimal', '1-2'],
            ['first_name', 'cast:int', 'cast', ':type', 'int'],
        ];
        foreach ($table as [$field, $rules, $rule, $template, $expected]) {
            self::assertSame($expected, self::message([$field => $rules], $data, [$rule => $template]), "$rules: $template");
        }
    }

    public function testFloatsAreShownInTheirShortestForm(): void
    {
        foreach ([[0.1 + 0.2, '0.30000000000000004'], [1e15, '1000000000000000'], [1e17, '1.0E+17'], [1e25, '1.0E+25'], [-0.0, '-0'], [5.0, '5'], [1e-7, '1.0E-7'], [9007199254740993.0, '9007199254740992']] as [$float, $text]) {
            self::assertSame($text, self::message(['x' => 'missing'], ['x' => $float], ['missing' => ':input']));
            self::assertTrue(Validator::compile(['x' => [['in', $text], ['size', \strlen($text)], ['starts_with', $text]]])->passes(['x' => $float]), $text);
            self::assertTrue(Validator::compile(['x' => ['array', ['in', $text]]])->passes(['x' => [$float]]), $text);
            self::assertSame((string) \strlen($text), self::message(['x' => 'gt:y'], ['x' => 'a', 'y' => $float], ['gt' => ':value']));
        }
    }

    public function testSizesOfOtherFields(): void
    {
        $data = ['x' => 'ab', 'y' => "caf\u{e9}", 'n' => 5, 'm' => 3, 'a' => [1], 'c' => [1, 2]];
        self::assertSame('4', self::message(['x' => 'gt:y'], $data, ['gt' => ':value']));
        self::assertSame('5', self::message(['m' => 'numeric|gt:n'], $data, ['gt' => ':value']));
        self::assertSame('2', self::message(['a' => 'array|gte:c'], $data, ['gte' => ':value']));
        self::assertSame('one 2', self::message(['c' => 'array|lt:a'], ['c' => [1, 2], 'a' => [1]], ['lt' => ['one' => 'one 2', 'other' => 'more']]));
    }

    public function testWhatIsSaidIsNotReadAgain(): void
    {
        $data = ['x' => ':attribute :max'];
        self::assertSame(':attribute :max', self::message(['x' => 'max:1'], $data, ['max' => ':input']));
        self::assertSame(':max!', self::message(['x' => 'max:1'], $data, ['max' => ':attribute!'], ['x' => ':max']));
    }

    public function testIndexAndPosition(): void
    {
        $data = ['a' => [['b' => [1, 'x']], 'k' => ['b' => [1]]], 'c' => 1];
        $validator = Validator::compile(['a.*.b.*' => 'string', 'c' => 'string'], ['string' => '[:index|:position]']);
        self::assertSame(['c' => ['[|]'], 'a.0.b.0' => ['[0|1]'], 'a.k.b.0' => ['[k|k]']], $validator->check($data)->errors());
        self::assertSame('[12|13]', self::message(['a.*' => 'string'], ['a' => [12 => 1]], ['string' => '[:index|:position]']));
    }

    public function testNamesOfFields(): void
    {
        $rules = ['user.first_name' => 'required', 'items.*.unit_price' => 'required_with:items.*.qty'];
        $data = ['items' => [['qty' => 1]]];
        $messages = ['required' => ':attribute', 'required_with' => ':attribute, :values'];
        $errors = static fn (array $attributes): array => array_merge(...array_values(Validator::compile($rules, $messages, $attributes)->check($data)->errors()));
        self::assertSame(['user.first name', 'items.0.unit price, items.0.qty'], $errors([]));
        self::assertSame(['given name', 'price, number'], $errors(['user.first_name' => 'given name', 'items.*.unit_price' => 'price', 'items.*.qty' => 'number']));
        self::assertSame(['user.first name', 'the price, items.0.qty'], $errors(['items.0.unit_price' => 'the price', 'items.*.unit_price' => 'price']));
        self::assertSame("\u{c9}tage", self::message(['x' => 'required'], [], ['required' => ':Attribute'], ['x' => "\u{e9}tage"]));
        self::assertSame("\u{c9}TAGE", self::message(['x' => 'required'], [], ['required' => ':ATTRIBUTE'], ['x' => "\u{e9}tage"]));
        self::assertSame('a.b', self::message(['a\.b' => 'required'], [], ['required' => ':attribute']));
    }

    public function testPluralForms(): void
    {
        $forms = ['zero' => 'Z', 'one' => '1', 'two' => '2', 'few' => 'F', 'many' => 'M', 'other' => 'O'];
        $table = [
            'en' => [0 => 'O', 1 => '1', 2 => 'O', 21 => 'O'], 'EN-gb' => [1 => '1'], 'en_US' => [1 => '1'], 'de' => [0 => 'O', 1 => '1'], 'fr' => [0 => '1', 1 => '1', 2 => 'O', 1_000_000 => 'M'],
            'ja' => [0 => 'O', 1 => 'O', 2 => 'O'], 'zh' => [1 => 'O'], 'ru' => [1 => '1', 2 => 'F', 4 => 'F', 5 => 'M', 11 => 'M', 21 => '1', 22 => 'F', 111 => 'M'], 'uk' => [3 => 'F'],
            'pl' => [1 => '1', 2 => 'F', 5 => 'M', 12 => 'M', 21 => 'M', 22 => 'F'], 'cs' => [1 => '1', 2 => 'F', 5 => 'O'], 'sl' => [1 => '1', 2 => '2', 3 => 'F', 5 => 'O', 101 => '1'],
            'ar' => [0 => 'Z', 1 => '1', 2 => '2', 3 => 'F', 10 => 'F', 11 => 'M', 99 => 'M', 100 => 'O', 102 => 'O'], 'lt' => [1 => '1', 2 => 'F', 10 => 'O', 11 => 'O', 21 => '1'],
            'lv' => [0 => 'Z', 1 => '1', 2 => 'O', 10 => 'Z', 21 => '1'], 'ro' => [0 => 'F', 1 => '1', 19 => 'F', 20 => 'O', 101 => 'F'], 'ga' => [1 => '1', 2 => '2', 3 => 'F', 7 => 'M', 11 => 'O'],
            'cy' => [0 => 'Z', 1 => '1', 2 => '2', 3 => 'F', 6 => 'M', 7 => 'O'], 'he' => [1 => '1', 2 => '2', 3 => 'O'], 'pt' => [0 => '1', 1 => '1', 2 => 'O'], 'xx' => [1 => 'O'],
            'tr' => [1 => '1', 2 => 'O'], 'mt' => [1 => '1', 2 => '2', 0 => 'F', 10 => 'F', 11 => 'M', 20 => 'O'],
        ];
        foreach ($table as $language => $numbers) {
            foreach ($numbers as $number => $form) {
                $message = self::message(['x' => "digits:$number"], ['x' => 'a'], ['@language' => $language, 'digits' => $forms]);
                self::assertSame($form, $message, "$language $number");
            }
        }
    }

    public function testWhereAFormIsMissing(): void
    {
        self::assertSame('O', self::message(['x' => 'digits:3'], ['x' => 'a'], ['@language' => 'ru', 'digits' => ['one' => '1', 'other' => 'O']]));
        self::assertSame('O', self::message(['x' => 'string'], ['x' => 1], ['string' => ['one' => '1', 'other' => 'O']]), 'no number among the parameters');
        self::assertSame('1', self::message(['x' => 'digits_between:1,7'], ['x' => 'a'], ['digits_between' => ['one' => '1', 'other' => 'O']]), 'the first number counts');
        self::assertSame(':count 3', self::message(['x' => 'digits:3'], ['x' => 'a'], ['digits' => ['one' => '1', 'other' => ':count :digits']]));
        // The English texts keep English forms, whatever the language of the caller's is.
        self::assertStringNotContainsString('characters', (string) self::message(['x' => 'min:1'], ['x' => null], ['@language' => 'ja']));
    }

    public function testAnotherLanguage(): void
    {
        $french = [
            '@language' => 'fr', 'required' => 'Le champ :attribute est obligatoire.',
            'max' => ['numeric' => 'Pas plus de :max.', 'string' => ['one' => ":max caract\u{e8}re au plus.", 'other' => ":max caract\u{e8}res au plus."]],
            'nom.required' => 'Quel nom ?',
        ];
        $validator = Validator::compile(['nom' => 'required', 'rue' => 'required', 'ville' => 'max:1', 'code' => 'max:3', 'age' => 'integer|max:9'], $french, ['rue' => "num\u{e9}ro et rue"]);
        self::assertSame(
            [
                'nom' => ['Quel nom ?'], 'rue' => ["Le champ num\u{e9}ro et rue est obligatoire."], 'ville' => ["1 caract\u{e8}re au plus."], 'code' => ["3 caract\u{e8}res au plus."],
                'age' => ['Pas plus de 9.'],
            ],
            $validator->check(['ville' => 'abcd', 'code' => 'abcd', 'age' => 10])->errors(),
        );
    }

    public function testTextsThatAreNotUtf8(): void
    {
        self::assertSame("\xff \xff\xfe", self::message(['x' => 'max:1'], ['x' => "\xff\xfe"], ['max' => "\xff :input"]));
        self::assertSame("\xff", self::message(["\xff" => 'required'], [], ['required' => ':attribute']));
    }

    public function testAPasswordIsToldWhatItLacks(): void
    {
        $message = self::message(['x' => 'password:letters,numbers'], ['x' => 'a'], ['password' => '[:values] :min', '@password' => ['min' => ':min long', 'letters' => 'L', 'numbers' => 'N', 'mixed' => 'M', 'symbols' => 'S']]);
        self::assertSame('[8 long, L, N] 8', $message);
    }
}
