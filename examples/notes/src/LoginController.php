<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Serializer;

/**
 * A name and a password against a token.
 */
class LoginController
{
    public function __construct(
        private readonly UserStore $users,
        private readonly Tokens $tokens,
        private readonly Serializer $serializer,
    ) {
    }

    /**
     * @throws Problem if the body is no login, or not one of a user
     */
    public function login(Request $request): Response
    {
        $fields = $request->fields($this->serializer);
        $errors = [];
        foreach (['user', 'password'] as $name) {
            if (!is_string($fields[$name] ?? null)) {
                $errors[$name] = 'is a text';
            }
        }
        if ($errors !== []) {
            throw new Problem(422, 'The login is not complete or not correct.', $errors);
        }
        if (!$this->users->knows($fields['user'], $fields['password'])) {
            throw Problem::unauthorized('There is no such user with this password.');
        }

        return new Response(200, $this->tokens->issue($fields['user']), ['Cache-Control' => 'no-store']);
    }
}
