<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * In which order fields and rules are asked, which are left out, and when a check ends.
 */
class ValidatorFlowTest extends TestCase
{
    use ValidatorAssertions;

    public function testAbsentAndBlankValues(): void
    {
        foreach ([[], ['x' => ''], ['x' => " \n\t\v\0\r"]] as $data) {
            self::assertFails(['x' => 'string|min:3|integer|email'], $data);
            self::assertFails(['x' => 'required|min:3'], $data, 'x:required');
            self::assertFails(['x' => 'sometimes|required'], $data, ...($data === [] ? [] : ['x:required']));
            self::assertFails(['x' => 'filled'], $data, ...($data === [] ? [] : ['x:filled']));
            self::assertFails(['x' => 'present'], $data, ...($data === [] ? ['x:present'] : []));
            self::assertFails(['x' => 'missing'], $data, ...($data === [] ? [] : ['x:missing']));
            self::assertFails(['x' => 'prohibited'], $data);
            self::assertFails(['x' => 'accepted'], $data, 'x:accepted');
        }
        self::assertFails(['x' => 'required'], ['x' => []], 'x:required');
        self::assertFails(['x' => 'required'], ['x' => null], 'x:required');
        self::assertFails(['x' => 'required'], ['x' => "\u{a0}"]);
        self::assertFails(['x' => 'required'], ['x' => false]);
        self::assertFails(['x' => 'required'], ['x' => new \stdClass()]);
    }

    public function testNull(): void
    {
        self::assertFails(['x' => 'string'], ['x' => null], 'x:string');
        self::assertFails(['x' => 'nullable|string|min:3'], ['x' => null]);
        self::assertFails(['x' => 'string|nullable'], ['x' => null]);
        self::assertFails(['x' => 'nullable|required|string'], ['x' => null], 'x:required');
        self::assertFails(['x' => 'nullable|present'], ['x' => null]);
        self::assertFails(['x' => 'nullable|string'], ['x' => 1], 'x:string');
        self::assertFails(['x' => 'nullable|prohibited_if:y,1'], ['x' => null, 'y' => 1]);
    }

    public function testWhatFollowsAFailure(): void
    {
        self::assertFails(['x' => 'integer|min:5|email'], ['x' => 'a'], 'x:integer', 'x:min', 'x:email');
        self::assertFails(['x' => 'bail|integer|min:5|email'], ['x' => 'a'], 'x:integer');
        self::assertFails(['x' => 'integer|min:5|bail'], ['x' => 'a'], 'x:integer');
        self::assertFails(['x' => 'required|integer'], ['x' => null], 'x:required');
        self::assertFails(['x' => 'integer|required|email'], ['x' => null], 'x:integer', 'x:required');
        self::assertFails(['x' => 'integer', 'y' => 'required', 'z' => 'integer'], ['x' => 'a', 'z' => 'b'], 'x:integer', 'y:required', 'z:integer');
    }

    public function testWhenACheckEnds(): void
    {
        $rules = Validator::compile(['a' => 'integer|min:5', 'l.*' => 'integer|min:5', 'b' => 'required']);
        $data = ['a' => 'x', 'l' => ['x', 7, 'y']];
        $all = ['a:integer', 'a:min', 'b:required', 'l.0:integer', 'l.0:min', 'l.2:integer', 'l.2:min'];
        self::assertSame($all, self::failuresOf($rules, $data));
        self::assertSame(\array_slice($all, 0, 2), self::failuresOf($rules->stopOnFirstFailure(), $data));
        self::assertSame(['l.0:integer', 'l.0:min'], self::failuresOf($rules->stopOnFirstFailure(), ['b' => 1] + ['l' => $data['l']]));
        foreach ([1, 2, 3, 5] as $most) {
            self::assertSame(\array_slice($all, 0, $most), self::failuresOf($rules->maxErrors($most), $data), "at most $most");
        }
        self::assertSame($all, self::failuresOf($rules->maxErrors(3)->maxErrors(0), $data));
        self::assertSame($all, self::failuresOf($rules->stopOnFirstFailure()->stopOnFirstFailure(false), $data));
        self::assertSame(['a:integer'], self::failuresOf($rules->stopOnFirstFailure()->maxErrors(1), $data));
    }

