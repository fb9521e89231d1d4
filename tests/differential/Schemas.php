<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential;

/**
 * Makes random rules of one family, and data that some of them hold for.
 */
class Schemas
{
    /**
     * By family: rules, in which `%…` is drawn anew each time, and values. Relations have no NAN: in an array, which PHP's === finds equal to itself
     * where it is the same array, and different where it is a copy.
     */
    private const FAMILIES = [
        'presence' => [
            ['required', 'filled', 'present', 'missing', 'prohibited', 'nullable', 'sometimes', 'bail', 'accepted', 'declined', 'required_if:%field,%word', 'required_unless:%field,%word,%word', 'required_with:%field,%field', 'required_with_all:%field,%field',
                'required_without:%field', 'required_without_all:%field,%field', 'required_if_accepted:%field', 'required_if_declined:%field', 'present_if:%field,%word', 'present_unless:%field,%word', 'present_with:%field', 'present_with_all:%field,%field',
                'missing_if:%field,%word', 'missing_unless:%field,%word', 'missing_with:%field', 'missing_with_all:%field,%field', 'prohibited_if:%field,%word', 'prohibited_unless:%field,%word', 'prohibited_if_accepted:%field', 'prohibited_if_declined:%field', 'prohibits:%field,%field',
                'accepted_if:%field,%word', 'declined_if:%field,%word', 'string', 'integer', 'array', 'in:%word,%word'],
            [null, '', ' ', "\t", 'a', 'b', '1', '0', 1, 0, 1.0, true, false, 'true', 'false', 'null', 'yes', 'no', 'on', 'off', [], [null], ['a'], ['k' => 1]],
        ],
        'types' => [
            ['string', 'integer', 'int:strict', 'numeric', 'numeric:strict', 'bool', 'boolean:strict', 'array', 'array:a,b,0', 'list', 'array_keys:a,0', 'in_array_keys:a,1', 'required_array_keys:a', 'json', 'nullable', 'decimal:0,3', 'required', 'accepted', 'declined'],
            [null, '', '0', '1', '-1', '+1', '01', ' 1', "1\n", '1.0', '1e3', '.5', '5.', '0x1A', '1e400', 'true', 'a', "\xff", 0, 1, -7, PHP_INT_MAX, PHP_INT_MIN, 0.0, -0.0, 1.5, 5.0, 1e25, 1e-7, NAN, INF, true, false, [], [1], ['a' => 1], ['a' => 1, 'c' => 2], [1 => 'x'],
                '{}', '[1,2', '"a"', '9223372036854775807', '9223372036854775808', '-9223372036854775808'],
        ],
        'sizes' => [
            ['size:%number', 'min:%number', 'max:%number', 'between:%range', 'gt:%number', 'gte:%number', 'lt:%number', 'lte:%number', 'gt:%field', 'gte:%field', 'lt:%field', 'lte:%field', 'digits:%small', 'digits_between:%small,9', 'min_digits:%small', 'max_digits:%small',
                'decimal:%small', 'decimal:%small,9', 'multiple_of:%multiple', 'numeric', 'integer', 'array', 'list', 'string', 'nullable'],
            [null, '', '0', '1', '3', '-3', '3.0', '3.00', ' 3 ', '2.9999999999999999999999', '10', '1e1', '1E+1', '1e1000000', '-1e1000000', '1e-1000000', '9007199254740993', '12345678901234567890', 'abc', "\u{e9}\u{20ac}", "\xff\xfe", '000', '1a', 0, 1, 3, -3, 5, 10, 100,
                9007199254740993, PHP_INT_MAX, 0.1, 0.3, 2.5, 3.0, 1e15, 1e17, 1e300, -0.0, NAN, INF, -INF, true, false, [], [1], [1, 2, 3], ['a' => 1]],
        ],
        'strings' => [
            ['alpha', 'alpha:ascii', 'alpha_dash', 'alpha_dash:ascii', 'alpha_num', 'alpha_num:ascii', 'ascii', 'lowercase', 'uppercase', 'starts_with:%word,%word', 'ends_with:%word,%word', 'doesnt_start_with:%word', 'doesnt_end_with:%word', 'encoding:UTF-8', 'encoding:ASCII', 'encoding:UTF-16LE',
                'password:3', 'password:letters,mixed,numbers,symbols,4', 'password_strength:%level', 'size:3', 'max:4', 'trim', 'regex:/^[a-z]+$/', 'regex:/^\w+$/u', 'regex:/[[:upper:]]/', 'regex:/^.{2,3}$/su', 'regex:/a.c/i', 'not_regex:/\d/', 'not_regex:/^\s/u', 'regex_pcre:/^(?!a)/', 'string', 'nullable'],
            [null, '', ' ', 'a', 'A', 'ab', 'aBc', 'abc', 'ABC', 'a b', ' a ', "a\n", "a\u{a0}", '1', '12', 'a1', 'a-b_c', "\u{e9}", "\u{c9}", "\u{df}", "\u{130}", "\u{1c5}", "e\u{301}", "\u{4e2d}\u{6587}", "\u{661}", "\u{1f600}", "\u{fb01}", "\xff", "a\xff", "\xc3", "\xed\xa0\x80", "\0", "a\0b", "\x7f", 'Secret-word7', 'correct horse battery', "\u{3a3}", "\u{3c2}",
                1, 12, -1, 1.5, 1e25, true, false, [], ['a']],
        ],
        'formats' => [
            ['email', 'email:strict', 'email:rfc5321', 'email:html5', 'email:filter', 'email:filter_unicode', 'email:rfc,filter', 'url', 'url:https', 'url:whatwg', 'url:whatwg,ftp', 'uuid', 'uuid:%version', 'ulid', 'ip', 'ipv4', 'ipv6', 'mac_address', 'cidr', 'cidr:4', 'hostname', 'e164', 'iban', 'bic', 'card_number',
                'card_number:visa,amex', 'isbn', 'isbn:13', 'issn', 'hex_color', 'base64', 'timezone', 'timezone:Europe', 'json', 'ascii', 'nullable', 'max:40'],
            [null, '', 1, true, [], 'a', 'a@b', 'a@b.example', 'a.b+c@d.example', '"a b"@c.example', 'a@[127.0.0.1]', 'a@[IPv6:::1]', "\u{e9}@b.example", "a@\u{e9}.example", 'a..b@c', 'a@b..c', '(c)a@b.example', 'a@-b.example', 'a@b_c.example', "a@b\n", 'http://a', 'https://example.org/a?b=c#d', 'http://[::1]:80/',
                'http://1.2.3', 'http://u:p@a/', 'HTTP://A', 'http://a/%2', 'http://a b', "http://\u{e9}.example/", 'ftp://a', 'mailto:a@b', 'http:a', '//a', 'http://a:0/', 'http://xn--a', 'f47ac10b-58cc-4372-a567-0e02b2c3d479', 'F47AC10B-58CC-7372-A567-0E02B2C3D479', '00000000-0000-0000-0000-000000000000',
                'ffffffff-ffff-ffff-ffff-ffffffffffff', '01ARZ3NDEKTSV4RRFFQ69G5FAV', '127.0.0.1', '256.0.0.1', '01.2.3.4', '::1', '2001:db8::1', '::ffff:1.2.3.4', '1::2::3', '00:1a:2b:3c:4d:5e', '001a.2b3c.4d5e', '10.0.0.0/8', '10.0.0.0/33', '::/0', 'example.org', 'a_b', '-a', 'a.', '+12025550123', 'DE89370400440532013000',
                'GB82WEST12345698765432', 'DE89370400440532013001', 'DEUTDEFF', 'DEUTDEFF500', '4111111111111111', '378282246310005', '4111111111111112', '0-306-40615-2', '9780306406157', '0378-5955', '2434-561X', '#fff', '#1a2b3c', '#ggg', 'YQ==', 'YQ=', 'Europe/Berlin', 'UTC', 'utc', 'US/Eastern', '{"a":1}'],
        ],
        'choices' => [
            ['in:%word,%word,%word', 'not_in:%word,%word', 'in:%number,%number', 'array', 'list', 'contains:%word', 'contains:%number,%word', 'doesnt_contain:%word', 'enum:' . Suit::class, 'nullable', 'string', 'any_of', 'required', 'distinct'],
            [null, '', 'a', 'b', 'c', 'A', 'h/', '1', '01', '1.0', '3', 0, 1, 3, 1.0, 1.5, true, false, NAN, [], ['a'], ['a', 'b'], ['c', 1], [[]], ['k' => 'a'], [null], [1.0, '3']],
        ],
        'relations' => [
            ['same:%field', 'different:%field', 'different:%field,%field', 'confirmed', 'confirmed:%field', 'in_array:list.*', 'in_array:items.*.x', 'distinct', 'distinct:strict', 'distinct:ignore_case', 'gt:%field', 'lte:%field', 'prohibits:%field', 'required_with:%field', 'nullable', 'string', 'integer'],
            [null, '', ' ', 'a', 'A', "\u{e9}", "\u{c9}", 'abc', '1', '01', '1e0', '10', '1e1', '1.0', 1, 10, 1.0, 0, 0.0, -0.0, true, false, [], [1], ['1'], ['a' => 1, 'b' => 2], ['b' => 2, 'a' => 1], '9007199254740993', 9007199254740993, 9007199254740992.0],
        ],
        'dates' => [
            ['date', 'date_format:Y-m-d', 'date_format:d/m/Y,Y-m-d', 'date_format:H:i', 'date_format:Y-m-d H:i:s', 'date_format:j.n.y', 'date_format:U', 'date_format:D d M Y', 'date_format:Y-m-d\TH:i:sP', 'after:%date', 'before:%date', 'after_or_equal:%date', 'before_or_equal:%date', 'date_equals:%date',
                'after:%field', 'before_or_equal:%field', 'date_equals:%field', 'nullable', 'string', 'cast:date', 'trim'],
            [null, '', '2024-02-29', '2023-02-29', '2024-2-9', '2024-01-01 12:30:00', '2024-01-01T12:30:00Z', '2024-01-01T12:30:00.5+02:00', '29/02/2024', '31/04/2024', '1.1.24', '12:30', '24:00', '9:05', 'Thu 29 Feb 2024', '1 January 2024', 'last day of February 2024 00:00', '@86400', '1700000000', '20240229', '2024W101',
                '10/13/2024', 'Sat, 30 Apr 2016 17:52:13 GMT', '0000-00-00', '9999-12-31', '10000-01-01', '-0001-01-01', ' 2024-01-01 ', "2024-01-01\n", 'not a date', '2024', 2024, 20240229, 1.5, true, [], '2024-01-01 00:00:00 Europe/Berlin', '2024-06-31', '00:00', '2024-001'],
        ],
        'exclude' => [
            ['exclude', 'exclude_if:%field,%word', 'exclude_unless:%field,%word', 'exclude_with:%field', 'exclude_without:%field', 'string', 'required', 'array', 'integer', 'nullable', 'required_with:%field', 'max:2'],
            [null, '', 'a', 'b', '1', 1, 0, true, false, 'true', [], ['x' => 1], [['x' => 'a']], 'long text'],
        ],
        'wildcards' => [
            ['string', 'integer', 'required', 'array', 'nullable', 'sometimes', 'max:2', 'distinct', 'required_with:items.*.y', 'same:items.*.y', 'required_if:items.*.y,%word', 'in_array:list.*', 'bail', 'filled', 'present', 'exclude_if:items.*.y,%word', 'missing', 'prohibited'],
            [null, '', 'a', 'b', 'abc', 1, 2, [], [1], ['x' => 1], ['x' => 'a', 'y' => 'a'], ['y' => 'b'], [['x' => 1]], ['a.b' => 1, '*' => 2], ['d' => ['x' => 2]]],
        ],
        'casts' => [
            ['cast:int', 'cast:float', 'cast:bool', 'cast:date', 'trim', 'trim', 'string', 'integer', 'numeric', 'nullable', 'max:5', 'boolean', 'required', 'min:1'],
            [null, '', ' ', '1', ' 1 ', '-0', '0', '1.5', '1e3', '5.0', '+7', '05', 'true', 'FALSE', 'on', 'Off', 'yes', 'no', 'y', "a\n", '2024-02-29', '2024-02-30', '1 May 2024 10:00', 0, 1, 2, -5, 1.0, 1.5, -0.0, 9007199254740992.0, 9007199254740994.0, 1e25, NAN, INF, true, false, [], ['1'], '9223372036854775808'],
        ],
    ];

