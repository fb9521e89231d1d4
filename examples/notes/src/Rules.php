<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;

/**
 * What is asked of that which is posted, all in one place. Fields that no rule names are dropped.
 */
class Rules
{
    /** A small body can hold thousands of tags that are wrong. */
    private const MAX_ERRORS = 20;

    /**
     * A note, as it is made and replaced.
     *
     * @throws RuleException if a rule is at fault
     */
    public static function note(): Validator
    {
        return self::persistent('note', static fn (): Validator => Validator::compile(
            [
                // JSON is always UTF-8; MessagePack may bring other bytes, with which no note could be shown in JSON.
                'title' => 'bail|trim|required|string|encoding:UTF-8|max:200',
                'body' => 'bail|nullable|string|encoding:UTF-8',
                'folder' => 'bail|nullable|string|regex:~^[^/]+(?:/[^/]+)*$~u',
                'tags' => 'bail|nullable|list|max:20',
                'tags.*' => 'bail|trim|required|string|encoding:UTF-8|max:50',
            ],
            messages: ['folder.regex' => ':Attribute must be a path such as home/2026.'],
            attributes: ['tags.*' => 'a tag'],
        ));
    }

    /**
     * A user's name and password.
     *
     * @throws RuleException if a rule is at fault
     */
    public static function login(): Validator
    {
        return self::persistent('login', static fn (): Validator => Validator::compile([
            'user' => 'bail|required|string|max:100',
            'password' => 'bail|required|string|max:1000',
        ]));
    }

    /**
     * Rules, compiled once for each worker process, for values as JSON and MessagePack type them: no number is taken for a text.
     *
     * @param \Closure(): Validator $build
     *
     * @throws RuleException if a rule is at fault
     */
    private static function persistent(string $name, \Closure $build): Validator
    {
        $limited = static fn (): Validator => $build()->strict()->maxErrors(self::MAX_ERRORS);

        // The version is this file's state: edited rules are compiled again while the server runs.
        return Validator::persistent($name, $limited, (string) filemtime(__FILE__));
    }
}
