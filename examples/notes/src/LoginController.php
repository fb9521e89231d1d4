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
        /** @var array{user: string, password: string} $login as the rules have it */
        $login = $request->validated($this->serializer, Rules::login());
        if (!$this->users->knows($login['user'], $login['password'])) {
            throw Problem::unauthorized('There is no such user with this password.');
        }

        return new Response(200, $this->tokens->issue($login['user']), ['Cache-Control' => 'no-store']);
    }
}
