<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\HighPerException;
use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * What compile() takes, and in which words it refuses.
 */
class ValidatorCompileTest extends TestCase
{
    use RuleAssertions;

    private const UNKNOWN = 'there is no such rule; a callback of this name may be given to compile()';
    private const RULE = 'a rule must be a string, a list, a closure or an object that converts to a string, ';

    public function testUnknownRules(): void
    {
        $table = [
            ['requird', 'requird'], ['required|strin', 'strin'], ['required|Strin:3', 'Strin'], [['required', 'max :3', 'nope'], 'nope'],
            [[['nope', 'a']], 'nope'], ['é', 'é'], ['uploaded', 'uploaded'], ['email:rfc|mailbox', 'mailbox'], ['closure', 'closure'],
        ];
        foreach ($table as [$rules, $rule]) {
            self::assertRefused(['x' => $rules], RuleException::UNKNOWN_RULE, self::UNKNOWN, 'x', $rule);
        }
        self::assertRefused(['a' => 'required', 'b.*.c' => 'nope'], RuleException::UNKNOWN_RULE, self::UNKNOWN, 'b.*.c', 'nope');
        self::assertRefused([7 => 'nope'], RuleException::UNKNOWN_RULE, self::UNKNOWN, '7', 'nope');
    }

    public function testNumbersOfParameters(): void
    {
        $none = [
            'required', 'sometimes', 'nullable', 'bail', 'filled', 'present', 'missing', 'prohibited', 'exclude', 'accepted', 'declined', 'string', 'list',
            'json', 'ascii', 'lowercase', 'uppercase', 'ip', 'ipv4', 'ipv6', 'mac_address', 'hex_color', 'base64', 'ulid', 'hostname', 'iban', 'bic', 'issn',
            'e164', 'date', 'trim',
        ];
        $one = [
            'size', 'min', 'max', 'gt', 'gte', 'lt', 'lte', 'digits', 'min_digits', 'max_digits', 'multiple_of', 'same', 'in_array', 'before',
            'before_or_equal', 'after', 'after_or_equal', 'date_equals', 'encoding', 'enum', 'cast', 'required_if_accepted', 'required_if_declined',
            'prohibited_if_accepted', 'prohibited_if_declined',
        ];
        $atLeastTwo = [
            'required_if', 'required_unless', 'present_if', 'present_unless', 'missing_if', 'missing_unless', 'prohibited_if', 'prohibited_unless',
            'exclude_if', 'exclude_unless', 'accepted_if', 'declined_if',
        ];
        $atLeastOne = [
            'required_with', 'required_with_all', 'required_without', 'required_without_all', 'present_with', 'present_with_all', 'missing_with',
            'missing_with_all', 'exclude_with', 'exclude_without', 'in', 'not_in', 'contains', 'doesnt_contain', 'starts_with', 'ends_with',
            'doesnt_start_with', 'doesnt_end_with', 'different', 'date_format', 'array_keys', 'in_array_keys', 'required_array_keys', 'prohibits', 'any_of',
        ];
        $zeroOrOne = ['confirmed', 'alpha', 'alpha_dash', 'alpha_num', 'integer', 'numeric', 'boolean', 'uuid', 'cidr', 'isbn', 'password_strength'];
        $table = [];
        foreach ($none as $rule) {
            $table[] = ["$rule:a", $rule, 'takes no parameters, 1 given'];
            $table[] = ["$rule:a,b", $rule, 'takes no parameters, 2 given'];
        }
        foreach ($one as $rule) {
            $table[] = [$rule, $rule, 'takes 1 parameter, 0 given'];
            $table[] = ["$rule:1,2", $rule, 'takes 1 parameter, 2 given'];
        }
        foreach ($atLeastTwo as $rule) {
            $table[] = [$rule, $rule, 'takes at least 2 parameters, 0 given'];
            $table[] = ["$rule:other", $rule, 'takes at least 2 parameters, 1 given'];
        }
        foreach ($atLeastOne as $rule) {
            $table[] = [[[$rule]], $rule, 'takes at least 1 parameter, 0 given'];
        }
        foreach ($zeroOrOne as $rule) {
            $table[] = ["$rule:1,2", $rule, 'takes 0 or 1 parameter, 2 given'];
        }
        foreach (['between', 'digits_between'] as $rule) {
            $table[] = ["$rule:1", $rule, 'takes 2 parameters, 1 given'];
            $table[] = ["$rule:1,2,3", $rule, 'takes 2 parameters, 3 given'];
        }
        $table[] = ['decimal', 'decimal', 'takes 1 or 2 parameters, 0 given'];
        $table[] = ['decimal:1,2,3', 'decimal', 'takes 1 or 2 parameters, 3 given'];
        $table[] = ['distinct:strict,ignore_case,strict', 'distinct', 'takes 0 to 2 parameters, 3 given'];
        $table[] = ['timezone:Per_Country,US,x', 'timezone', 'takes 0 to 2 parameters, 3 given'];
        foreach (['regex', 'not_regex', 'regex_pcre'] as $rule) {
            $table[] = [[[$rule]], $rule, 'takes 1 parameter, 0 given'];
            $table[] = [[[$rule, '/a/', '/b/']], $rule, 'takes 1 parameter, 2 given'];
        }
        foreach ($table as [$rules, $rule, $why]) {
            self::assertRefused(['x' => $rules], RuleException::BAD_PARAMETERS, $why, 'x', $rule);
        }
    }