    private const FIELDS = ['a', 'b', 'c.d', 'c.e', 'c', 'list.*', 'list', 'items.*.x', 'items.*.y', 'items.*', 'items', 'items.0.x', 'c.*', '*', 'a_confirmation', "\u{e9}", 'k\.l', 'deep.*.d.*.x', 'items.*.x.x'];
    private const OTHERS = ['a', 'b', 'c.d', 'c.e', 'list.0', 'list', 'items.0.x', 'items.*.y', 'items.*.x', 'nothing', "\u{e9}", 'k\.l'];
    private const WORDS = ['a', 'b', '1', '0', 'true', 'false', 'null', '', 'A', '1.0', '3'];
    private const DATES = ['2024-01-01', '2024-02-29 12:00', '29/02/2024', '12:00', '1 January 2024', '2024-01-01T00:00:00+02:00', 'no date', '@0'];

    public function __construct(private readonly Values $values)
    {
    }

    /** @return list<string> */
    public static function families(): array
    {
        return array_keys(self::FAMILIES);
    }

    /**
     * Rules for a few fields.
     *
     * @return array<string, string|list<mixed>>
     */
    public function rules(string $family): array
    {
        $rules = [];
        for ($i = $this->values->random->getInt(1, 4); $i > 0; --$i) {
            $list = [];
            for ($j = $this->values->random->getInt(1, $this->values->chance(20) ? 6 : 3); $j > 0; --$j) {
                $list[] = $this->rule($family);
            }
            $rules[$this->values->pick(self::FIELDS)] = $list;
        }

        return $rules;
    }

