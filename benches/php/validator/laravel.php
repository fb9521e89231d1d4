<?php

declare(strict_types=1);

/* Laravel's validator as its users call it: a factory, and a validator for every payload. */

namespace HighPerApp\HighPer\Native\Benches\Validator;

use Illuminate\Translation\ArrayLoader;
use Illuminate\Translation\Translator;
use Illuminate\Validation\Factory;

function laravel(): ?Factory
{
    if (!class_exists(Factory::class)) {
        return null;
    }
    $loader = new ArrayLoader();
    // The texts of Laravel's own language file for the rules used here.
    $loader->addMessages('en', 'validation', [
        'required' => 'The :attribute field is required.',
        'email' => 'The :attribute field must be a valid email address.',
        'confirmed' => 'The :attribute field confirmation does not match.',
        'date_format' => 'The :attribute field must match the format :format.',
        'between' => ['numeric' => 'The :attribute field must be between :min and :max.'],
        'in' => 'The selected :attribute is invalid.',
    ]);

    return new Factory(new Translator($loader, 'en'));
}

/**
 * @param array<string, mixed> $data
 * @param array<string, mixed> $rules
 *
 * @return array<string, list<string>>
 */
function by_laravel(Factory $factory, array $data, array $rules): array
{
    return $factory->make($data, $rules)->errors()->toArray();
}
