<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Fpm;

/**
 * A FastCGI client for one connection that is kept: as much of the protocol as a web server needs that asks one thing after the other.
 */
class Client
{
    // FastCGI Specification 1.0, section 8.
    private const BEGIN_REQUEST = 1;
    private const END_REQUEST = 3;
    private const PARAMS = 4;
    private const STDIN = 5;
    private const STDOUT = 6;
    private const STDERR = 7;
    private const RESPONDER = 1;
    private const KEEP_CONN = 1;

    private const SECONDS = 20;
    private const MAX_ANSWER = 1 << 22;

    /** @param resource $stream */
    private function __construct(private readonly mixed $stream)
    {
    }

    /** Null: nobody listens there yet. */
    public static function connect(string $socket): ?self
    {
        $stream = @stream_socket_client("unix://$socket", timeout: self::SECONDS);
        if ($stream === false) {
            return null;
        }
        stream_set_timeout($stream, self::SECONDS);

        return new self($stream);
    }

    public function close(): void
    {
        fclose($this->stream);
    }

    /**
     * @param array<string, string> $params
     *
     * @return array{int, array<string, string>, string} Status, headers, body.
     *
     * @throws \RuntimeException if the answer does not come, or is none
     */
    public function ask(array $params, string $body): array
    {
        $pairs = '';
        foreach ($params as $name => $value) {
            $pairs .= self::length($name) . self::length($value) . $name . $value;
        }
        $this->write(
            self::record(self::BEGIN_REQUEST, pack('nCx5', self::RESPONDER, self::KEEP_CONN))
            . self::record(self::PARAMS, $pairs)
            . self::record(self::PARAMS, '')
            . ($body === '' ? '' : self::record(self::STDIN, $body))
            . self::record(self::STDIN, ''),
        );

        return self::parse($this->answer());
    }

    private static function record(int $type, string $content): string
    {
        if (strlen($content) > 65_535) {
            throw new \LengthException('a record holds 65,535 bytes');
        }

        return pack('CCnnCx', 1, $type, 1, strlen($content), 0) . $content;
    }

    private static function length(string $text): string
    {
        return strlen($text) < 128 ? chr(strlen($text)) : pack('N', strlen($text) | 0x8000_0000);
    }

    /** @throws \RuntimeException */
    private function answer(): string
    {
        $output = '';
        while (strlen($output) <= self::MAX_ANSWER) {
            ['type' => $type, 'length' => $length, 'padding' => $padding] = unpack('Cversion/Ctype/nid/nlength/Cpadding', $this->read(8));
            $content = $length + $padding === 0 ? '' : substr($this->read($length + $padding), 0, $length);
            if ($type === self::STDOUT) {
                $output .= $content;
            } elseif ($type === self::STDERR && $content !== '') {
                throw new \RuntimeException("PHP complains: $content");
            } elseif ($type === self::END_REQUEST) {
                return $output;
            }
        }
        throw new \RuntimeException('the answer is too long');
    }

    /** @throws \RuntimeException */
    private function write(string $bytes): void
    {
        for ($at = 0; $at < strlen($bytes); $at += $written) {
            $written = @fwrite($this->stream, substr($bytes, $at));
            if ($written === false || $written === 0) {
                throw new \RuntimeException('the connection to PHP-FPM is closed');
            }
        }
    }

    /** @throws \RuntimeException */
    private function read(int $length): string
    {
        $bytes = '';
        while (strlen($bytes) < $length) {
            $more = fread($this->stream, $length - strlen($bytes));
            if ($more === false || $more === '') {
                throw new \RuntimeException('PHP-FPM does not answer');
            }
            $bytes .= $more;
        }

        return $bytes;
    }

    /**
     * @return array{int, array<string, string>, string}
     *
     * @throws \RuntimeException
     */
    private static function parse(string $answer): array
    {
        $end = strpos($answer, "\r\n\r\n");
        if ($end === false) {
            throw new \RuntimeException("PHP-FPM's answer has no headers: " . substr($answer, 0, 200));
        }
        $headers = [];
        foreach (explode("\r\n", substr($answer, 0, $end)) as $line) {
            [$name, $value] = explode(':', $line, 2);
            $headers[$name] = ltrim($value);
        }
        $status = (int) ($headers['Status'] ?? 200);
        unset($headers['Status']);

        return [$status, $headers, substr($answer, $end + 4)];
    }
}
