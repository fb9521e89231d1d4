<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Json;

use HighPerApp\HighPer\Native\Exception\JsonException;

/**
 * Encodes into a stream piece by piece: the outer arrays are walked here, what is in them goes through json_encode().
 *
 * @internal
 */
class Writer
{
    /** How much is collected before it is written. */
    private const CHUNK = 65536;

    /** How many levels of arrays are walked. What is below is encoded at once. */
    private const LEVELS = 4;

    private string $buffer = '';

    private int $written = 0;

    /** A number that JSON does not have, or a key that is no UTF-8: json_encode() goes on behind them, and another error may take their place. */
    private ?\JsonException $late = null;

    /**
     * @param resource $stream
     */
    public function __construct(private $stream, private readonly int $flags)
    {
    }

    /**
     * @return int The number of bytes written.
     *
     * @throws JsonException
     * @throws \JsonException json_encode()'s own
     */
    public function write(mixed $value, int $depth): int
    {
        if (($this->flags & JSON_PARTIAL_OUTPUT_ON_ERROR) !== 0) {
            // What is replaced depends on the whole.
            $this->put((string) json_encode($value, $this->flags, $depth));
        } else {
            $this->value($value, $depth, 0);
        }
        if ($this->late !== null) {
            throw $this->late;
        }
        $this->flush();

        return $this->written;
    }

    private function value(mixed $value, int $depth, int $level): void
    {
        if (\is_array($value) && $value !== [] && $level < self::LEVELS) {
            $this->array($value, $depth, $level);

            return;
        }
        try {
            $json = json_encode($value, $this->flags | JSON_THROW_ON_ERROR, $depth);
        } catch (\JsonException $exception) {
            if ($exception::class !== \JsonException::class || $exception->getCode() !== JSON_ERROR_INF_OR_NAN || $exception->getFile() !== __FILE__) {
                throw $exception;
            }
            $this->late = $exception;

            return;
        }
        // A line feed within a string is escaped: those there are came from pretty printing.
        $this->put($level > 0 && $this->isPretty() ? str_replace("\n", "\n" . str_repeat('    ', $level), $json) : $json);
    }

    /**
     * @param non-empty-array<mixed> $array
     */
    private function array(array $array, int $depth, int $level): void
    {
        $isList = ($this->flags & JSON_FORCE_OBJECT) === 0 && array_is_list($array);
        $newLine = $this->isPretty() ? "\n" . str_repeat('    ', $level) : '';
        $indent = $this->isPretty() ? "$newLine    " : '';
        $colon = $this->isPretty() ? ': ' : ':';
        $before = ($isList ? '[' : '{') . $indent;
        foreach ($array as $key => $value) {
            $this->put($isList ? $before : $before . $this->key((string) $key) . $colon);
            $before = ",$indent";
            $this->value($value, $depth - 1, $level + 1);
        }
        if ($depth < 1) {
            // At the end, as json_encode() does: an error further inside comes first. This one is json_encode()'s own.
            json_encode([[]], JSON_THROW_ON_ERROR, 0);
        }
        $this->put($newLine . ($isList ? ']' : '}'));
    }

    private function key(string $key): string
    {
        try {
            return json_encode($key, $this->flags & ~JSON_NUMERIC_CHECK | JSON_THROW_ON_ERROR);
        } catch (\JsonException $exception) {
            $this->late = $exception;

            return '""';
        }
    }

    private function isPretty(): bool
    {
        return ($this->flags & JSON_PRETTY_PRINT) !== 0;
    }

    private function put(string $json): void
    {
        $this->buffer .= $json;
        if (\strlen($this->buffer) >= self::CHUNK) {
            $this->flush();
        }
    }

    private function flush(): void
    {
        while ($this->buffer !== '') {
            $length = @fwrite($this->stream, $this->buffer);
            if ($length === false || $length === 0) {
                throw JsonException::of("The stream takes no more after byte $this->written", JsonException::WRITE_FAILED);
            }
            $this->written += $length;
            $this->buffer = substr($this->buffer, $length);
        }
    }
}
