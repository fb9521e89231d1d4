<?php

declare(strict_types=1);

/*
 * Whether the time that something takes depends on its input. Two classes of inputs are measured in random order, one call at a time, and
 * Welch's t says whether their means differ; since interruptions only make calls longer, it is also taken without the longest ones,
 * for several thresholds, and the largest |t| counts (the method of dudect: "Dude, is my code constant time?", 2017).
 *
 * It can find a leak, and never proves that there is none. Controls that do leak have to be found, or the rest means nothing.
 */

namespace HighPerApp\HighPer\Native\Benches\Crypto;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Benches\Effort;
use HighPerApp\HighPer\Native\Encoding;
use HighPerApp\HighPer\Native\Exception\CryptoException;
use HighPerApp\HighPer\Native\Exception\InvalidToken;
use HighPerApp\HighPer\Native\Hmac;
use HighPerApp\HighPer\Native\MacKey;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\SymmetricKey;

use function HighPerApp\HighPer\Native\Benches\quantile;
use function HighPerApp\HighPer\Native\equals;

/** Beyond this, chance is no explanation. */
const SUSPICIOUS = 10.0;

/** Seconds for each test, and the most measurements of one. */
const SECONDS = 3.5;
const MEASUREMENTS = 400_000;

/**
 * @return int What to exit with: 1 if a control was not found, or something else was.
 */
function timing(Effort $effort): int
{
    $quick = $effort->quick;
    // A collection in the middle of a call would be nobody's fault.
    gc_disable();
    printf("up to %.1f s and %d measurements a test; |t| beyond %.0f is suspicious\n", $quick ? SECONDS / 5 : SECONDS, MEASUREMENTS, SUSPICIOUS);
    printf("\n%-64s %8s %9s %9s %8s\n", '', 'calls', 'first, ns', 'other, ns', '|t|');
    $failed = false;
    foreach (timing_tests() as $title => ['inputs' => $inputs, 'run' => $run, 'leaks' => $leaks]) {
        if (!$leaks && !$effort->wants($title)) {
            continue;
        }
        [$times, $t] = tested($run, $inputs, $quick);
        $again = null;
        if (!$leaks && abs($t) > SUSPICIOUS) {
            // With the classes exchanged: a difference that comes of the measuring keeps its sign.
            [, $again] = tested($run, array_reverse($inputs), $quick);
        }
        $found = abs($t) > SUSPICIOUS && ($again === null || abs($again) > SUSPICIOUS && $t * $again < 0);
        $failed = $failed || $found !== $leaks;
        printf(
            "%-64s %8d %9.0f %9.0f %8.1f  %s%s\n",
            $title,
            count($times[0]) + count($times[1]),
            quantile($times[0], 0.5),
            quantile($times[1], 0.5),
            abs($t),
            match (true) {
                $leaks => $found ? 'found, as it has to be' : '* NOT FOUND: this run shows nothing',
                default => $found ? '* SUSPICIOUS' : '',
            },
            $again === null ? '' : sprintf($found ? ', again %.1f' : 'not confirmed: %.1f when measured again', abs($again)),
        );
    }

    return $failed ? 1 : 0;
}

/**
 * Tests: two classes of inputs, what is done with one, and whether it is known to leak.
 *
 * @return array<string, array{inputs: array{string, string}, run: callable(string): void, leaks: bool}>
 */
