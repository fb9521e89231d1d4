<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Addresses and names of the network: IPv4, IPv6, ranges of them, MAC, host names.
 *
 * @internal
 */
class Network
{
    private const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?+';

    private const HOSTNAME = '~\A(?:' . self::LABEL . '\.)*+(?![0-9]++\z)' . self::LABEL . '\z~';

    public static function isIp(string $text): bool
    {
        return filter_var($text, FILTER_VALIDATE_IP) !== false;
    }

    public static function isIpv4(string $text): bool
    {
        return filter_var($text, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4) !== false;
    }

    public static function isIpv6(string $text): bool
    {
        return filter_var($text, FILTER_VALIDATE_IP, FILTER_FLAG_IPV6) !== false;
    }

    /**
     * An address and the length of a prefix, `10.0.0.0/8`; of both versions, or of the one named.
     *
     * @param int|null $version 4 or 6.
     */
    public static function isCidr(string $text, ?int $version = null): bool
    {
        if (preg_match('~\A([^/]++)/(0|[1-9][0-9]{0,2})\z~', $text, $parts) !== 1) {
            return false;
        }

        return ($version !== 6 && (int) $parts[2] <= 32 && self::isIpv4($parts[1])) || ($version !== 4 && (int) $parts[2] <= 128 && self::isIpv6($parts[1]));
    }

    public static function isMac(string $text): bool
    {
        return filter_var($text, FILTER_VALIDATE_MAC) !== false;
    }

    /**
     * A host name of RFC 1123, 2.1: labels of letters, digits and inner hyphens, the last one not of digits alone.
     */
    public static function isHostname(string $text): bool
    {
        return \strlen($text) <= 253 && preg_match(self::HOSTNAME, $text) === 1;
    }
}
