<?php

declare(strict_types=1);

/**
 * The user's classes that ours call: each calls its place first, and then does what it is there for.
 */
class Text implements Stringable
{
    public function __construct(private readonly Place $place, private readonly string $text)
    {
    }

    public function __toString(): string
    {
        ($this->place)();

        return $this->text;
    }
}

class Answering implements JsonSerializable
{
    public function __construct(private readonly Place $place, private readonly mixed $value, public mixed $more = null)
    {
    }

    public function jsonSerialize(): mixed
    {
        ($this->place)();

        return $this->value;
    }
}

class Falling
{
    public function __construct(private readonly Place $place, public mixed $more = 'more')
    {
    }

    public function __destruct()
    {
        ($this->place)();
    }
}

class FallingText extends Falling implements Stringable
{
    public function __toString(): string
    {
        return 'text';
    }
}

class Clock
{
    public function __construct(private readonly Place $place, private readonly mixed $now = null)
    {
    }

    public function now(): DateTimeImmutable
    {
        ($this->place)();

        return $this->now ?? new DateTimeImmutable('2026-01-01T00:00:00.5Z');
    }
}

class Moment extends DateTimeImmutable
{
    public ?Place $place = null;

    public function getTimestamp(): int
    {
        $this->place === null ?: ($this->place)();

        return parent::getTimestamp();
    }

    public function format(string $format): string
    {
        $this->place === null ?: ($this->place)();

        return parent::format($format);
    }
}

class FallingMoment extends DateTimeImmutable
{
    public ?Place $place = null;

    public function __destruct()
    {
        $this->place === null ?: ($this->place)();
    }
}

class Walk implements Iterator
{
    private int $at = 0;

    /**
     * @param list<mixed> $pieces
     * @param string      $where The method that calls the place.
     */
    public function __construct(private readonly Place $place, private array $pieces, private readonly string $where)
    {
    }

    private function at(string $method): void
    {
        $method !== $this->where ?: ($this->place)();
    }

    public function current(): mixed
    {
        $this->at('current');

        return $this->pieces[$this->at];
    }

    public function key(): int
    {
        return $this->at;
    }

    public function next(): void
    {
        $this->at++;
        $this->at('next');
    }

    public function rewind(): void
    {
        $this->at = 0;
        $this->at('rewind');
    }

    public function valid(): bool
    {
        $this->at('valid');

        return $this->at < count($this->pieces);
    }
}

class Aggregate implements IteratorAggregate
{
    public function __construct(private readonly Place $place, private readonly Iterator $iterator)
    {
    }

    public function getIterator(): Iterator
    {
        ($this->place)();

        return $this->iterator;
    }
}

/**
 * A stream that is PHP code. The path says which of its methods calls the place, as in `boundary://read`.
 */
class Wrapper
{
    /** What the next stream gets. */
    private static ?Place $nextPlace = null;

    private static string $nextContent = '';

    private static int $opened = 0;

    /** @var resource|null Set by PHP. */
    public $context;

    private ?Place $place = null;

    private string $content = '';

    private string $where = '';

    private int $at = 0;

    private function at(string $method): void
    {
        $method !== $this->where || $this->place === null ?: ($this->place)();
    }

    public function stream_open(string $path): bool
    {
        $this->where = explode('/', substr($path, strlen('boundary://')))[0];
        [$this->place, $this->content] = [self::$nextPlace, self::$nextContent];
        self::$nextPlace = null;
        $this->at('open');

        return true;
    }

    public function stream_read(int $count): string
    {
        $this->at('read');
        $bytes = substr($this->content, $this->at, min($count, 16));
        $this->at += strlen($bytes);

        return $bytes;
    }

    public function stream_write(string $bytes): int
    {
        $this->at('write');

        return min(strlen($bytes), 16);
    }

    public function stream_eof(): bool
    {
        $this->at('eof');

        return $this->at >= strlen($this->content);
    }

    public function stream_set_option(): bool
    {
        return false;
    }

    public function stream_flush(): bool
    {
        return true;
    }

    public function stream_close(): void
    {
        $this->at('close');
    }

    /**
     * @return array<string, int>
     */
    public function stream_stat(): array
    {
        return [];
    }

    /**
     * Gives the path of the next stream. No two are the same: where opening one ended in a fatal error, PHP takes that path for one that opens itself.
     */
    public static function path(Place $place, string $where, string $content = ''): string
    {
        [self::$nextPlace, self::$nextContent] = [$place, $content];

        return "boundary://$where/" . self::$opened++;
    }

    /**
     * @return resource
     */
    public static function open(Place $place, string $where, string $content = '')
    {
        return fopen(self::path($place, $where, $content), 'r+');
    }
}
stream_wrapper_register('boundary', Wrapper::class);

class Filter extends php_user_filter
{
    /** What the next filter gets. */
    private static ?Place $next = null;

    private ?Place $place = null;

    public function onCreate(): bool
    {
        $this->place = self::$next;

        return true;
    }

    /**
     * @param resource $in
     * @param resource $out
     * @param int      $consumed
     */
    public function filter($in, $out, &$consumed, bool $closing): int
    {
        $this->place === null || $closing ?: ($this->place)();
        while (($bucket = stream_bucket_make_writeable($in)) !== null) {
            $consumed += $bucket->datalen;
            stream_bucket_append($out, $bucket);
        }

        return PSFS_PASS_ON;
    }

    /**
     * @return resource
     */
    public static function on(Place $place, string $content = '')
    {
        $stream = fopen('php://memory', 'r+');
        fwrite($stream, $content);
        rewind($stream);
        self::$next = $place;
        // One for reading and one for writing are made.
        stream_filter_append($stream, 'boundary', STREAM_FILTER_ALL);
        self::$next = null;

        return $stream;
    }
}
stream_filter_register('boundary', Filter::class);
