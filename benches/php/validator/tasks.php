<?php

declare(strict_types=1);

/* Who does what in which workload. Every contender says which fields of a payload are wrong, so that they can be seen to agree. */

namespace HighPerApp\HighPer\Native\Benches\Validator;

use HighPerApp\HighPer\Native\JsonSchema;
use HighPerApp\HighPer\Native\Validator;
use HighPerApp\HighPer\Native\Exception\ValidationException;

/** The least ratio of CPU time that is aimed at, by workload and rival. */
const AIMS = [
    'form' => ['by hand' => 3.0, 'Laravel' => 300.0, 'Symfony' => 35.0],
    'order' => ['by hand' => 1.8, 'Laravel' => 800.0, 'Symfony' => 100.0],
    'forms, 3 in 10 wrong, messages read' => ['by hand' => 3.0],
];

/** The same in pure PHP: to be faster than the libraries. */
const AIMS_IN_PHP = [
    'form' => ['Laravel' => 1.0, 'Symfony' => 1.0],
    'order' => ['Laravel' => 1.0, 'Symfony' => 1.0],
    'forms, 3 in 10 wrong, messages read' => ['Laravel' => 1.0, 'Symfony' => 1.0],
];

/**
 * Ways to use this library that answer with the fields in error.
 *
 * @param string               $name  What the rules are kept under.
 * @param array<string, mixed> $rules
 *
 * @return array<string, callable(array<string, mixed>): mixed>
 */
function own(string $name, array $rules): array
{
    $validator = Validator::compile($rules);

    return [
        'check()' => static function (array $data) use ($validator): array {
            $result = $validator->check($data);

            return $result->ok ? [] : $result->errors();
        },
        'passes()' => static fn (array $data): array => $validator->passes($data) ? [] : ['?' => []],
        'validate()' => static function (array $data) use ($validator): array {
            try {
                $validator->validate($data);

                return [];
            } catch (ValidationException $e) {
                return $e->errors();
            }
        },
        'persistent() and check()' => static function (array $data) use ($name, $rules): array {
            $result = Validator::persistent($name, static fn (): Validator => Validator::compile($rules), '1')->check($data);

            return $result->ok ? [] : $result->errors();
        },
        'compile() and check()' => static function (array $data) use ($rules): array {
            $result = Validator::compile($rules)->check($data);

            return $result->ok ? [] : $result->errors();
        },
    ];
}

/**
 * Workloads: payloads, and contenders by name.
 *
 * @return array<string, array{payloads: list<array<string, mixed>>, contenders: array<string, callable(array<string, mixed>): mixed>}>
 */
function workloads(): array
{
    [$laravel, $symfony] = [laravel(), symfony()];
    $form = $symfony === null ? [] : form_constraints();
    $order = $symfony === null ? [] : order_constraints();
    $rivals = static function (callable $hand, array $rules, mixed $constraints) use ($laravel, $symfony): array {
        $rivals = ['by hand' => $hand];
        if ($laravel !== null) {
            $rivals['Laravel'] = static fn (array $data): array => by_laravel($laravel, $data, $rules);
        }
        if ($symfony !== null) {
            $rivals['Symfony'] = static fn (array $data): array => by_symfony($symfony, $data, $constraints);
        }

        return $rivals;
    };
    $forms = [...own('form', FORM_RULES), ...$rivals(form_by_hand(...), FORM_RULES, $form)];
    // A verdict has no messages.
    $read = array_diff_key($forms, ['passes()' => 1]);

    return [
        'form' => ['payloads' => [form()], 'contenders' => $forms],
        'order' => ['payloads' => [order()], 'contenders' => [...own('order', ORDER_RULES), ...$rivals(order_by_hand(...), ORDER_RULES, $order)]],
        'forms, 3 in 10 wrong, messages read' => ['payloads' => forms(), 'contenders' => $read],
    ];
}

/**
 * Checks that all contenders find the same fields wrong in every payload.
 *
 * @param array{payloads: list<array<string, mixed>>, contenders: array<string, callable(array<string, mixed>): mixed>} $workload
 */
function agree(array $workload, string $name): void
{
    foreach ($workload['payloads'] as $number => $payload) {
        $answers = [];
        foreach ($workload['contenders'] as $contender => $check) {
            $fields = array_keys($check($payload));
            sort($fields);
            $answers[$contender] = $contender === 'passes()' ? ($fields === [] ? [] : null) : $fields;
        }
        foreach ($answers as $contender => $fields) {
            if ($fields !== $answers['check()']) {
                throw new \LogicException("$contender disagrees on payload $number of '$name': " . json_encode($answers));
            }
        }
    }
}

/**
 * What is measured without a rival: microseconds a call.
 *
 * @return array<string, callable(): mixed>
 */
function alone(): array
{
    $validator = Validator::compile(ORDER_RULES);
    $runs = [];
    foreach ([500, 1000, 2000, 4000, 8000] as $items) {
        $order = order($items);
        $runs["check() of $items items, per item"] = [$items, static fn (): bool => $validator->passes($order)];
    }
    $hostile = str_repeat('a', 50_000) . '!';
    $pattern = Validator::compile(['text' => ['regex:/^(\w+\s?)+$/']]);
    $runs['^(\w+\s?)+$ on 50 KB that do not match'] = [1, static function () use ($pattern, $hostile): bool {
        try {
            return $pattern->passes(['text' => $hostile]);
        } catch (\Exception) {
            return false;
        }
    }];
    $runs['the same by preg_match(), which gives up'] = [1, static fn (): mixed => preg_match('/^(\w+\s?)+$/D', $hostile)];
    $schema = JsonSchema::compile(FORM_SCHEMA, formats: true);
    $form = form();
    $text = json_encode($form, JSON_THROW_ON_ERROR);
    $runs['JsonSchema::compile() of the form'] = [1, static fn (): mixed => JsonSchema::compile(FORM_SCHEMA, formats: true)];
    $runs['JsonSchema::passes() of the form'] = [1, static fn (): bool => $schema->passes($form)];
    $runs['JsonSchema::passesJson() of the form'] = [1, static fn (): bool => $schema->passesJson($text)];
    $runs['json_decode() of the form'] = [1, static fn (): mixed => json_decode($text, true)];

    return $runs;
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