    public function testParametersThatDoNotFit(): void
    {
        $integer = 'an integer that is not negative';
        $encodings = 'one of UTF-8, ASCII, ISO-8859-1, UTF-16, UTF-16BE, UTF-16LE, UTF-32, UTF-32BE, UTF-32LE';
        $versions = 'one of 1, 2, 3, 4, 5, 6, 7, 8, 0, max, nil';
        $cards = 'one of visa, mastercard, amex, discover, diners, jcb, maestro, unionpay';
        $modes = 'one of rfc, strict, rfc5321, html5, filter, filter_unicode, dns, spoof';
        $table = [
            ['size:x', 1, 'a number', 'x'], ['min:x', 1, 'a number', 'x'], ['max:', 1, 'a number', ''], ['between:1,b', 2, 'a number', 'b'],
            ['between:a,b', 1, 'a number', 'a'], ['multiple_of:x', 1, 'a number', 'x'], ['min:0x10', 1, 'a number', '0x10'], ['min:INF', 1, 'a number', 'INF'],
            ['digits:x', 1, $integer, 'x'], ['digits:-1', 1, $integer, '-1'], ['digits:1.5', 1, $integer, '1.5'], ['digits_between:1,x', 2, $integer, 'x'],
            ['min_digits:-1', 1, $integer, '-1'], ['max_digits:1e2', 1, $integer, '1e2'], ['decimal:-1', 1, $integer, '-1'], ['decimal:1,x', 2, $integer, 'x'],
            ['password:-1', 1, $integer, '-1'], ['password:letters,1.5', 2, $integer, '1.5'],
            ['alpha:latin', 1, 'one of ascii', 'latin'], ['alpha_dash:ASCII', 1, 'one of ascii', 'ASCII'], ['alpha_num:x', 1, 'one of ascii', 'x'],
            ['integer:loose', 1, 'one of strict', 'loose'], ['numeric:x', 1, 'one of strict', 'x'], ['boolean:x', 1, 'one of strict', 'x'],
            ['distinct:loose', 1, 'one of strict, ignore_case', 'loose'], ['distinct:strict,x', 2, 'one of strict, ignore_case', 'x'],
            ['encoding:latin2', 1, $encodings, 'latin2'], ['uuid:9', 1, $versions, '9'], ['uuid:v4', 1, $versions, 'v4'],
            ['cidr:5', 1, 'one of 4, 6', '5'], ['isbn:12', 1, 'one of 10, 13', '12'], ['card_number:visa,bank', 2, $cards, 'bank'],
            ['password_strength:0', 1, 'one of 1, 2, 3, 4', '0'], ['password_strength:5', 1, 'one of 1, 2, 3, 4', '5'],
            ['cast:object', 1, 'one of int, float, bool, date', 'object'], ['email:rfc,mx', 2, $modes, 'mx'], ['email:RFC', 1, $modes, 'RFC'],
            ['password:letters,lower', 2, 'one of letters, mixed, numbers, symbols', 'lower'],
        ];
        foreach ($table as [$rules, $number, $what, $given]) {
            $rule = explode(':', $rules)[0];
            self::assertRefused(['x' => $rules], RuleException::BAD_PARAMETERS, "parameter $number must be $what, '$given' given", 'x', $rule);
        }
        foreach (['between:2,1', 'between:1e1,9.99', 'digits_between:2,1', 'decimal:3,2'] as $rules) {
            self::assertRefused(['x' => $rules], RuleException::BAD_PARAMETERS, 'parameter 1 must not be above parameter 2', 'x', explode(':', $rules)[0]);
        }
        foreach (['0', '0.00', '-0', '0e5'] as $zero) {
            self::assertRefused(['x' => "multiple_of:$zero"], RuleException::BAD_PARAMETERS, 'parameter 1 must not be zero', 'x', 'multiple_of');
        }
        foreach (['between:1,1', 'decimal:2,2', 'digits:0', 'max:1e1000000', 'min:-5', 'size: 3 ', 'gt:other', 'gt:5', 'gte:a.b', 'password', 'password:letters,12'] as $rules) {
            self::assertInstanceOf(Validator::class, Validator::compile(['x' => $rules]), $rules);
        }
    }

