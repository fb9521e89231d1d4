<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

use HighPerApp\HighPer\Native\Exception\CryptoException;

/**
 * The two streams of SealStream::copy() and OpenStream::copy(), and the one of Hash::file(): reading whole chunks, writing all of them.
 *
 * @internal
 */
class StreamCopy
{
    private const GREATEST_CHUNK = 16_777_216;

    /** @var resource */
    private readonly mixed $source;

    /**
     * @param string $method As errors name it.
     * @param mixed  $source A stream, or else it is refused; so is the target.
     *
     * @throws \TypeError
     * @throws CryptoException BAD_PARAMETER
     */
    public function __construct(
        private readonly string $method,
        mixed $source,
        private readonly mixed $target,
        int $chunkSize,
    ) {
        if (!self::isStream($source)) {
            throw Fault::argument($method, 2, 'source', 'must be an open stream', $source);
        }
        if (!self::isStream($target)) {
            throw Fault::argument($method, 3, 'target', 'must be an open stream', $target);
        }
        if ($chunkSize < 1 || $chunkSize > self::GREATEST_CHUNK) {
            throw Fault::parameter("The chunk size must be 1 to 16777216, $chunkSize given");
        }
        $this->source = $source;
    }

    /**
     * @phpstan-assert-if-true resource $value
     */
    public static function isStream(mixed $value): bool
    {
        return \is_resource($value) && \in_array(get_resource_type($value), ['stream', 'persistent stream'], true);
    }

    /**
     * So many bytes, or those that are left.
     *
     * @throws CryptoException STREAM_FAILED
     */
    public function read(int $length): string
    {
        $bytes = '';
        while (($missing = $length - \strlen($bytes)) > 0) {
            $piece = self::piece($this->source, $missing) ?? throw Fault::streamFailed('The source cannot be read');
            if ($piece === '') {
                break;
            }
            $bytes = $bytes === '' ? $piece : $bytes . $piece;
        }

        return $bytes;
    }

    /**
     * Some bytes, at most so many; none at the end; null if the stream cannot be read.
     *
     * @param resource    $stream
     * @param int<1, max> $length
     */
    public static function piece($stream, int $length): ?string
    {
        $piece = Quiet::call(static fn (): string|false => fread($stream, $length));

        return $piece === false || ($piece === '' && !Quiet::call(static fn (): bool => feof($stream))) ? null : $piece;
    }

    /**
     * @throws \TypeError      if the target was closed meanwhile
     * @throws CryptoException STREAM_FAILED
     */
    public function write(#[\SensitiveParameter] string $bytes): void
    {
        while ($bytes !== '') {
            // fwrite() would say so itself, in a trace that shows the bytes.
            $target = $this->target;
            if (!self::isStream($target)) {
                throw new \TypeError("$this->method(): supplied resource is not a valid stream resource");
            }
            $written = Quiet::call(static fn (): int|false => fwrite($target, $bytes));
            if ($written === false || $written === 0) {
                throw Fault::streamFailed('The target cannot be written');
            }
            $bytes = substr($bytes, $written);
        }
    }
}
