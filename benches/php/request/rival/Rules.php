<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Rival;

use Notes\Problem;
use Symfony\Component\Validator\Constraint;
use Symfony\Component\Validator\Constraints as Assert;
use Symfony\Component\Validator\Context\ExecutionContextInterface;
use Symfony\Component\Validator\Validation;
use Symfony\Component\Validator\Validator\ValidatorInterface;

/**
 * What is asked of that which is posted, by Symfony's validator. Constraints are for the array as it was decoded: an object with constraints on its
 * properties, and its metadata kept, was measured too, and took a quarter longer. What Symfony has no constraint for, trimming, is done before.
 */
class Rules
{
    private const MAX_ERRORS = 20;

    private readonly ValidatorInterface $validator;

    /** Each is made where it is first needed, and kept. */
    private ?Constraint $note = null;
    private ?Constraint $login = null;

    public function __construct()
    {
        $this->validator = Validation::createValidator();
    }

    /**
     * @param array<array-key, mixed> $fields
     *
     * @return array<array-key, mixed>
     *
     * @throws Problem if the fields do not follow the rules
     */
    public function note(array $fields): array
    {
        $trim = static fn (mixed $value): mixed => is_string($value) ? trim($value) : $value;
        // A collection's text for fields that are missing is the same for all of them.
        $fields['title'] = $trim($fields['title'] ?? null);
        if (is_array($fields['tags'] ?? null)) {
            $fields['tags'] = array_map($trim, $fields['tags']);
        }
        $this->check($fields, $this->note ??= $this->noteConstraint());

        return $fields;
    }

    /**
     * @param array<array-key, mixed> $fields
     *
     * @return array<array-key, mixed>
     *
     * @throws Problem if the fields do not follow the rules
     */
    public function login(array $fields): array
    {
        $fields += ['user' => null, 'password' => null];
        $this->check($fields, $this->login ??= $this->loginConstraint());

        return $fields;
    }

    /**
     * @param array<array-key, mixed> $fields
     *
     * @throws Problem that names every field that is wrong, not only the first
     */
    private function check(array $fields, Constraint $constraint): void
    {
        $violations = $this->validator->validate($fields, $constraint);
        if (count($violations) === 0) {
            return;
        }
        $errors = [];
        foreach ($violations as $number => $violation) {
            if ($number === self::MAX_ERRORS) {
                break;
            }
            $field = str_replace(['][', '[', ']'], ['.', '', ''], $violation->getPropertyPath());
            $errors[$field][] = (string) $violation->getMessage();
        }
        throw new Problem(422, 'The body does not follow the rules.', $errors);
    }

    private function noteConstraint(): Constraint
    {
        return new Assert\Collection(
            fields: [
                'title' => $this->text('Title', 200),
                'body' => new Assert\Optional([new Assert\Type('string', 'Body must be text.')]),
                'folder' => new Assert\Optional([new Assert\Sequentially([
                    new Assert\Type('string', 'Folder must be text.'),
                    new Assert\Regex('~^[^/]+(?:/[^/]+)*$~Du', 'Folder must be a path such as home/2026.'),
                ])]),
                'tags' => new Assert\Optional([new Assert\Sequentially([
                    new Assert\Type('array', 'Tags must be a list.'),
                    new Assert\Callback(static function (?array $tags, ExecutionContextInterface $context): void {
                        if ($tags !== null && !array_is_list($tags)) {
                            $context->addViolation('Tags must be a list.');
                        }
                    }),
                    new Assert\Count(max: 20, maxMessage: 'Tags must have at most {{ limit }} items.'),
                    new Assert\All([$this->text('A tag', 50)]),
                ])]),
            ],
            allowExtraFields: true,
        );
    }

    private function loginConstraint(): Constraint
    {
        return new Assert\Collection(
            fields: ['user' => $this->text('User', 100), 'password' => $this->text('Password', 1000)],
            allowExtraFields: true,
        );
    }

    /** A text that has to be there; only the first of what is wrong with it is told. */
    private function text(string $name, int $max): Constraint
    {
        return new Assert\Sequentially([
            new Assert\NotBlank(message: "$name is required."),
            new Assert\Type('string', "$name must be text."),
            new Assert\Length(max: $max, maxMessage: "$name must have at most {{ limit }} characters."),
        ]);
    }
}