    public function testEnums(): void
    {
        foreach ([Plain::class, self::class, 'No\Such'] as $class) {
            self::assertRefused(['x' => [['enum', $class]]], RuleException::BAD_PARAMETERS, "parameter 1 must be a backed enum, '$class' given", 'x', 'enum');
        }
        self::assertInstanceOf(Validator::class, Validator::compile(['x' => 'enum:' . Suit::class]));
    }

    public function testTimeZones(): void
    {
        $groups = 'Africa, America, Antarctica, Arctic, Asia, Atlantic, Australia, Europe, Indian, Pacific, UTC, All, All_with_BC, Per_Country';
        self::assertRefused(['x' => 'timezone:Mars'], RuleException::BAD_PARAMETERS, "parameter 1 must be one of $groups, 'Mars' given", 'x', 'timezone');
    }

    public function testRulesOfAnotherShape(): void
    {
        foreach ([[null, 'null'], [7, 'int'], [1.5, 'float'], [true, 'bool'], [new \stdClass(), 'stdClass'], [Suit::Spades, Suit::class]] as [$rules, $type]) {
            self::assertRefused(['x' => $rules], RuleException::BAD_DEFINITION, "rules must be a string, a list or a closure, $type given", 'x', null);
            self::assertRefused(['x' => ['required', $rules]], RuleException::BAD_DEFINITION, self::RULE . "$type given", 'x', null);
        }
        foreach ([[], [1], [null, 'a'], [['in']], [''], [' ']] as $rule) {
            self::assertRefused(['x' => [$rule]], RuleException::BAD_DEFINITION, 'an array of a rule must begin with its name', 'x', null);
        }
        self::assertRefused(['x' => [['in', new \stdClass()]]], RuleException::BAD_DEFINITION, self::RULE . 'stdClass given', 'x', null);
    }

