<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Schemas;
use HighPerApp\HighPer\Native\Tests\Differential\Values;
use HighPerApp\HighPer\Native\ValidationResult;
use HighPerApp\HighPer\Native\Validator;

/**
 * Rules, and data for them.
 */
class Rules implements Family
{
    public function missing(): ?string
    {
        return null;
    }

    public function make(Values $values): array
    {
        $schemas = new Schemas($values);
        $family = $values->pick(Schemas::families());
        // Now and then rules of two families meet in one field.
        $rules = $schemas->rules($family);
        $other = $values->chance(20) ? $values->pick(Schemas::families()) : $family;
        foreach ($other === $family ? [] : $schemas->rules($other) as $field => $list) {
            $rules[$field] = [...(array) ($rules[$field] ?? []), ...(array) $list];
        }
        $data = [];
        for ($i = 0; $i < 10; ++$i) {
            $data[] = $schemas->data($values->pick([$family, $other]));
        }

        return [
            'rules' => $rules,
            'data' => $data,
            'messages' => $values->chance(80) ? [] : ['required' => ':attribute!', 'a.string' => ':input :position', 'items.*.x.integer' => ':attribute of :position'],
            'attributes' => $values->chance(80) ? [] : ['a' => "the \u{e9}a", 'items.*.x' => 'item x'],
            'strict' => $values->chance(15),
            'stop' => $values->chance(10),
            'most' => $values->chance(10) ? $values->random->getInt(1, 3) : 0,
            'zone' => $values->random->getInt(0, 2),
        ];
    }

    public function artifacts(array $case): array
    {
        return [];
    }

    public function answers(array $case, array $artifacts): array
    {
        date_default_timezone_set(['UTC', 'Europe/Berlin', 'America/New_York'][$case['zone']] ?? 'UTC');
        $validator = null;
        $answers = ['compiling' => Seen::of(static function () use ($case, &$validator): string {
            $validator = Validator::compile($case['rules'], $case['messages'], $case['attributes'])->strict($case['strict'])->stopOnFirstFailure($case['stop'])->maxErrors($case['most']);

            return 'compiled';
        })];
        foreach ($validator === null ? [] : $case['data'] as $i => $data) {
            $answers["passes $i"] = Seen::of(static fn (): bool => $validator->passes($data));
            $answers["checking $i"] = Seen::of(static fn (): array => self::told($validator->check($data)));
            $answers["validating $i"] = Seen::of(static fn (): array => $validator->validate($data));
        }

        return $answers;
    }

    public function snippet(array $case): string
    {
        $code = array_map(Code::of(...), $case);
        $zone = ['UTC', 'Europe/Berlin', 'America/New_York'][$case['zone']] ?? 'UTC';

        return <<<PHP
            date_default_timezone_set('$zone');
            \$validator = Validator::compile($code[rules], $code[messages], $code[attributes])->strict($code[strict])->stopOnFirstFailure($code[stop])->maxErrors($code[most]);
            foreach ($code[data] as \$data) {
                \$result = \$validator->check(\$data);
                var_dump(\$validator->passes(\$data), \$result->failed(), \$result->errors(), \$result->ok ? \$result->validated() : null);
            }
            PHP;
    }

    /**
     * @return list<mixed>
     */
    private static function told(ValidationResult $result): array
    {
        return [$result->ok, $result->failed(), $result->errors(), $result->first('a'), $result->first()];
    }
}
