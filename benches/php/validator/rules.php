<?php

declare(strict_types=1);

/* The rules as Laravel's users write them; this library and Laravel are given the same. */

namespace HighPerApp\HighPer\Native\Benches\Validator;

const FORM_RULES = [
    'email' => 'required|string|email|max:100',
    'password' => ['required', 'string', 'min:8', 'max:64', 'regex:/^[\x21-\x7e]+$/', 'confirmed'],
    'name' => 'required|string|min:2|max:50',
    'age' => 'required|integer|between:18,120',
    'website' => 'required|url',
    'id' => 'required|uuid',
    'birthday' => 'required|date_format:Y-m-d',
    'plan' => 'required|in:free,pro,team',
];

const ORDER_RULES = [
    'reference' => ['required', 'string', 'regex:/^\d{4}-\d{6}$/'],
    'customer' => 'required|array',
    'customer.id' => 'required|uuid',
    'customer.email' => 'required|email',
    'customer.name' => 'required|string|max:50',
    'currency' => 'required|in:EUR,USD,GBP',
    'note' => 'nullable|string|max:500',
    'items' => 'required|array|min:1',
    'items.*.sku' => ['required', 'string', 'regex:/^[A-Z]{2}-\d{5}$/'],
    'items.*.title' => 'required|string|max:100',
    'items.*.quantity' => 'required|integer|between:1,999',
    'items.*.price' => 'required|numeric|min:0',
    'items.*.gift' => 'required|boolean',
];