    /**
     * Data that holds most of the fields.
     *
     * @return array<array-key, mixed>
     */
    public function data(string $family): array
    {
        $data = [];
        $value = fn (): mixed => $this->values->pick(self::FAMILIES[$family][1]);
        foreach ($this->values->random->shuffleArray(['a', 'b', 'c', 'list', 'items', 'a_confirmation', "\u{e9}", 'k.l', 'deep', 'rest']) as $field) {
            if ($this->values->chance(20)) {
                continue;
            }
            $data[$field] = $this->values->chance(15) ? $value() : match ($field) {
                'c' => $this->some(['d', 'e', 'f'], $value),
                'list' => array_map($value, range(1, $this->values->random->getInt(1, 5))),
                'items' => array_map(fn (): mixed => $this->values->chance(15) ? $value() : $this->some(['x', 'y', 'z'], $value), range(1, $this->values->random->getInt(1, 4))),
                'deep' => ['p' => ['d' => ['q' => $this->some(['x', 'y'], $value), 'r.s' => $this->some(['x'], $value)]], 'o' => $value()],
                default => $value(),
            };
        }

        return $data;
    }

    /**
     * @param list<string>       $keys
     * @param callable(): mixed $value
     *
     * @return array<string, mixed>
     */
    private function some(array $keys, callable $value): array
    {
        $some = [];
        foreach ($this->values->random->shuffleArray($keys) as $key) {
            if ($this->values->chance(75)) {
                $some[$key] = $value();
            }
        }

        return $some;
    }

    /** @return string|list<mixed> */
    private function rule(string $family): string|array
    {
        $rule = $this->values->pick(self::FAMILIES[$family][0]);
        if ($rule === 'any_of') {
            return ['any_of', ['string', 'max:1'], 'integer', [['in', 'abc', true]]];
        }

        return (string) preg_replace_callback('~%([a-z]+)~', fn (array $found): string => match ($found[1]) {
            'field' => $this->values->pick(self::OTHERS),
            'word' => $this->values->pick(self::WORDS),
            'number' => $this->values->pick(['0', '1', '2', '3', '3.0', '-3', '2.5', '10', '1e1', '1e1000000', '9007199254740992', '0.3']),
            'range' => $this->values->pick(['1,3', '-3,3', '0,0', '2.5,1e1', '0,1e1000000']),
            'multiple' => $this->values->pick(['1', '2', '0.1', '3', '-3', '1e-7', '1e1000000', '1.5']),
            'small', 'level' => (string) $this->values->random->getInt(1, 4),
            'version' => $this->values->pick(['4', '7', '0', 'nil', 'max']),
            default => $this->values->pick(self::DATES),
        }, $rule);
    }
}
