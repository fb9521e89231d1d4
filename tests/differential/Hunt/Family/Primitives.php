<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Box;
use HighPerApp\HighPer\Native\DerivationKey;
use HighPerApp\HighPer\Native\Encoding;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Hmac;
use HighPerApp\HighPer\Native\Kdf;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\MacKey;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\Password;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\Sign;
use HighPerApp\HighPer\Native\SigningKey;
use HighPerApp\HighPer\Native\SymmetricKey;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Values;

/**
 * Cryptography beside ext-sodium, ext-openssl and ext-hash; and what one backend has sealed, opened by all.
 */
class Primitives implements Family
{
    private const SHA = ['sha256', 'sha384', 'sha512'];

    public function missing(): ?string
    {
        return \extension_loaded('sodium') && \extension_loaded('openssl') ? null : 'ext-sodium or ext-openssl is not loaded';
    }

    public function make(Values $values): array
    {
        return [
            'key' => $values->random->getInt(0, PHP_INT_MAX),
            'mac' => bin2hex($values->random->getBytes($values->random->getInt(16, 64))),
            // Lengths around the blocks of ciphers and digests.
            'message' => str_repeat($values->bytes() . 'a', $values->chance(80) ? 1 : $values->random->getInt(1, 200)),
            'data' => $values->chance(50) ? '' : $values->bytes(),
            'info' => $values->string(),
            'length' => $values->random->getInt(1, 100),
            'cut' => $values->random->getInt(0, 300),
            'damage' => [$values->random->getInt(0, 10_000), $values->random->getInt(1, 255)],
            'password' => $values->chance(2),
        ];
    }

    public function artifacts(array $case): array
    {
        [$key, , , $signing, $pair, $other] = self::keys($case);
        $stream = new SealStream($key);
        $chunks = [$stream->header(), $stream->push(substr($case['message'], 0, $case['cut']), SealStream::MESSAGE, $case['data']), $stream->push(substr($case['message'], $case['cut']), SealStream::FINAL)];
        $made = [
            'stream' => implode("\0|\0", array_map(bin2hex(...), $chunks)),
            'box' => Box::encrypt($case['message'], $pair, $other->publicKey()),
            'sealed box' => Box::seal($case['message'], $other->publicKey()),
            'signature' => Sign::detached($case['message'], $signing),
        ];
        foreach (self::algorithms() as $algorithm) {
            $made[$algorithm] = (new Aead($key, $algorithm))->seal($case['message'], $case['data']);
        }

        return $made + ($case['password'] ? ['password' => Password::hash($case['info'], 1024, 1)] : []);
    }

    public function answers(array $case, array $artifacts): array
    {
        [$key, $mac, $derivation, $signing, $pair, $other] = self::keys($case);
        ['message' => $message, 'data' => $data, 'info' => $info, 'length' => $length] = $case;
        $answers = [
            'digests' => self::same(array_map(static fn (string $name): string => Hash::digest($message, $name), self::SHA), array_map(static fn (string $name): string => hash($name, $message, true), self::SHA)),
            'checksums' => self::same([Hash::hex($message, 'xxh3'), Hash::hex($message, 'crc32c')], [hash('xxh3', $message), hash('crc32c', $message)]),
            'blake2b' => self::same(Hash::digest($message, 'blake2b', $mac, max(16, min(64, $length))), sodium_crypto_generichash($message, $mac->reveal(), max(16, min(64, $length)))),
            'in pieces' => self::same((new Hash('sha384'))->update(substr($message, 0, $case['cut']))->update(substr($message, $case['cut']))->finish(), hash('sha384', $message, true)),
            'hmac' => self::same(array_map(static fn (string $name): string => Hmac::sign($message, $mac, $name), self::SHA), array_map(static fn (string $name): string => hash_hmac($name, $message, $mac->reveal(), true), self::SHA)),
            'hkdf' => self::same(Kdf::hkdf($derivation, $length, $info, $data, 'sha512'), hash_hkdf('sha512', $derivation->reveal(), $length, $info, $data)),
            'hex' => self::same([Encoding::hex($message), Encoding::fromHex(strtoupper(bin2hex($message)))], [bin2hex($message), $message]),
            'base64url' => self::same([Encoding::base64Url($message), Encoding::fromBase64Url(Encoding::base64Url($message))], [sodium_bin2base64($message, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING), $message]),
            'odd hex' => Seen::of(static fn (): string => Encoding::fromHex($info)),
            'odd base64url' => Seen::of(static fn (): string => Encoding::fromBase64Url($info)),
            'signing' => self::same(Sign::detached($message, $signing), sodium_crypto_sign_detached($message, $signing->reveal())),
            'names' => Seen::value([$key->keyId(), $mac->keyId(), $signing->keyId(), $signing->verifyingKey()->toPem(), $pair->publicKey()->keyId()]),
        ];
        // Pure PHP has none.
        $answers['blake3'] = Backend::current() === 'php' ? self::UNKNOWN : Seen::value([Hash::hex($message, 'blake3')]);
        foreach (array_column($artifacts, 'stream') as $i => $text) {
            [$header, $first, $last] = array_map(hex2bin(...), explode("\0|\0", $text));
            $open = new OpenStream($key, $header);
            $answers["stream $i"] = self::same($open->pull($first, $data) . $open->pull($last), $message);
            $state = sodium_crypto_secretstream_xchacha20poly1305_init_pull($header, $key->reveal());
            $answers["stream $i by sodium"] = self::same(sodium_crypto_secretstream_xchacha20poly1305_pull($state, $first, $data)[0], substr($message, 0, $case['cut']));
        }
        foreach (array_column($artifacts, 'box') as $i => $box) {
            $answers["box $i"] = self::same(Box::decrypt($box, $other, $pair->publicKey()), $message);
            $keys = sodium_crypto_box_keypair_from_secretkey_and_publickey(substr($other->reveal(), 0, 32), $pair->publicKey()->toBytes());
            $answers["box $i by sodium"] = self::same(sodium_crypto_box_open(substr($box, 24), substr($box, 0, 24), $keys), $message);
            $answers["box $i damaged"] = self::refused(Seen::of(static fn (): string => Box::decrypt(self::damaged($box, $case), $other, $pair->publicKey())));
        }
        foreach (array_column($artifacts, 'sealed box') as $i => $box) {
            $answers["sealed box $i"] = self::same(Box::open($box, $other), $message);
            $answers["sealed box $i by sodium"] = self::same(sodium_crypto_box_seal_open($box, substr($other->reveal(), 0, 32) . $other->publicKey()->toBytes()), $message);
        }
        foreach (array_column($artifacts, 'signature') as $i => $signature) {
            $public = $signing->verifyingKey();
            $answers["signature $i"] = self::same([Sign::verify($signature, $message, $public), Sign::verify(self::damaged($signature, $case), $message, $public)], [true, false]);
        }
        foreach (array_column($artifacts, 'password') as $i => $hash) {
            $answers["password $i"] = self::same([Password::verify($info, $hash), Password::verify("$info.", $hash), password_verify($info, $hash)], [true, false, true]);
        }
        foreach (self::algorithms() as $algorithm) {
            foreach (array_column($artifacts, $algorithm) as $i => $sealed) {
                $aead = new Aead($key, $algorithm);
                $answers["$algorithm $i"] = self::same($aead->open($sealed, $data), $message);
                $answers["$algorithm $i by others"] = self::same(self::openedByOthers($algorithm, $sealed, $data, $key->reveal()), $message);
                $answers["$algorithm $i damaged"] = self::refused(Seen::of(static fn (): string => $aead->open(self::damaged($sealed, $case), $data)));
                $answers["$algorithm $i, other data"] = self::refused(Seen::of(static fn (): string => $aead->open($sealed, "$data.")));
            }
        }

        return $answers;
    }