    public function testOptionsMakeOthers(): void
    {
        $rules = Validator::compile(['x' => 'integer|min:5']);
        $strict = $rules->strict();
        self::assertNotSame($rules, $strict);
        self::assertSame([true, false], [$rules->passes(['x' => '7']), $strict->passes(['x' => '7'])]);
        self::assertTrue($strict->strict(false)->passes(['x' => '7']));
        self::assertSame(['x:integer'], self::failuresOf($rules->maxErrors(1)->strict(), ['x' => 'a']));
    }

    public function testWildcards(): void
    {
        $data = ['a' => [['b' => [['c' => 1], ['c' => 'x'], 5]], 7, ['b' => 8], [], ['b' => []]], 'k.1' => ['x.y' => ['*' => 'z']]];
        self::assertFails(['a.*.b.*.c' => 'required|integer'], $data, 'a.0.b.1.c:integer', 'a.0.b.2.c:required');
        self::assertFails(['a.*.b' => 'required|array'], $data, 'a.1.b:required', 'a.2.b:array', 'a.3.b:required', 'a.4.b:required');
        self::assertFails(['a.*' => 'array'], $data, 'a.1:array');
        self::assertFails(['*.*' => 'array'], $data, 'a.1:array');
        self::assertFails(['nothing.*.c' => 'required', 'a.1.*' => 'required', 'a.*.b.*.c.*' => 'required'], $data);
        self::assertFails(['k\.1.*.*' => 'integer'], $data, 'k.1.x.y.*:integer');
        self::assertFails(['k\.1.x\.y.\*' => 'integer'], $data, 'k.1.x.y.*:integer');
        self::assertFails(['k\.1.x\.y.\*.d' => 'required'], $data, 'k.1.x.y.*.d:required');
        self::assertFails(['a.1.b' => 'required', 'a.0.b.0.c' => 'string'], $data, 'a.1.b:required', 'a.0.b.0.c:string');
        self::assertFails(['' => 'required', 'b..c' => 'required'], ['' => '', 'b' => ['' => ['c' => 1]]], ':required');
        self::assertFails([0 => 'integer', '1.0' => 'integer'], ['x', ['y']], '0:integer', '1.0:integer');
        self::assertFails(['w\x' => 'integer', 'w\\\\z' => 'integer'], ['w\x' => 'a', 'w\z' => 'b'], 'w\x:integer', 'w\z:integer');
    }

    public function testOrder(): void
    {
        $rules = ['l.*.b' => 'integer', 'z' => 'integer', 'l.*.a' => 'integer', 'y' => 'integer'];
        $data = ['y' => 'a', 'l' => [1 => ['a' => 'a', 'b' => 'a'], 0 => ['a' => 'a', 'b' => 'a']], 'z' => 'a'];
        self::assertFails($rules, $data, 'z:integer', 'y:integer', 'l.1.b:integer', 'l.0.b:integer', 'l.1.a:integer', 'l.0.a:integer');
    }

