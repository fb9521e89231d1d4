<?php

declare(strict_types=1);

/* JSON Schema beside decoding alone, and a pattern that ruins a backtracking engine. */

namespace HighPerApp\HighPer\Native\Benches\Validator;

use HighPerApp\HighPer\Native\Benches\Measurement;
use HighPerApp\HighPer\Native\JsonSchema;
use HighPerApp\HighPer\Native\Validator;

/**
 * @return iterable<Measurement>
 */
function alone(): iterable
{
    yield new Measurement('JsonSchema', 'compile()', 'form', 'compile()', static fn (): array => [
        'compile()' => repeated(static fn (): mixed => JsonSchema::compile(FORM_SCHEMA, formats: true)),
    ]);
    yield new Measurement('JsonSchema', 'passes()', 'form', 'passes()', static function (): array {
        $schema = JsonSchema::compile(FORM_SCHEMA, formats: true);
        $form = form();

        return ['passes()' => repeated(static fn (): bool => $schema->passes($form))];
    });
    yield new Measurement('JsonSchema', 'passesJson()', 'form', 'passesJson()', static function (): array {
        $schema = JsonSchema::compile(FORM_SCHEMA, formats: true);
        $text = json_encode(form(), JSON_THROW_ON_ERROR);

        return [
            'passesJson()' => repeated(static fn (): bool => $schema->passesJson($text)),
            'json_decode() alone' => repeated(static fn (): bool => json_decode($text, true) !== null) + ['beside' => 'it only decodes'],
        ];
    });
    yield new Measurement('Validator', 'regex ^(\w+\s?)+$', '50 KB that do not match', 'passes()', static function (): array {
        $hostile = str_repeat('a', 50_000) . '!';
        $rules = Validator::compile(['text' => ['regex:/^(\w+\s?)+$/']]);

        return [
            'passes()' => repeated(static function () use ($rules, $hostile): bool {
                try {
                    return !$rules->passes(['text' => $hostile]);
                } catch (\Exception) {
                    return true;
                }
            }),
            'preg_match(), which gives up' => repeated(static fn (): bool => preg_match('/^(\w+\s?)+$/D', $hostile) !== 1) + ['beside' => 'it gives no answer'],
        ];
    });
}

/**
 * @return array{run: callable, answer: callable}
 */
function repeated(callable $once): array
{
    return [
        'run' => static function (int $calls) use ($once): void {
            for ($call = 0; $call < $calls; $call++) {
                $once();
            }
        },
        'answer' => static fn (): mixed => is_object($once()) ? true : $once(),
    ];
}

const FORM_SCHEMA = [
    'type' => 'object',
    'required' => ['email', 'password', 'name', 'age', 'website', 'id', 'birthday', 'plan'],
    'properties' => [
        'email' => ['type' => 'string', 'format' => 'email', 'maxLength' => 100],
        'password' => ['type' => 'string', 'minLength' => 8, 'maxLength' => 64, 'pattern' => '^[\x21-\x7e]+$'],
        'password_confirmation' => ['type' => 'string'],
        'name' => ['type' => 'string', 'minLength' => 2, 'maxLength' => 50],
        'age' => ['type' => 'integer', 'minimum' => 18, 'maximum' => 120],
        'website' => ['type' => 'string', 'format' => 'uri'],
        'id' => ['type' => 'string', 'format' => 'uuid'],
        'birthday' => ['type' => 'string', 'format' => 'date'],
        'plan' => ['enum' => ['free', 'pro', 'team']],
    ],
    'additionalProperties' => false,
];
