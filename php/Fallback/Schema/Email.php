<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * Mailboxes (RFC 5321, 4.1.2).
 *
 * @internal
 */
class Email
{
    private const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}\\~-]++";

    private const LOCAL = '~^(?:' . self::ATOM . '(?:\.' . self::ATOM . ')*+|"(?:[\x20\x21\x23-\x5B\x5D-\x7E]|\\\\[\x20-\x7E])*+")$~D';

    public static function isValid(string $email): bool
    {
        $at = strrpos($email, '@');
        if ($at === false || $at > 64) {
            return false;
        }
        $domain = substr($email, $at + 1);
        if (preg_match(self::LOCAL, substr($email, 0, $at)) !== 1) {
            return false;
        }
        if (!str_starts_with($domain, '[')) {
            return Hostname::isValid($domain);
        }
        if (!str_ends_with($domain, ']')) {
            return false;
        }
        $address = substr($domain, 1, -1);

        return strncasecmp($address, 'IPv6:', 5) === 0 ? Formats::ipv6(substr($address, 5)) : Formats::ipv4($address);
    }
}
