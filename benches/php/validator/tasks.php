<?php

declare(strict_types=1);

/* Who does what with which payloads. Every contender says which fields of a payload are wrong, so that they can be seen to agree. */

namespace HighPerApp\HighPer\Native\Benches\Validator;

use HighPerApp\HighPer\Native\Validator;
use HighPerApp\HighPer\Native\Exception\ValidationException;
use Symfony\Component\Validator\Constraint;

/** The least ratio of CPU time that is aimed at, by workload and rival. */
const AIMS = [
    'form' => ['by hand' => 3.0, 'Laravel' => 300.0, 'Symfony' => 35.0],
    'order' => ['by hand' => 1.8, 'Laravel' => 800.0, 'Symfony' => 100.0],
    'ten forms, three of them wrong, messages read' => ['by hand' => 3.0],
];

/** Libraries with much code of their own to be compiled, in milliseconds. */
const WARM = ['Laravel' => 500.0, 'Symfony' => 300.0];

/** The same in pure PHP: to be faster than the libraries. */
const AIMS_IN_PHP = [
    'form' => ['Laravel' => 1.0, 'Symfony' => 1.0],
    'order' => ['Laravel' => 1.0, 'Symfony' => 1.0],
    'ten forms, three of them wrong, messages read' => ['Laravel' => 1.0, 'Symfony' => 1.0],
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
 * All ways to check the payloads of a workload.
 *
 * @param list<array<string, mixed>>                                     $payloads
 * @param callable(array<string, mixed>): array<string, list<string>>    $hand
 * @param array<string, mixed>                                           $rules
 * @param callable(): (Constraint|list<Constraint>)                      $constraints
 * @param array<string, float>                                           $aims
 *
 * @return array<string, array{run: callable, answer: callable, aim?: float}>
 */
function contenders(string $name, array $payloads, callable $hand, array $rules, callable $constraints, array $aims, bool $messages): array
{
    $ways = [...own($name, $rules), 'by hand' => $hand];
    if (($laravel = laravel()) !== null) {
        $ways['Laravel'] = static fn (array $data): array => by_laravel($laravel, $data, $rules);
    }
    if (($symfony = symfony()) !== null) {
        $built = $constraints();
        $ways['Symfony'] = static fn (array $data): array => by_symfony($symfony, $data, $built);
    }
    if ($messages) {
        // A verdict has no messages.
        unset($ways['passes()']);
    }
    $contenders = [];
    foreach ($ways as $way => $check) {
        $contenders[$way] = checked($payloads, $check, $way === 'passes()') + (isset($aims[$way]) ? ['aim' => $aims[$way]] : []) + ['warm' => WARM[$way] ?? 0.0];
    }

    return $contenders;
}

/**
 * One call goes through all payloads once, so that all contenders meet each as often.
 *
 * @param list<array<string, mixed>>            $payloads
 * @param callable(array<string, mixed>): array<string, mixed> $check
 *
 * @return array{run: callable, answer: callable}
 */
function checked(array $payloads, callable $check, bool $isVerdict): array
{
    return [
        'run' => static function (int $calls) use ($payloads, $check): void {
            for ($call = 0; $call < $calls; $call++) {
                foreach ($payloads as $payload) {
                    $check($payload);
                }
            }
        },
        'answer' => static fn (): array => array_map(static function (array $payload) use ($check, $isVerdict): array {
            $fields = array_keys($check($payload));
            sort($fields);
            if ($isVerdict && $fields !== []) {
                throw new \LogicException('a verdict names no fields: give it payloads that are right');
            }

            return $fields;
        }, $payloads),
    ];
}
