<?php

declare(strict_types=1);

/* What is checked: a signup form, an order, and forms of which three in ten are wrong. Each rival takes the same arrays. */

namespace HighPerApp\HighPer\Native\Benches\Validator;

/**
 * A form that is as it should be.
 *
 * @return array<string, mixed>
 */
function form(int $number = 0): array
{
    return [
        'email' => "ada.lovelace$number@example.com",
        'password' => 'correct-horse-battery',
        'password_confirmation' => 'correct-horse-battery',
        'name' => 'Ada Lovelace',
        'age' => 36,
        'website' => 'https://www.example.com/people/ada?tab=notes',
        'id' => '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
        'birthday' => '1985-12-10',
        'plan' => 'team',
    ];
}

/**
 * Ten forms, three of them wrong in a place or two.
 *
 * @return list<array<string, mixed>>
 */
function forms(): array
{
    $forms = array_map(form(...), range(0, 9));
    $forms[2]['email'] = 'ada.lovelace';
    $forms[5] = ['password_confirmation' => 'something-else', 'age' => 12] + $forms[5];
    unset($forms[8]['plan']);
    $forms[8]['birthday'] = '1985-02-30';

    return $forms;
}

/**
 * An order with so many line items of five fields each.
 *
 * @return array<string, mixed>
 */
function order(int $items = 50): array
{
    $lines = [];
    for ($line = 0; $line < $items; $line++) {
        $lines[] = [
            'sku' => sprintf('AB-%05d', $line),
            'title' => "Article number $line",
            'quantity' => 1 + $line % 9,
            'price' => 4.25 + $line,
            'gift' => $line % 2 === 0,
        ];
    }

    return [
        'reference' => '2026-000123',
        'customer' => ['id' => '6ba7b810-9dad-41d1-80b4-00c04fd430c8', 'email' => 'ada@example.com', 'name' => 'Ada Lovelace'],
        'currency' => 'EUR',
        'note' => 'Please ring twice.',
        'items' => $lines,
    ];
}
