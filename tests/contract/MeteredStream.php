<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

/**
 * A stream that gives and takes few bytes at a time, and may cease to take any.
 */
class MeteredStream
{
    /** What there is to read. */
    public static string $content = '';
    /** What was written. */
    public static string $written = '';
    /** How many bytes a call gives or takes at most. */
    public static int $portion = 7;
    /** How many bytes it takes in all. */
    public static int $capacity = PHP_INT_MAX;
    /** What a write gives that takes nothing. */
    public static int|false $refusal = 0;

    /** @var resource|null Set by PHP. */
    public $context;

    private int $offset = 0;

    /**
     * @return resource
     */
    public static function open(string $content = '', int $portion = 7, int $capacity = PHP_INT_MAX, int|false $refusal = 0)
    {
        [self::$content, self::$written, self::$portion, self::$capacity, self::$refusal] = [$content, '', $portion, $capacity, $refusal];
        if (!\in_array('highper-metered', stream_get_wrappers(), true)) {
            stream_wrapper_register('highper-metered', self::class);
        }
        $stream = fopen('highper-metered://', 'r+');
        \assert(\is_resource($stream));

        return $stream;
    }

    public function stream_open(): bool
    {
        return true;
    }

    public function stream_read(int $count): string
    {
        $bytes = substr(self::$content, $this->offset, min($count, self::$portion));
        $this->offset += \strlen($bytes);

        return $bytes;
    }

    public function stream_eof(): bool
    {
        return $this->offset >= \strlen(self::$content);
    }

    public function stream_write(string $bytes): int|false
    {
        $taken = substr($bytes, 0, min(self::$portion, self::$capacity - \strlen(self::$written)));
        self::$written .= $taken;

        return $taken === '' ? self::$refusal : \strlen($taken);
    }
}
