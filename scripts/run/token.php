<?php

declare(strict_types=1);

/*
 * Prints a token that the example has to refuse, signed with the example's own key but for the foreign one.
 *
 * Usage: php scripts/run/token.php KEYFILE expired|early|foreign|elsewhere|forged
 */

use HighPerApp\HighPer\Native\Encoding;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use Notes\KeyFile;
use Notes\Tokens;

require __DIR__ . '/../../examples/notes/autoload.php';

[, $file, $kind] = $argv;
$clock = static fn (string $moment): object => new class ($moment) {
    public function __construct(private readonly string $moment)
    {
    }

    public function now(): DateTimeImmutable
    {
        return new DateTimeImmutable($this->moment);
    }
};
$key = (new KeyFile($file))->key();
$issue = static fn (SecretKey $key, ?object $clock = null): string => (new Tokens($key, $clock))->issue('writer')['token'];

echo match ($kind) {
    'expired' => $issue($key, $clock('2 hours ago')),
    'early' => $issue($key, $clock('+2 hours')),
    'foreign' => $issue(SecretKey::generate()),
    'elsewhere' => Paseto::public($key, 'https://notes.example/login', 'https://elsewhere.example')->issue(['sub' => 'writer']),
    // The signature is left as it was; it is the last 64 bytes.
    'forged' => (static function (string $token): string {
        [$version, $purpose, $body] = explode('.', $token);
        $signed = Encoding::fromBase64Url($body);

        return "$version.$purpose." . Encoding::base64Url(str_replace('writer', 'editor', substr($signed, 0, -64)) . substr($signed, -64));
    })($issue($key)),
};