function timing_tests(): array
{
    $mac = random_bytes(32);
    $long = random_bytes(65536);
    $tests = [
        'control: 32 bytes, one by one in PHP, first or last wrong' => [
            'inputs' => [flipped($mac, 0), flipped($mac, 31)],
            'run' => static fn (string $given) => naively_equal($mac, $given),
            'leaks' => true,
        ],
        'control: 64 KiB with ===, first or last wrong' => [
            'inputs' => [flipped($long, 0), flipped($long, 65535)],
            'run' => static fn (string $given) => $given === $long,
            'leaks' => true,
        ],
        'control: a token decrypted with a naive comparison' => naive_token_test(),
    ];
    foreach ([Aead::XCHACHA20_POLY1305, Aead::CHACHA20_POLY1305, Aead::AES_256_GCM] as $algorithm) {
        $aead = new Aead(SymmetricKey::generate(), $algorithm);
        $sealed = $aead->seal(random_bytes(64));
        $tests["Aead::open $algorithm, tag wrong in first or last byte"] = [
            'inputs' => [flipped($sealed, -16), flipped($sealed, -1)],
            'run' => static function (string $sealed) use ($aead): void {
                try {
                    $aead->open($sealed);
                } catch (CryptoException) {
                }
            },
            'leaks' => false,
        ];
    }
    ['local' => $local, 'lid' => $footer, 'payload' => $payload] = paseto_inputs();
    $tokens = Paseto::local($local);
    $tests['LocalTokens::decrypt, MAC wrong in first or last byte'] = [
        'inputs' => wrong_tokens($tokens->encrypt($payload, $footer)),
        'run' => static function (string $token) use ($tokens): void {
            try {
                $tokens->decrypt($token);
            } catch (InvalidToken) {
            }
        },
        'leaks' => false,
    ];
    $key = MacKey::generate();
    $code = Hmac::sign('message', $key);
    $tests['Hmac::verify, code wrong in first or last byte'] = [
        'inputs' => [flipped($code, 0), flipped($code, -1)],
        'run' => static fn (string $code) => Hmac::verify($code, 'message', $key),
        'leaks' => false,
    ];
    foreach (['32 bytes' => $mac, '64 KiB' => $long] as $size => $known) {
        $tests["equals, $size, first or last byte wrong"] = [
            'inputs' => [flipped($known, 0), flipped($known, -1)],
            'run' => static fn (string $given) => equals($known, $given),
            'leaks' => false,
        ];
        $tests["equals, $size, one byte or all wrong"] = [
            'inputs' => [flipped($known, 0), ~$known],
            'run' => static fn (string $given) => equals($known, $given),
            'leaks' => false,
        ];
    }

    return $tests + encoding_tests();
}

/**
 * The decoders and encoders with contents that a table or a branch would treat differently.
 *
 * @return array<string, array{inputs: array{string, string}, run: callable(string): void, leaks: bool}>
 */
function encoding_tests(): array
{
    $bytes = random_bytes(1024);
    $fromHex = static fn (string $text) => Encoding::fromHex($text);
    $fromBase64 = static fn (string $text) => Encoding::fromBase64Url($text);

    return [
        'Encoding::hex, zeros or random' => [
            'inputs' => [str_repeat("\0", 1024), $bytes],
            'run' => static fn (string $bytes) => Encoding::hex($bytes),
            'leaks' => false,
        ],
        'Encoding::fromHex, zeros or random' => [
            'inputs' => [str_repeat('0', 2048), bin2hex($bytes)],
            'run' => $fromHex,
            'leaks' => false,
        ],
        'Encoding::fromHex, digits or letters' => [
            'inputs' => [str_repeat('0123456789', 200), str_repeat('abcdefabcd', 200)],
            'run' => $fromHex,
            'leaks' => false,
        ],
        'Encoding::base64Url, zeros or random' => [
            'inputs' => [str_repeat("\0", 1024), $bytes],
            'run' => static fn (string $bytes) => Encoding::base64Url($bytes),
            'leaks' => false,
        ],
        'Encoding::fromBase64Url, A or random' => [
            'inputs' => [str_repeat('A', 1364), Encoding::base64Url(substr($bytes, 0, 1023))],
            'run' => $fromBase64,
            'leaks' => false,
        ],
        'Encoding::fromBase64Url, letters or - and _' => [
            'inputs' => [str_repeat('Az', 682), str_repeat('-_', 682)],
            'run' => $fromBase64,
            'leaks' => false,
        ],
    ];
}

/**
 * What a hand-written token would show if it compared its MAC byte by byte: a leak as small as those that are looked for.
 *
 * @return array{inputs: array{string, string}, run: callable(string): void, leaks: bool}
 */
function naive_token_test(): array
{
    ['key' => $key, 'lid' => $footer, 'payload' => $payload] = paseto_inputs();

    return [
        'inputs' => wrong_tokens(handwritten_encrypt($payload, $key, $footer)),
        'run' => static function (string $token) use ($key): void {
            [$body, $footer] = handwritten_parts($token, 'v4.local.', 64);
            $nonce = substr($body, 0, 32);
            $tag = sodium_crypto_generichash(
                handwritten_local_input($nonce, substr($body, 32, -32), $footer, ''),
                sodium_crypto_generichash('paseto-auth-key-for-aead' . $nonce, $key),
            );
            naively_equal($tag, substr($body, -32));
        },
        'leaks' => true,
    ];
}

/**
 * A token whose MAC is wrong in its first byte, and one in which it is in its last.
 *
 * @return array{string, string}
 */
