<?php

declare(strict_types=1);

/* What a good programmer writes for exactly these payloads, without a library: the rival that is hardest to beat. */

namespace HighPerApp\HighPer\Native\Benches\Validator;

const UUID = '/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/Di';

/**
 * @param array<string, mixed> $data
 *
 * @return array<string, list<string>>
 */
function form_by_hand(array $data): array
{
    $errors = [];
    $email = $data['email'] ?? null;
    if (!is_string($email) || $email === '') {
        $errors['email'][] = 'Email is required.';
    } elseif (strlen($email) > 100 || filter_var($email, FILTER_VALIDATE_EMAIL) === false) {
        $errors['email'][] = 'Email must be an email address.';
    }
    $password = $data['password'] ?? null;
    if (!is_string($password) || $password === '') {
        $errors['password'][] = 'Password is required.';
    } else {
        $length = mb_strlen($password);
        if ($length < 8 || $length > 64 || preg_match('/^[\x21-\x7e]+$/D', $password) !== 1) {
            $errors['password'][] = 'Password must have 8 to 64 characters that can be seen.';
        }
        if ($password !== ($data['password_confirmation'] ?? null)) {
            $errors['password'][] = 'Password must be the same as its confirmation.';
        }
    }
    $name = $data['name'] ?? null;
    if (!is_string($name) || trim($name) === '') {
        $errors['name'][] = 'Name is required.';
    } else {
        $length = mb_strlen($name);
        if ($length < 2 || $length > 50) {
            $errors['name'][] = 'Name must have 2 to 50 characters.';
        }
    }
    $age = $data['age'] ?? null;
    if ($age === null || $age === '') {
        $errors['age'][] = 'Age is required.';
    } elseif (filter_var($age, FILTER_VALIDATE_INT, ['options' => ['min_range' => 18, 'max_range' => 120]]) === false) {
        $errors['age'][] = 'Age must be between 18 and 120.';
    }
    $website = $data['website'] ?? null;
    if (!is_string($website) || $website === '') {
        $errors['website'][] = 'Website is required.';
    } elseif (filter_var($website, FILTER_VALIDATE_URL) === false) {
        $errors['website'][] = 'Website must be a URL.';
    }
    $id = $data['id'] ?? null;
    if (!is_string($id) || $id === '') {
        $errors['id'][] = 'Id is required.';
    } elseif (preg_match(UUID, $id) !== 1) {
        $errors['id'][] = 'Id must be a UUID.';
    }
    $birthday = $data['birthday'] ?? null;
    if (!is_string($birthday) || $birthday === '') {
        $errors['birthday'][] = 'Birthday is required.';
    } elseif (
        preg_match('/^(\d{4})-(\d\d)-(\d\d)$/D', $birthday, $part) !== 1
        || !checkdate((int) $part[2], (int) $part[3], (int) $part[1])
    ) {
        $errors['birthday'][] = 'Birthday must be a date.';
    }
    $plan = $data['plan'] ?? null;
    if (!is_string($plan) || $plan === '') {
        $errors['plan'][] = 'Plan is required.';
    } elseif (!in_array($plan, ['free', 'pro', 'team'], true)) {
        $errors['plan'][] = 'Plan must be one of free, pro and team.';
    }

    return $errors;
}

/**
 * @param array<string, mixed> $data
 *
 * @return array<string, list<string>>
 */
function order_by_hand(array $data): array
{
    $errors = [];
    $reference = $data['reference'] ?? null;
    if (!is_string($reference) || preg_match('/^\d{4}-\d{6}$/D', $reference) !== 1) {
        $errors['reference'][] = 'Reference is not valid.';
    }
    $customer = $data['customer'] ?? null;
    if (!is_array($customer)) {
        $errors['customer'][] = 'Customer is required.';
    } else {
        $id = $customer['id'] ?? null;
        if (!is_string($id) || preg_match(UUID, $id) !== 1) {
            $errors['customer.id'][] = 'Customer id must be a UUID.';
        }
        $email = $customer['email'] ?? null;
        if (!is_string($email) || filter_var($email, FILTER_VALIDATE_EMAIL) === false) {
            $errors['customer.email'][] = 'Customer email must be an email address.';
        }
        $name = $customer['name'] ?? null;
        if (!is_string($name) || trim($name) === '' || mb_strlen($name) > 50) {
            $errors['customer.name'][] = 'Customer name must have at most 50 characters.';
        }
    }
    if (!in_array($data['currency'] ?? null, ['EUR', 'USD', 'GBP'], true)) {
        $errors['currency'][] = 'Currency must be one of EUR, USD and GBP.';
    }
    $note = $data['note'] ?? null;
    if ($note !== null && (!is_string($note) || mb_strlen($note) > 500)) {
        $errors['note'][] = 'Note must have at most 500 characters.';
    }
    $items = $data['items'] ?? null;
    if (!is_array($items) || $items === []) {
        $errors['items'][] = 'Items are required.';

        return $errors;
    }
    foreach ($items as $index => $item) {
        $sku = $item['sku'] ?? null;
        if (!is_string($sku) || preg_match('/^[A-Z]{2}-\d{5}$/D', $sku) !== 1) {
            $errors["items.$index.sku"][] = 'Sku is not valid.';
        }
        $title = $item['title'] ?? null;
        if (!is_string($title) || trim($title) === '' || mb_strlen($title) > 100) {
            $errors["items.$index.title"][] = 'Title must have at most 100 characters.';
        }
        $quantity = $item['quantity'] ?? null;
        if (!is_int($quantity) && filter_var($quantity, FILTER_VALIDATE_INT) === false || $quantity < 1 || $quantity > 999) {
            $errors["items.$index.quantity"][] = 'Quantity must be between 1 and 999.';
        }
        $price = $item['price'] ?? null;
        if (!is_numeric($price) || $price < 0) {
            $errors["items.$index.price"][] = 'Price must be at least 0.';
        }
        if (!in_array($item['gift'] ?? null, [true, false, 0, 1, '0', '1'], true)) {
            $errors["items.$index.gift"][] = 'Gift must be true or false.';
        }
    }

    return $errors;
}