    public function testNamesHaveManySpellings(): void
    {
        foreach (['required_with', 'RequiredWith', 'required-with', 'Required With', 'requiredwith', 'REQUIRED_WITH', ' required_with '] as $name) {
            self::assertFailing([[['x' => "$name:y"], ['y' => 1], ['x: required_with:y']], [['x' => [[$name, 'y']]], ['y' => 1], ['x: required_with:y']]]);
        }
        self::assertFailing([
            [['x' => 'int'], ['x' => 'a'], ['x: integer']], [['x' => 'bool'], ['x' => 'a'], ['x: boolean']], [['x' => 'IPv4'], ['x' => 'a'], ['x: ipv4']],
            [['x' => 'E164'], ['x' => 'a'], ['x: e164']], [['x' => 'HexColor'], ['x' => 'a'], ['x: hex_color']],
            [['x' => 'DoesntStartWith:a'], ['x' => 'a'], ['x: doesnt_start_with:a']], [['x' => 'InArrayKeys:a'], ['x' => []], ['x: in_array_keys:a']],
        ]);
        self::assertRefused(['x' => 'Max:y'], RuleException::BAD_PARAMETERS, "parameter 1 must be a number, 'y' given", 'x', 'Max');
    }

    public function testParametersInTexts(): void
    {
        self::assertFailing([
            [['x' => 'in:a,b'], ['x' => 'c'], ['x: in:a,b']], [['x' => 'in:"a,b",c'], ['x' => 'a,b'], []], [['x' => 'in:"a""b"'], ['x' => 'a"b'], []],
            [['x' => 'in:a, b'], ['x' => 'b'], ['x: in:a, b']], [['x' => 'in:a,,b'], ['x' => 0], ['x: in:a,,b']], [['x' => 'in:a:b'], ['x' => 'a:b'], []],
            [['x' => 'in: a'], ['x' => ' a'], []], [['x' => ['in:a|b']], ['x' => 'a|b'], []], [['x' => '|string||max:3|'], ['x' => 'abcd'], ['x: max:3']],
            [['x' => ['', 'string', '']], ['x' => 1], ['x: string']], [['x' => ''], ['x' => 1], []], [['x' => []], ['x' => 1], []],
            [['x' => 'regex:/^[a,"]+$/'], ['x' => 'a,"'], []], [['x' => ['regex:/^(a|b)$/']], ['x' => 'b'], []],
        ]);
    }

    public function testParametersAreSplitAsPhpSplitsCsv(): void
    {
        $texts = [
            'a', 'a,b', 'a,', ',a', ',', '', ' a , b ', '"a,b",c', '"a', '"a"b', 'a"b"', '"a""b"', '""', '"', '"a\"b",c', 'a\,b', '"a\\",b', "a\nb", "\"a\nb\",c", "a\r\n", "\u{e9},\xff", '"a" , "b"', ' "a,b"', "\t\"a\"",
        ];
        foreach ($texts as $text) {
            $expected = array_map(strval(...), str_getcsv($text, ',', '"', '\\'));
            $failed = Validator::compile(['x' => ["in:$text"]])->check(['x' => 'none of these'])->failed();
            self::assertSame($expected, $failed[0]['parameters'], self::shown($text));
        }
    }

    public function testParametersInArrays(): void
    {
        self::assertFailing([
            [['x' => [['in', 'a', 'b']]], ['x' => 'c'], ['x: in:a,b']], [['x' => [['in', ['a', 'b']]]], ['x' => 'c'], ['x: in:a,b']],
            [['x' => [['in', 'a,b']]], ['x' => 'a,b'], []], [['x' => [['in', 1, 1.5, true, false, null]]], ['x' => 'c'], ['x: in:1,1.5,true,false,NULL']],
            [['x' => [['in', 'a"b', 'a|b']]], ['x' => 'a|b'], []], [['x' => [['in', Suit::Spades, Rank::Two]]], ['x' => 'c'], ['x: in:s,2']],
            [['x' => [['max', 3]]], ['x' => 'abcd'], ['x: max:3']], [['x' => [['between', [1, 2]]]], ['x' => 'abc'], ['x: between:1,2']],
            [['x' => [['regex', '/^(a|b)$/']]], ['x' => 'c'], ['x: regex:/^(a|b)$/']], [['x' => [['required']]], [], ['x: required']],
            [['x' => [['in', 1e25]]], ['x' => 'c'], ['x: in:1.0E+25']], [['x' => ['k' => 'string', 7 => 'max:1']], ['x' => 'ab'], ['x: max:1']],
        ]);
    }