function wrong_tokens(string $token): array
{
    [$body, $footer] = handwritten_parts($token, 'v4.local.', 64);
    $tokens = [];
    foreach ([-32, -1] as $offset) {
        $tokens[] = 'v4.local.' . Encoding::base64Url(flipped($body, $offset)) . '.' . Encoding::base64Url($footer);
    }

    return $tokens;
}

function flipped(string $bytes, int $offset): string
{
    $bytes[$offset] = ~$bytes[$offset];

    return $bytes;
}

/** As nobody should do it. */
function naively_equal(string $known, string $given): bool
{
    for ($i = 0, $length = strlen($known); $i < $length; $i++) {
        if ($known[$i] !== $given[$i]) {
            return false;
        }
    }

    return true;
}

/**
 * The times of both classes, and the t in which they differ most.
 *
 * @param callable(string): mixed $run
 * @param array{string, string}   $inputs
 *
 * @return array{array{list<int>, list<int>}, float}
 */
function tested(callable $run, array $inputs, bool $quick): array
{
    $times = timed($run, $inputs, $quick ? SECONDS / 5 : SECONDS);

    return [$times, largest_t($times)];
}

/**
 * Measures both classes in random order.
 *
 * @param callable(string): mixed $run
 * @param array{string, string}   $inputs
 *
 * @return array{list<int>, list<int>} Nanoseconds.
 */
function timed(callable $run, array $inputs, float $seconds): array
{
    if (strlen($inputs[0]) !== strlen($inputs[1])) {
        throw new \LogicException('classes differ in nothing but their bytes');
    }
    [$first] = $inputs;
    $difference = $first ^ $inputs[1];
    $blocks = intdiv(strlen($first) + 7, 8);
    $times = [[], []];
    $end = PHP_INT_MAX;
    // What is done first is slower for everybody.
    for ($i = -2000; $i < MEASUREMENTS; $i++) {
        $class = mt_rand(0, 1);
        // The class is a mask, not an index: what was read before, and lies in a cache now, must not tell the classes apart either.
        $input = $first ^ ($difference & str_repeat(pack('q', -$class), $blocks));
        $begin = hrtime(true);
        $run($input);
        $taken = hrtime(true) - $begin;
        unset($input);
        if ($i >= 0) {
            $times[$class][] = $taken;
        } elseif ($i === -1) {
            $end = $begin + (int) ($seconds * 1e9);
        }
        if ($begin > $end) {
            break;
        }
    }

    return $times;
}

/**
 * The t of largest magnitude, of all measurements and of those below each of several thresholds.
 *
 * @param array{list<int>, list<int>} $times
 */
function largest_t(array $times): float
{
    $all = array_merge(...$times);
    sort($all);
    sort($times[0]);
    sort($times[1]);
    $last = count($all) - 1;
    // Squares of differences from the median stay small enough for floats.
    $centre = $all[intdiv($last, 2)];
    $thresholds = [];
    for ($i = 1; $i <= 50; $i++) {
        // Denser towards the longest calls.
        $thresholds[] = $all[(int) ($last * (1 - 0.5 ** ($i / 5)))];
    }
    $thresholds[] = $all[$last];
    $sums = [[0, 0.0, 0.0], [0, 0.0, 0.0]];
    $largest = 0.0;
    foreach ($thresholds as $threshold) {
        foreach ([0, 1] as $class) {
            [$count, $sum, $squares] = $sums[$class];
            while (isset($times[$class][$count]) && $times[$class][$count] <= $threshold) {
                $difference = (float) ($times[$class][$count] - $centre);
                $sum += $difference;
                $squares += $difference * $difference;
                $count++;
            }
            $sums[$class] = [$count, $sum, $squares];
        }
        $t = welch($sums[0], $sums[1]);
        $largest = abs($t) > abs($largest) ? $t : $largest;
    }

    return $largest;
}

/**
 * Welch's t.
 *
 * @param array{int, float, float} $one   Number, sum and sum of squares.
 * @param array{int, float, float} $other
 */
function welch(array $one, array $other): float
{
    $means = [];
    $error = 0.0;
    foreach ([$one, $other] as [$count, $sum, $squares]) {
        if ($count < 100) {
            return 0.0;
        }
        $means[] = $sum / $count;
        $error += ($squares - $sum * $sum / $count) / ($count - 1) / $count;
    }

    return $error > 0 ? ($means[0] - $means[1]) / sqrt($error) : 0.0;
}
