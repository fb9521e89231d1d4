<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

use HighPerApp\HighPer\Native\Exception\MessagePackException;

/**
 * A moment with nanoseconds: MessagePack's extension -1. It is a DateTimeImmutable, which has microseconds, and keeps the rest beside
 * it; what changes the moment through DateTimeImmutable's methods leaves that rest as it is.
 */
class Timestamp extends \DateTimeImmutable implements \JsonSerializable
{
    /** The nanoseconds below the microsecond, 0 to 999. */
    protected int $rest = 0;

    /**
     * Makes a moment in UTC.
     *
     * @param int $seconds     Since 1970-01-01 00:00:00 UTC.
     * @param int $nanoseconds 0 to 999999999, counted upwards also before 1970.
     *
     * @throws MessagePackException if the nanoseconds are out of range
     */
    public static function of(int $seconds, int $nanoseconds = 0): static
    {
        if ($nanoseconds < 0 || $nanoseconds > 999_999_999) {
            throw MessagePackException::of(MessagePackException::MALFORMED, "$nanoseconds nanoseconds", 'use 0 to 999999999');
        }
        $microsecond = intdiv($nanoseconds, 1000);
        $timestamp = (new static('@0'))->setTimestamp($seconds);
        if ($microsecond > 0) {
            $timestamp = $timestamp->setTime(
                (int) $timestamp->format('G'),
                (int) $timestamp->format('i'),
                (int) $timestamp->format('s'),
                $microsecond,
            );
        }
        $timestamp->rest = $nanoseconds % 1000;

        return $timestamp;
    }

    /**
     * The nanoseconds within the second, 0 to 999999999.
     */
    public function getNanosecond(): int
    {
        return (int) $this->format('u') * 1000 + $this->rest;
    }

    /**
     * The moment in UTC as RFC 3339 has it, with 0, 3, 6 or 9 digits of the second's fraction as it needs; transcoding writes the same.
     *
     * @throws MessagePackException if the year does not have four digits
     */
    public function jsonSerialize(): string
    {
        $utc = $this->setTimezone(new \DateTimeZone('UTC'));
        if ((int) $utc->format('Y') < 0 || (int) $utc->format('Y') > 9999) {
            throw MessagePackException::of(MessagePackException::MALFORMED, 'A moment beyond RFC 3339', 'it has years from 0000 to 9999');
        }
        $fraction = sprintf('%09d', $this->getNanosecond());
        $fraction = match (true) {
            $fraction === '000000000' => '',
            str_ends_with($fraction, '000000') => '.' . substr($fraction, 0, 3),
            str_ends_with($fraction, '000') => '.' . substr($fraction, 0, 6),
            default => ".$fraction",
        };

        return $utc->format('Y-m-d\TH:i:s') . $fraction . 'Z';
    }
}
