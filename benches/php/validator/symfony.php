<?php

declare(strict_types=1);

/* Symfony's validator as its users call it on arrays: constraints that are built once. */

namespace HighPerApp\HighPer\Native\Benches\Validator;

use Symfony\Component\Validator\Constraint;
use Symfony\Component\Validator\Constraints as Assert;
use Symfony\Component\Validator\Context\ExecutionContextInterface;
use Symfony\Component\Validator\Validation;
use Symfony\Component\Validator\Validator\ValidatorInterface;

function symfony(): ?ValidatorInterface
{
    return class_exists(Validation::class) ? Validation::createValidator() : null;
}

/**
 * @return list<Constraint>
 */
function form_constraints(): array
{
    return [
        new Assert\Collection([
            'fields' => [
                'email' => [new Assert\NotBlank(), new Assert\Email(mode: Assert\Email::VALIDATION_MODE_HTML5), new Assert\Length(max: 100)],
                'password' => [new Assert\NotBlank(), new Assert\Length(min: 8, max: 64), new Assert\Regex('/^[\x21-\x7e]+$/D')],
                'password_confirmation' => new Assert\Optional(),
                'name' => [new Assert\NotBlank(), new Assert\Length(min: 2, max: 50)],
                'age' => [new Assert\NotBlank(), new Assert\Type('int'), new Assert\Range(min: 18, max: 120)],
                'website' => [new Assert\NotBlank(), new Assert\Url()],
                'id' => [new Assert\NotBlank(), new Assert\Uuid()],
                'birthday' => [new Assert\NotBlank(), new Assert\Date()],
                'plan' => [new Assert\NotBlank(), new Assert\Choice(['free', 'pro', 'team'])],
            ],
        ]),
        new Assert\Callback(static function (array $data, ExecutionContextInterface $context): void {
            if (($data['password'] ?? null) !== ($data['password_confirmation'] ?? null)) {
                $context->buildViolation('The password must be the same as its confirmation.')->atPath('[password]')->addViolation();
            }
        }),
    ];
}

function order_constraints(): Constraint
{
    return new Assert\Collection([
        'fields' => [
            'reference' => [new Assert\NotBlank(), new Assert\Regex('/^\d{4}-\d{6}$/D')],
            'customer' => new Assert\Collection([
                'fields' => [
                    'id' => [new Assert\NotBlank(), new Assert\Uuid()],
                    'email' => [new Assert\NotBlank(), new Assert\Email(mode: Assert\Email::VALIDATION_MODE_HTML5)],
                    'name' => [new Assert\NotBlank(), new Assert\Length(max: 50)],
                ],
            ]),
            'currency' => [new Assert\NotBlank(), new Assert\Choice(['EUR', 'USD', 'GBP'])],
            'note' => new Assert\Optional([new Assert\Length(max: 500)]),
            'items' => [
                new Assert\Count(min: 1),
                new Assert\All([
                    new Assert\Collection([
                        'fields' => [
                            'sku' => [new Assert\NotBlank(), new Assert\Regex('/^[A-Z]{2}-\d{5}$/D')],
                            'title' => [new Assert\NotBlank(), new Assert\Length(max: 100)],
                            'quantity' => [new Assert\NotBlank(), new Assert\Type('int'), new Assert\Range(min: 1, max: 999)],
                            'price' => [new Assert\NotBlank(), new Assert\Type('numeric'), new Assert\Range(min: 0)],
                            'gift' => [new Assert\NotNull(), new Assert\Type('bool')],
                        ],
                    ]),
                ]),
            ],
        ],
    ]);
}

/**
 * @param array<string, mixed>       $data
 * @param Constraint|list<Constraint> $constraints
 *
 * @return array<string, list<string>>
 */
function by_symfony(ValidatorInterface $validator, array $data, Constraint|array $constraints): array
{
    $errors = [];
    foreach ($validator->validate($data, $constraints) as $violation) {
        $path = str_replace(['][', '[', ']'], ['.', '', ''], $violation->getPropertyPath());
        $errors[$path][] = (string) $violation->getMessage();
    }

    return $errors;
}
