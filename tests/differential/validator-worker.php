<?php

declare(strict_types=1);

// Checks random data by random rules in the backend that this process has, and writes what came of it, one line each; the first line names the
// backend. validator.php runs this and compares the lines.

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\ValidationResult;
use HighPerApp\HighPer\Native\Validator;
use HighPerApp\HighPer\Native\Tests\Differential\Answers;
use HighPerApp\HighPer\Native\Tests\Differential\Schemas;
use HighPerApp\HighPer\Native\Tests\Differential\Values;

require __DIR__ . '/../bootstrap.php';
require __DIR__ . '/Values.php';
require __DIR__ . '/Schemas.php';
require __DIR__ . '/Answers.php';

/** Rules and data as a reader can take them over. */
function shown(mixed $value): string
{
    if (!is_array($value)) {
        return is_string($value) ? "'" . addcslashes($value, "\0..\37'\\\177..\377") . "'" : var_export($value, true);
    }
    $entries = [];
    foreach ($value as $key => $entry) {
        $entries[] = (array_is_list($value) ? '' : shown($key) . ' => ') . shown($entry);
    }

    return '[' . implode(', ', $entries) . ']';
}

/** What a result tells, but for what was asked in vain. */
function told(ValidationResult $result): array
{
    return [$result->ok, $result->failed(), $result->errors(), $result->first('a')];
}

/** A validator with some of the options. */
function withOptions(Validator $validator, Values $values): Validator
{
    return $validator->strict($values->chance(15))->stopOnFirstFailure($values->chance(10))->maxErrors($values->chance(10) ? $values->random->getInt(1, 3) : 0);
}

function family(Answers $answers, int $seed, string $family, int $count, int $payloads): void
{
    for ($i = 0; $i < $count; ++$i) {
        $values = Values::of($seed, "validator $family", $i);
        $schemas = new Schemas($values);
        date_default_timezone_set($values->pick(['UTC', 'Europe/Berlin', 'America/New_York']));
        $rules = $schemas->rules($family);
        $what = "$family $i: " . shown($rules);
        $validator = null;
        $answers->give("$what, compiling", static function () use ($rules, $values, &$validator): string {
            $validator = withOptions(Validator::compile($rules), $values);

            return 'compiled';
        });
        for ($j = 0; $j < $payloads && $validator !== null; ++$j) {
            $data = $schemas->data($family);
            $of = "$what, " . shown($data);
            $answers->give("$of: passes", static fn (): bool => $validator->passes($data));
            $result = $answers->give("$of: check", static fn (): array => told($validator->check($data)));
            if (($result[0] ?? false) === true) {
                $answers->give("$of: validated", static fn (): array => $validator->validate($data));
            } else {
                $answers->give("$of: refused", static fn (): array => $validator->validate($data));
            }
        }
    }
}

[, $seed, $schemas, $payloads] = array_map(intval(...), $argv);
echo Backend::current(), "\n";
$answers = new Answers();
$chosen = array_filter(explode(',', $argv[4] ?? ''));
foreach ($chosen === [] ? Schemas::families() : $chosen as $family) {
    family($answers, $seed, $family, $schemas, $payloads);
}
