<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

/**
 * Which bytes are public keys. What is looked at here is public, so nothing takes constant time.
 *
 * @internal
 */
class Curve25519
{
    /** The y coordinates, without sign, of the eight points of Ed25519 whose order divides 8. */
    private const SMALL_ORDER_Y = [
        '0000000000000000000000000000000000000000000000000000000000000000',
        '0100000000000000000000000000000000000000000000000000000000000000',
        '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
        'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
        'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ];
    /** The u coordinates for which X25519 gives zero, on the curve and on its twist, and those that stand for them unreduced. */
    private const SMALL_ORDER_U = [
        '0000000000000000000000000000000000000000000000000000000000000000',
        '0100000000000000000000000000000000000000000000000000000000000000',
        '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
        'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
        'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
        'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
        'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ];
    /** 2^255 - 19, the field's prime. */
    private const PRIME = 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f';
    /** A field element is 15 limbs of so many bits. */
    private const BITS = 17;
    private const LIMBS = 15;
    private const MASK = (1 << self::BITS) - 1;

    /**
     * Whether 32 bytes are a point of Ed25519 as RFC 8032, 5.1.3 decodes it, and not one of small order.
     */
    public static function isVerifyingKey(string $bytes): bool
    {
        $y = self::withoutTopBit($bytes);
        if (\in_array(bin2hex($y), self::SMALL_ORDER_Y, true) || strcmp(strrev($y), strrev((string) hex2bin(self::PRIME))) >= 0) {
            return false;
        }
        try {
            // Fast, but refuses points outside the subgroup of prime order, which are none of small order, either.
            sodium_crypto_sign_ed25519_pk_to_curve25519($bytes);

            return true;
        } catch (\SodiumException) {
            return self::isOnCurve($y);
        }
    }

    /**
     * Whether 32 bytes are a public key of X25519 with which a shared secret is one.
     */
    public static function isPublicKey(string $bytes): bool
    {
        return !\in_array(bin2hex(self::withoutTopBit($bytes)), self::SMALL_ORDER_U, true);
    }

    private static function withoutTopBit(string $bytes): string
    {
        $bytes[31] = \chr(\ord($bytes[31]) & 0x7f);

        return $bytes;
    }

    /**
     * Whether x^2 = (y^2 - 1) / (d y^2 + 1) has a solution. With d = -121665 / 121666, the fraction is a square if and only if
     * (y^2 - 1) (121666 - 121665 y^2) 121666 is one; by Euler's criterion, if its power of (p - 1) / 2 is 1. It is not 0, since
     * 1 and -1 are of small order.
     */
    private static function isOnCurve(string $y): bool
    {
        $y = self::limbs($y);
        $square = self::product($y, $y);
        $value = self::product(self::linear(1, $square, -1), self::linear(-121665, $square, 121666));
        $value = self::linear(121666, $value, 0);

        // The power of 2^n - 1, by way of smaller n; then 2^254 - 10 = 16 (2^250 - 1) + 6.
        $powers = [1 => $value];
        $n = 1;
        foreach ([1, 2, 1, 5, 10, 20, 10, 50, 100, 50] as $more) {
            $powers[$n + $more] = self::product(self::squared($powers[$n], $more), $powers[$more]);
            $n += $more;
        }
        $sixth = self::product(self::squared($value, 2), self::squared($value, 1));
        $result = self::product(self::squared($powers[$n], 4), $sixth);
        $prime = self::limbs((string) hex2bin(self::PRIME));

        return $result === self::linear(0, $prime, 1) || $result === [$prime[0] + 1] + $prime;
    }

    /**
     * @param list<int> $limbs
     *
     * @return list<int> factor * limbs + summand
     */
    private static function linear(int $factor, array $limbs, int $summand): array
    {
        foreach ($limbs as $i => $limb) {
            $limbs[$i] = $factor * $limb;
        }
        $limbs[0] += $summand;

        return self::carried($limbs);
    }

    /**
     * @param string $bytes Little-endian, less than 2^255.
     *
     * @return list<int>
     */
    private static function limbs(string $bytes): array
    {
        $limbs = [];
        [$bits, $count] = [0, 0];
        foreach (str_split($bytes) as $byte) {
            $bits |= \ord($byte) << $count;
            $count += 8;
            if ($count >= self::BITS) {
                $limbs[] = $bits & self::MASK;
                $bits >>= self::BITS;
                $count -= self::BITS;
            }
        }

        return $limbs;
    }

    /**
     * Brings every limb into 0 to 2^17 - 1; what leaves at the top comes back 19-fold at the bottom.
     *
     * @param list<int> $limbs
     *
     * @return list<int>
     */
    private static function carried(array $limbs): array
    {
        do {
            $carry = 0;
            foreach ($limbs as $i => $limb) {
                $limb += $carry;
                $carry = $limb >> self::BITS;
                $limbs[$i] = $limb & self::MASK;
            }
            $limbs[0] += 19 * $carry;
        } while ($carry !== 0);

        return $limbs;
    }

    /**
     * @param list<int> $left
     * @param list<int> $right
     *
     * @return list<int>
     */
    private static function product(array $left, array $right): array
    {
        $sums = array_fill(0, 2 * self::LIMBS, 0);
        foreach ($left as $i => $limb) {
            foreach ($right as $j => $other) {
                $sums[$i + $j] += $limb * $other;
            }
        }
        for ($i = 0; $i < self::LIMBS; ++$i) {
            $sums[$i] += 19 * $sums[$i + self::LIMBS];
        }

        return self::carried(\array_slice($sums, 0, self::LIMBS));
    }

    /**
     * @param list<int> $limbs
     *
     * @return list<int> Squared so many times.
     */
    private static function squared(array $limbs, int $times): array
    {
        for ($i = 0; $i < $times; ++$i) {
            $limbs = self::product($limbs, $limbs);
        }

        return $limbs;
    }
}
