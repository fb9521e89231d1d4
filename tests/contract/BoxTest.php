<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Box;
use HighPerApp\HighPer\Native\KeyPair;
use HighPerApp\HighPer\Native\PublicKey;
use PHPUnit\Framework\TestCase;

/**
 * Box: encryption to public keys.
 */
class BoxTest extends TestCase
{
    use CryptoAssertions;

    private const SENDER = 'sEcReT/sender-half-32-bytes-long';
    /** What libsodium 1.0.18 made of 'What is sealed' for the pair of SECRET; the first with the sender above and a nonce of "nonce-". */
    private const ENCRYPTED = '6e6f6e63652d6e6f6e63652d6e6f6e63652d6e6f6e63652d845b3b50da7c9faae5c5ea81d88670502c584c346d0c523de847b193ea17';
    private const SEALED = 'da1bfe539396bc2216ec77c6f02683f7b673c1f2516b343a60c7d269b19e6326d024721d948a6bedb78a5e6e65b254cfb16ae47a02273e39622b4ecb8564';

    private static function sender(): KeyPair
    {
        return KeyPair::fromBytes(self::SENDER);
    }

    private static function recipient(): KeyPair
    {
        return KeyPair::fromBytes(self::SECRET);
    }

    public function testFixedMessages(): void
    {
        self::assertSame('What is sealed', Box::decrypt(hex2bin(self::ENCRYPTED), self::recipient(), self::sender()->publicKey()));
        self::assertSame('What is sealed', Box::decrypt(hex2bin(self::ENCRYPTED), self::sender(), self::recipient()->publicKey()), 'the shared secret is both\'s');
        self::assertSame('What is sealed', Box::open(hex2bin(self::SEALED), self::recipient()));
    }

    public function testRoundTrips(): void
    {
        $sender = KeyPair::generate();
        $recipient = KeyPair::generate();
        foreach ([...range(0, 70), 127, 128, 1000, 65537, 1 << 20] as $length) {
            $message = self::bytes($length);
            $encrypted = Box::encrypt($message, $sender, $recipient->publicKey());
            self::assertSame($length + 40, \strlen($encrypted), "$length bytes");
            self::assertTrue(Box::decrypt($encrypted, $recipient, $sender->publicKey()) === $message, "$length bytes");
            $sealed = Box::seal($message, $recipient->publicKey());
            self::assertSame($length + 48, \strlen($sealed), "$length bytes");
            self::assertTrue(Box::open($sealed, $recipient) === $message, "$length bytes");
        }
        self::assertSame('to oneself', Box::decrypt(Box::encrypt('to oneself', $sender, $sender->publicKey()), $sender, $sender->publicKey()));
    }

    public function testEachMessageIsAnother(): void
    {
        $starts = [];
        for ($round = 0; $round < 100; ++$round) {
            $starts[] = substr(Box::encrypt('m', self::sender(), self::recipient()->publicKey()), 0, 24);
            $starts[] = substr(Box::seal('m', self::recipient()->publicKey()), 0, 32);
        }
        self::assertCount(200, array_unique($starts));
    }

    public function testEveryTruncationAndEveryFlipIsRefused(): void
    {
        $sender = self::sender();
        $recipient = self::recipient();
        foreach (['', 'a message of more than thirty-two bytes'] as $message) {
            $encrypted = Box::encrypt($message, $sender, $recipient->publicKey());
            $sealed = Box::seal($message, $recipient->publicKey());
            foreach ([self::truncations($encrypted), self::flips($encrypted), ['longer' => "$encrypted\0", 'twice' => $encrypted . $encrypted, 'zeros' => str_repeat("\0", 100)]] as $changes) {
                foreach ($changes as $change => $bad) {
                    self::assertUnauthentic(static fn (): string => Box::decrypt($bad, $recipient, $sender->publicKey()), "encrypted: $change");
                }
            }
            foreach ([self::truncations($sealed), self::flips($sealed), ['longer' => "$sealed\0", 'twice' => $sealed . $sealed, 'zeros' => str_repeat("\0", 100)]] as $changes) {
                foreach ($changes as $change => $bad) {
                    self::assertUnauthentic(static fn (): string => Box::open($bad, $recipient), "sealed: $change");
                }
            }
        }
    }