    public function snippet(array $case): string
    {
        $code = array_map(Code::of(...), $case);

        return <<<PHP
            \$key = SymmetricKey::fromBytes(hash('sha256', '$case[key]', true));
            \$mac = MacKey::fromHex('$case[mac]');
            \$signing = SigningKey::fromSeed(hash('sha256', '$case[key]', true));
            foreach (['sha256', 'sha384', 'sha512', 'xxh3', 'crc32c', 'blake2b'] as \$name) { var_dump(\$name, Hash::hex($code[message], \$name), in_array(\$name, hash_algos()) ? hash(\$name, $code[message]) : null); }
            foreach (['xchacha20-poly1305', 'chacha20-poly1305', 'aes-256-gcm'] as \$name) { var_dump(\$name, (new Aead(\$key, \$name))->open((new Aead(\$key, \$name))->seal($code[message], $code[data]), $code[data])); }
            var_dump(bin2hex(Hmac::sign($code[message], \$mac)), bin2hex(Kdf::hkdf(DerivationKey::fromHex('$case[mac]'), $case[length], $code[info], $code[data], 'sha512')), bin2hex(Sign::detached($code[message], \$signing)));
            PHP;
    }

    /** @return list<string> */
    private static function algorithms(): array
    {
        return [Aead::XCHACHA20_POLY1305, Aead::CHACHA20_POLY1305, Aead::AES_256_GCM];
    }

    /**
     * @param array<string, mixed> $case
     *
     * @return array{SymmetricKey, MacKey, DerivationKey, SigningKey, KeyPair, KeyPair}
     */
    private static function keys(array $case): array
    {
        $seed = hash('sha256', (string) $case['key'], true);

        return [
            SymmetricKey::fromBytes($seed), MacKey::fromHex($case['mac']), DerivationKey::fromHex($case['mac']), SigningKey::fromSeed($seed), KeyPair::fromSeed($seed), KeyPair::fromSeed(strrev($seed)),
        ];
    }

    private static function openedByOthers(string $algorithm, string $sealed, string $data, string $key): string|false
    {
        return match ($algorithm) {
            Aead::XCHACHA20_POLY1305 => sodium_crypto_aead_xchacha20poly1305_ietf_decrypt(substr($sealed, 24), $data, substr($sealed, 0, 24), $key),
            Aead::CHACHA20_POLY1305 => sodium_crypto_aead_chacha20poly1305_ietf_decrypt(substr($sealed, 12), $data, substr($sealed, 0, 12), $key),
            default => openssl_decrypt(substr($sealed, 12, -16), 'aes-256-gcm', $key, OPENSSL_RAW_DATA, substr($sealed, 0, 12), substr($sealed, -16), $data),
        };
    }

    private static function same(mixed $ours, mixed $theirs): string
    {
        return $ours === $theirs ? Seen::value($ours) : self::WRONG . Seen::value($ours) . ', not ' . Seen::value($theirs);
    }

    private static function refused(string $answer): string
    {
        return str_starts_with($answer, 'throws ') ? $answer : self::WRONG . $answer;
    }

    /** @param array<string, mixed> $case */
    private static function damaged(string $bytes, array $case): string
    {
        $at = $case['damage'][0] % \strlen($bytes);

        return substr_replace($bytes, \chr(\ord($bytes[$at]) ^ max(1, $case['damage'][1])), $at, 1);
    }
}
