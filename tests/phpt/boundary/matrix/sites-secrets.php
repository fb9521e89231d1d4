<?php

// No strict_types: objects are to be converted to the strings that methods ask for, which runs the user's code, too.

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalKeyRing;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\SymmetricKey;

/**
 * The methods of cryptography and PASETO that call the user's code.
 *
 * @return array<string, Closure(Place): mixed>
 */
function secrets_sites(): array
{
    $key = SymmetricKey::fromBytes(str_repeat('k', 32));
    $text = str_repeat('some text ', 50);
    $stream = function (string $content): mixed {
        $stream = fopen('php://memory', 'r+');
        fwrite($stream, $content);
        rewind($stream);

        return $stream;
    };
    $sealed = function () use ($key, $text, $stream): string {
        $target = $stream('');
        SealStream::copy($key, $stream($text), $target, chunkSize: 64);

        return stream_get_contents($target, -1, 0);
    };
    $progress = fn (Place $place): Closure => function (int $done) use ($place): void { $place(); };
    $sites = [
        'SealStream::copy, progress' => function (Place $place) use ($key, $text, $stream, $progress): array {
            [$source, $target] = [$stream($text), $stream('')];
            $place->again = fn (): mixed => SealStream::copy($key, $stream($text), $stream(''), chunkSize: 100);

            return [SealStream::copy($key, $source, $target, $progress($place), 64)];
        },
        'SealStream::copy, streams are closed' => function (Place $place) use ($key, $text, $stream, $progress): array {
            [$source, $target] = [$stream($text), $stream('')];
            $place->letGo = function () use (&$source, &$target): void { fclose($source); fclose($target); $source = $target = null; };
            try {
                return [SealStream::copy($key, $source, $target, $progress($place), 64)];
            } catch (TypeError | RuntimeException $error) {
                return [$error instanceof TypeError ? 'TypeError' : $error->getMessage()];
            }
        },
        'SealStream::copy, a source' => fn (Place $place): array => [SealStream::copy($key, Wrapper::open($place, 'read', $text), $stream(''), null, 64)],
        'SealStream::copy, a filter' => fn (Place $place): array => [SealStream::copy($key, $stream($text), Filter::on($place), null, 64)],
        'OpenStream::copy, a source' => function (Place $place) use ($key, $stream, $sealed): array {
            $target = $stream('');

            return [OpenStream::copy($key, Wrapper::open($place, 'read', $sealed()), $target, null, 64), stream_get_contents($target, -1, 0)];
        },
        'OpenStream::copy, a target' => function (Place $place) use ($key, $stream, $sealed): array {
            $target = Wrapper::open($place, 'write');
            stream_set_write_buffer($target, 0);

            return [OpenStream::copy($key, $stream($sealed()), $target, null, 64)];
        },
        'OpenStream::copy, progress' => fn (Place $place): array => [OpenStream::copy($key, $stream($sealed()), $stream(''), $progress($place), 64)],
        'Hash::file, a path that is opened' => fn (Place $place): array => [bin2hex(Hash::file(Wrapper::path($place, 'open', $text)))],
        'Hash::file, a path that is read' => fn (Place $place): array => [bin2hex(Hash::file(Wrapper::path($place, 'read', $text), 'sha256'))],
        'Hash::file, a path that is closed' => fn (Place $place): array => [bin2hex(Hash::file(Wrapper::path($place, 'close', $text), 'sha512'))],
        'Hash::file, a stream' => fn (Place $place): array => [bin2hex(Hash::file(Wrapper::open($place, 'eof', $text), 'blake2b'))],
        'Hash::update, a text' => function (Place $place): array {
            $hash = new Hash('sha256');
            $place->letGo = function () use (&$hash): void { $hash = null; };
            $place->again = fn (): mixed => $hash?->update('');

            return [bin2hex($hash->update(new Text($place, 'abc'))->finish())];
        },
        'Aead::open, a text' => function (Place $place) use ($key): array {
            $aead = new Aead($key);
            $place->letGo = function () use (&$aead): void { $aead = null; };
            $place->again = fn (): mixed => $aead?->seal('again');

            return [$aead->open($aead->seal('message', 'ad'), new Text($place, 'ad'))];
        },
    ];
    $local = LocalKey::fromBytes(str_repeat('l', 32));
    $secret = SecretKey::fromSeed(str_repeat('s', 32));
    $makers = [
        'local' => fn (?object $clock): object => Paseto::local($local, 'me', clock: $clock),
        'public' => fn (?object $clock): object => Paseto::public($secret, 'me', clock: $clock),
        'a ring' => fn (?object $clock): object => Paseto::local(new LocalKeyRing([$local]), 'me', clock: $clock),
    ];
    foreach ($makers as $purpose => $make) {
        $sites["issue ($purpose), the clock"] = function (Place $place) use ($make): array {
            $tokens = $make(new Clock($place));
            $place->letGo = function () use (&$tokens): void { $tokens = null; };
            $place->again = fn (): mixed => $tokens?->issue(['again' => str_repeat('a', 500)]);
            $token = $tokens->issue(['a' => str_repeat('x', 100)], ['f' => 1]);

            return [$make(new Clock(new Place(fn () => null)))->parse($token)->claims];
        };
        $sites["parse ($purpose), the clock"] = function (Place $place) use ($make): array {
            $token = $make(new Clock(new Place(fn () => null)))->issue(['a' => str_repeat('x', 100)], ['f' => 'footer']);
            $tokens = $make(new Clock($place));
            $place->letGo = function () use (&$tokens, &$token): void { $tokens = $token = null; };
            $place->again = fn (): mixed => $token === null ? null : $tokens?->parse($token);

            return [$tokens->parse($token)->claims];
        };
        $sites["issue ($purpose), claims"] = function (Place $place) use ($make): array {
            $tokens = $make(null);
            $claims = ['a' => str_repeat('a', 200), 'b' => new Answering($place, ['c' => 1])];
            $place->letGo = function () use (&$tokens, &$claims): void { $tokens = $claims = null; };
            $place->change = function () use (&$claims): void { $claims['new'] = 1; unset($claims['a']); };
            $place->again = fn (): mixed => $tokens?->issue(['again' => str_repeat('a', 5000)]);
            $held = &$claims;

            return [array_diff_key($make(null)->parse($tokens->issue($held))->claims, ['iat' => 1, 'exp' => 1])];
        };
        $sites["issue ($purpose), a footer"] = function (Place $place) use ($make): array {
            $tokens = $make(null);
            $place->letGo = function () use (&$tokens): void { $tokens = null; };
            $place->again = fn (): mixed => $tokens?->issue([], ['other' => 'footer']);

            return [$make(null)->parse($tokens->issue(['a' => 1], ['f' => new Answering($place, 'oo')]))->footer];
        };
        $sites["issue ($purpose), a moment"] = function (Place $place) use ($make): array {
            $tokens = $make(new Clock(new Place(fn () => null)));
            $moment = new Moment('2027-01-01T00:00:00Z');
            $moment->place = $place;
            $claims = ['exp' => &$moment, 'a' => 1];
            $place->letGo = function () use (&$tokens, &$moment): void { $tokens = $moment = null; };
            $place->change = function () use (&$moment): void { $moment = 'changed'; };

            return [$tokens->issue($claims) !== ''];
        };
        $sites["parse ($purpose), what now() gives falls"] = function (Place $place) use ($make): array {
            $fixed = $make(new Clock(new Place(fn () => null)));
            $moment = new FallingMoment('2026-01-01T00:00:00.5Z');
            $moment->place = $place;
            $clock = new class ($moment) {
                public function __construct(private ?object $moment)
                {
                }

                public function now(): DateTimeImmutable
                {
                    [$moment, $this->moment] = [$this->moment, null];

                    return $moment ?? new DateTimeImmutable('2026-01-01T00:00:00.5Z');
                }
            };
            unset($moment);
            $tokens = $make($clock);
            $place->letGo = function () use (&$tokens): void { $tokens = null; };

            return [$tokens->parse($fixed->issue(['a' => 1]))->claims['a']];
        };
    }

    return $sites;
}