    public function testObjectsThatConvertToStrings(): void
    {
        $text = static fn (string $text): \Stringable => new class ($text) implements \Stringable {
            public function __construct(private readonly string $text)
            {
            }

            public function __toString(): string
            {
                return $this->text === 'throw' ? throw new \DomainException('mine') : $this->text;
            }
        };
        self::assertFailing([
            [['x' => [$text('max:3'), 'string']], ['x' => 'abcd'], ['x: max:3']], [['x' => $text('max:3')], ['x' => 'abcd'], ['x: max:3']],
            [['x' => [['in', $text('a'), 'b']]], ['x' => 'c'], ['x: in:a,b']],
        ]);
        foreach ([[$text('throw')], [['in', $text('throw')]]] as $rules) {
            try {
                Validator::compile(['x' => $rules]);
                self::fail('nothing was thrown');
            } catch (\DomainException $exception) {
                self::assertSame('mine', $exception->getMessage());
            }
        }
    }

    public function testRulesAreThoseThatWereThereAtFirst(): void
    {
        $list = [new class (static function () use (&$list, &$rule): void { $list = $rule = null; }) implements \Stringable {
            public function __construct(private readonly \Closure $then)
            {
            }

            public function __toString(): string
            {
                ($this->then)();

                return 'string';
            }
        }, ['in', 'a']];
        $rule = 'required';
        self::assertFailing([[['x' => &$list, 'y' => &$rule], ['x' => 'b'], ['x: in:a', 'y: required']]]);
    }

    public function testPaths(): void
    {
        $deep = implode('.', array_fill(0, 64, 'a'));
        self::assertTrue(Validator::compile([$deep => 'required'])->passes(self::nested('a', 64)));
        self::assertFalse(Validator::compile([$deep => 'required'])->passes(self::nested('a', 63)));
        self::assertRefused(["$deep.a" => 'required'], RuleException::BAD_FIELD, 'is deeper than 64 segments', "$deep.a", null);
        self::assertRefused([str_repeat('*.', 64) . '*' => 'required'], RuleException::BAD_FIELD, 'is deeper than 64 segments', str_repeat('*.', 64) . '*', null);
    }

    /** @return array<array-key, mixed> */
    private static function nested(string $key, int $depth): array
    {
        $value = 1;
        for ($i = 0; $i < $depth; ++$i) {
            $value = [$key => $value];
        }

        return $value;
    }

    public function testHooksNeedACallback(): void
    {
        $why = 'needs a database, a file or the network: give compile() a callback of this name';
        $hooks = [
            'unique:users,email' => 'unique', 'exists:users' => 'exists', 'current_password' => 'current_password', 'can:edit' => 'can', 'file' => 'file',
            'image' => 'image', 'mimes:png,jpg' => 'mimes', 'mimetypes:image/png' => 'mimetypes', 'extensions:png' => 'extensions',
            'dimensions:min_width=3' => 'dimensions', 'active_url' => 'active_url', 'uncompromised' => 'uncompromised',
            'email:dns' => 'email', 'email:rfc,spoof' => 'email', 'Current-Password' => 'Current-Password',
        ];
        foreach ($hooks as $rules => $rule) {
            self::assertRefused(['x' => $rules], RuleException::MISSING_CALLBACK, $why, 'x', $rule);
        }
        $callback = static fn (): bool => true;
        $custom = array_fill_keys(['unique', 'Exists', 'current-password', 'can', 'file', 'image', 'mimes', 'mimetypes', 'extensions', 'dimensions', 'active_url', 'uncompromised', 'email:dns', 'email:spoof'], $callback);
        foreach ($hooks as $rules => $_) {
            self::assertTrue(Validator::compile(['x' => $rules], custom: $custom)->passes(['x' => 'a@b.example']), $rules);
        }
    }