    public function testOtherKeysAreRefused(): void
    {
        $encrypted = Box::encrypt('m', self::sender(), self::recipient()->publicKey());
        $sealed = Box::seal('m', self::recipient()->publicKey());
        $other = KeyPair::generate();
        self::assertUnauthentic(static fn (): string => Box::decrypt($encrypted, $other, self::sender()->publicKey()), 'another recipient');
        self::assertUnauthentic(static fn (): string => Box::decrypt($encrypted, self::recipient(), $other->publicKey()), 'another sender');
        self::assertUnauthentic(static fn (): string => Box::decrypt($encrypted, self::recipient(), self::recipient()->publicKey()), 'the recipient as the sender');
        self::assertUnauthentic(static fn (): string => Box::open($sealed, $other), 'another recipient');
        self::assertUnauthentic(static fn (): string => Box::open($sealed, self::sender()), 'another recipient');
        self::assertUnauthentic(static fn (): string => Box::open($encrypted, self::recipient()), 'the other kind');
        self::assertUnauthentic(static fn (): string => Box::decrypt($sealed, self::recipient(), self::sender()->publicKey()), 'the other kind');
    }

    /**
     * A sealed box names the public key that its secret is agreed with: one of small order makes the secret zero for everybody. These were
     * sealed with the key that comes of it, and are authentic to whoever does not look.
     */
    public function testSealedBoxesWithoutASecretAreRefused(): void
    {
        $forged = [
            '0000000000000000000000000000000000000000000000000000000000000000' => 'a3ba39b2e61d95c0f208db4ea14cf0e9bf4599541d4c',
            '0100000000000000000000000000000000000000000000000000000000000000' => '3ce6c9e30ac751ca7a743c557d8f06592d7c9fdc4e04',
            'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800' => '8170a82be5f1c311541d323aba0b4b5c89e1d2a238e9',
            '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157' => '311a32750ddeb59c73f1cbb06af4d7809b2733673ca9',
            'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f' => '7995dba43a0ae68a97e5ee9418a3684ae427856983ca',
            'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f' => '4311619a7002b9e5fc6743ae71dd9a75406db89935b9',
            'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f' => '2e85fb82fff070bd99221f859ba09bfd99fe41528ade',
        ];
        foreach ($forged as $point => $box) {
            self::assertUnauthentic(static fn (): string => Box::open(hex2bin($point . $box), self::recipient()), $point);
        }
    }

    public function testBothWaysWithSodium(): void
    {
        self::need('sodium');
        foreach ([0, 1, 31, 32, 33, 64, 1000, 70_000] as $length) {
            $message = self::bytes($length);
            $mine = KeyPair::generate();
            $theirs = sodium_crypto_box_keypair();
            $public = PublicKey::fromBytes(sodium_crypto_box_publickey($theirs));
            $to = sodium_crypto_box_keypair_from_secretkey_and_publickey(sodium_crypto_box_secretkey($theirs), $mine->publicKey()->toBytes());
            $encrypted = Box::encrypt($message, $mine, $public);
            self::assertSame($message, sodium_crypto_box_open(substr($encrypted, 24), substr($encrypted, 0, 24), $to), "$length bytes");
            $nonce = random_bytes(24);
            self::assertSame($message, Box::decrypt($nonce . sodium_crypto_box($message, $nonce, $to), $mine, $public), "$length bytes");
            self::assertSame($message, sodium_crypto_box_seal_open(Box::seal($message, $public), $theirs), "$length bytes");
            self::assertSame($message, Box::open(sodium_crypto_box_seal($message, $mine->publicKey()->toBytes()), $mine), "$length bytes");
        }
    }
}