    public function testFieldsThatMeet(): void
    {
        $data = ['l' => [['k' => 'a'], ['k' => 'b']]];
        self::assertFails(['l.0.k' => 'integer', 'l.*.k' => 'min:2'], $data, 'l.0.k:integer', 'l.0.k:min', 'l.1.k:min');
        self::assertFails(['l.*.k' => 'min:2', 'l.1.k' => 'integer'], $data, 'l.1.k:integer', 'l.1.k:min', 'l.0.k:min');
        self::assertFails(['l.*.k' => 'integer', '*.0.k' => 'bail|min:2'], $data, 'l.0.k:integer', 'l.1.k:integer');
        self::assertFails(['l.5.k' => 'required', 'l.*.k' => 'min:2'], $data, 'l.5.k:required', 'l.0.k:min', 'l.1.k:min');
        self::assertFails(['l.0.k' => 'numeric', 'l.*.k' => 'min:2'], ['l' => [['k' => '1'], ['k' => '10']]], 'l.0.k:min');
        self::assertFails(['l.00.k' => 'integer', 'l.0.k' => 'integer', '*.*.k' => 'min:2', 'l.*' => 'list'], $data, 'l.0.k:integer', 'l.0.k:min', 'l.1.k:min', 'l.0:list', 'l.1:list');
        self::assertFails(['a\b' => 'integer', 'a\\\\b' => 'email'], ['a\b' => 'x'], 'a\b:integer', 'a\b:email');
    }

    public function testManyFieldsThatMeet(): void
    {
        $rules = ['l.*.f7' => 'integer', '*.*.f9' => 'min:2'];
        for ($i = 0; $i < 2_000; ++$i) {
            $rules["l.*.f$i"] ??= 'string';
            $rules["l.$i.f9"] = 'alpha';
            $rules["e$i"] = 'exclude';
            $rules["e$i.*"] = 'integer';
        }
        $data = ['l' => [1 => ['f7' => 'x', 'f9' => '1', 'f1999' => 1], 2_000 => ['f9' => '1']], 'e5' => ['a']];
        self::assertFails($rules, $data, 'l.1.f9:alpha', 'l.1.f9:min', 'l.1.f7:integer', 'l.2000.f9:min', 'l.1.f1999:string');
    }

    public function testExclusion(): void
    {
        $rules = ['a' => 'exclude_if:on,1|integer', 'a.b' => 'required', 'a.*.c' => 'required', 'd' => 'required_with:a.x', 'on' => 'integer'];
        $data = ['a' => ['x' => ['y' => 1]], 'on' => 1];
        self::assertFails($rules, $data, 'd:required_with');
        $result = Validator::compile($rules)->check($data + ['d' => 2]);
        self::assertSame(['on' => 1, 'd' => 2], $result->validated());
        self::assertFails($rules, ['on' => 2] + $data, 'a:integer', 'a.b:required', 'd:required_with', 'a.x.c:required');

        self::assertFails(['a.*.k' => 'exclude_without:a.*.w|integer'], ['a' => [['k' => 'x'], ['k' => 'y', 'w' => 1]]], 'a.1.k:integer');
        self::assertFails(['x' => 'integer|exclude'], ['x' => 'a'], 'x:integer');
        self::assertFails(['x' => 'exclude|integer'], ['x' => 'a']);
        self::assertFails(['x' => 'exclude_unless:y,1,2|integer'], ['x' => 'a', 'y' => 3]);
        self::assertFails(['x' => 'exclude_unless:y,1,2|integer'], ['x' => 'a', 'y' => '2'], 'x:integer');
        self::assertFails(['x' => 'exclude_with:y|integer'], ['x' => 'a', 'y' => null]);
        self::assertFails(['x' => 'exclude_with:y|integer'], ['x' => 'a'], 'x:integer');
    }

    public function testManyItems(): void
    {
        $rules = Validator::compile([
            'items' => 'required|array', 'items.*.id' => 'required|integer|distinct', 'items.*.name' => 'required|string|max:50',
            'items.*.kind' => 'in_array:kinds.*', 'items.*.note' => 'required_if:items.*.kind,1',
        ]);
        foreach ([1, 16000] as $count) {
            $items = [];
            for ($number = 0; $number < $count; ++$number) {
                $items[] = ['id' => $number, 'name' => "n$number", 'kind' => $number, 'note' => 'x'];
            }
            $data = ['items' => $items, 'kinds' => range(0, $count - 1)];
            self::assertTrue($rules->passes($data));
        }
    }
}