    public function testCallbacksOfAnotherShape(): void
    {
        foreach (['required', 'max', 'Max', 'int', 'required-with', 'email', 'trim', 'any_of'] as $name) {
            $custom = [$name => static fn (): bool => true];
            try {
                Validator::compile([], custom: $custom);
                self::fail("$name was taken");
            } catch (RuleException $exception) {
                self::assertSame(RuleException::BAD_DEFINITION, $exception->getCode(), $name);
                self::assertStringContainsString('is a rule of the library: choose another name', $exception->getMessage());
            }
        }
        foreach ([['a', 'string'], [7, 'int'], [null, 'null'], [[], 'array'], [['callback' => 'no_such_function'], 'array'], [['implicit' => true], 'array']] as [$callback, $type]) {
            $why = "the custom rule 'even' must be a callable, or an array with one under 'callback', $type given";
            self::assertRefused(['x' => 'even'], RuleException::BAD_DEFINITION, $why, null, null, [[], [], ['even' => $callback]]);
        }
    }

    public function testMessagesOfAnotherShape(): void
    {
        $table = [
            [['required' => 7], "message 'required' must be a string or an array, int given"],
            [['x' => ['max' => null]], "message 'x.max' must be a string or an array, null given"],
            [['max' => ['one' => 'a']], "message 'max' needs the form 'other'"],
            [['max' => ['string' => ['one' => 'a', 'few' => 'b']]], "message 'max.string' needs the form 'other'"],
            [['@language' => 7], "message '@language' must be a string, int given"],
            [['@language' => null], "message '@language' must be a string, null given"],
        ];
        foreach ($table as [$messages, $why]) {
            self::assertRefused(['x' => 'max:3'], RuleException::BAD_DEFINITION, $why, null, null, [$messages]);
        }
        foreach ([[['x' => 7], 'x', 'int'], [['x' => ['y' => null]], 'x.y', 'null']] as [$attributes, $key, $type]) {
            self::assertRefused(['x' => 'max:3'], RuleException::BAD_DEFINITION, "attribute '$key' must be a string, $type given", null, null, [[], $attributes]);
        }
    }

    public function testTextsWithinArraysAreReadToADepth(): void
    {
        $nest = static fn (int $depth): array => array_reduce(range(1, $depth), static fn (array $inner): array => ['a' => $inner], ['a' => 'text']);
        Validator::compile([], $nest(8), $nest(8));
        $keys = implode('.', array_fill(0, 9, 'a'));
        self::assertRefused([], RuleException::BAD_DEFINITION, "message '$keys' must be a string or an array, array given", null, null, [$nest(9)]);
        self::assertRefused([], RuleException::BAD_DEFINITION, "attribute '$keys' must be a string, array given", null, null, [[], $nest(9)]);
    }

    public function testTheFirstFaultCounts(): void
    {
        self::assertRefused(['a' => 'max:x|nope', 'b' => 'nope'], RuleException::BAD_PARAMETERS, "parameter 1 must be a number, 'x' given", 'a', 'max');
    }

    public function testTheException(): void
    {
        try {
            Validator::compile(['items.*.qty' => 'required|Min:few']);
            self::fail('nothing was refused');
        } catch (RuleException $exception) {
            self::assertInstanceOf(\LogicException::class, $exception);
            self::assertInstanceOf(HighPerException::class, $exception);
            self::assertSame("rule 'Min' of field 'items.*.qty': parameter 1 must be a number, 'few' given", $exception->getMessage());
            self::assertSame([2, 'items.*.qty', 'Min'], [$exception->getCode(), $exception->getField(), $exception->getRule()]);
        }
        $own = new RuleException('text', RuleException::BAD_OPTION);
        self::assertSame(['text', 10, null, null], [$own->getMessage(), $own->getCode(), $own->getField(), $own->getRule()]);
    }

    public function testNoRules(): void
    {
        self::assertValidated([[[], [], []], [[], ['a' => 1], []]]);
    }
}
