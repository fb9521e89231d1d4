<?php

declare(strict_types=1);

/*
 * Validator against plain PHP written by hand, Laravel's validator and Symfony's: a signup form of eight fields, orders of 1 to 5,000 line items, and forms of
 * which three in ten are wrong and whose messages are read. The pure-PHP backend is measured in a process of its own, against the same rivals.
 */

namespace HighPerApp\HighPer\Native\Benches\Validator;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Benches\Measurement;
use HighPerApp\HighPer\Native\Benches\Rival;
use HighPerApp\HighPer\Native\Benches\Suite;
use Illuminate\Validation\Factory;
use Symfony\Component\Validator\Validation;

require_once __DIR__ . '/payloads.php';
require_once __DIR__ . '/rules.php';
require_once __DIR__ . '/handwritten.php';
require_once __DIR__ . '/laravel.php';
require_once __DIR__ . '/symfony.php';
require_once __DIR__ . '/tasks.php';
require_once __DIR__ . '/alone.php';

/** Whom all others are compared with. */
const SUBJECT = 'check()';

/** Laravel's time grows with the square of the items: beyond this it would be measured for minutes. */
const MOST_FOR_LARAVEL = 500;

return new Suite(
    'validator',
    'Payloads as forms and APIs send them, checked; all contenders find the same fields wrong.',
    [
        Rival::php('hand-written PHP', ['by hand']),
        Rival::library('illuminate/validation', Factory::class, 'illuminate/validation', 'php-illuminate-validation', ['/usr/share/php/Illuminate/Validation/autoload.php'], ['Laravel']),
        Rival::library(
            'symfony/validator',
            Validation::class,
            'symfony/validator',
            'php-symfony-validator',
            ['/usr/share/php/Symfony/Component/Validator/autoload.php', '/usr/share/php/Egulias/EmailValidator/autoload.php'],
            ['Symfony'],
        ),
        Rival::php("PHP's functions", ['preg_match()', 'json_decode()']),
    ],
    static function (): iterable {
        $aims = Backend::current() === 'php' ? AIMS_IN_PHP : AIMS;
        $workload = static fn (string $name, array $payloads, callable $hand, array $rules, callable $constraints, bool $messages = false): callable
            => static fn (): array => contenders($name, $payloads, $hand, $rules, $constraints, $aims[$name] ?? [], $messages);
        yield new Measurement('Validator', 'check()', 'form', SUBJECT, $workload('form', [form()], form_by_hand(...), FORM_RULES, form_constraints(...)));
        yield new Measurement(
            'Validator',
            'check()',
            'ten forms, three of them wrong, messages read',
            SUBJECT,
            $workload('ten forms, three of them wrong, messages read', forms(), form_by_hand(...), FORM_RULES, form_constraints(...), true),
        );
        foreach ([1, 10, 50, 500, 5000] as $items) {
            $make = $workload($items === 50 ? 'order' : "order of $items", [order($items)], order_by_hand(...), ORDER_RULES, order_constraints(...));
            yield new Measurement(
                'Validator',
                'check()',
                $items === 1 ? 'order of 1 item' : 'order of ' . number_format($items) . ' items',
                SUBJECT,
                static fn (): array => array_filter($make(), static fn (string $name): bool => $name !== 'Laravel' || $items <= MOST_FOR_LARAVEL, ARRAY_FILTER_USE_KEY),
                'items',
                $items,
                'order',
            );
        }
        yield from alone();
    },
    ['extension', 'php'],
);
