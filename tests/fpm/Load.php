<?php

declare(strict_types=1);

/**
 * Asks a pool for one script, many times, over some connections at once, and checks every answer. A connection serves one request, as those of web
 * servers do by default.
 */
class Load
{
    public int $answered = 0;

    /** @var array<string, int> What was lost or wrong, and how often. */
    public array $lost = [];

    /** What was said in the first answer that was wrong. */
    public ?string $example = null;

    /** @var array<int, array{first: int, last: int, count: int}> KiB of resident memory by worker: after its first hundred requests, and at last. */
    public array $resident = [];

    /** @var array<string, true> What no two answers may have in common. */
    private array $once = [];

    /** @var array<int, array{stream: resource, n: int, out: string, in: string}> */
    private array $open = [];

    private int $sent = 0;

    public function __construct(private readonly string $socket, private readonly string $script, private readonly string $backend)
    {
    }

    /**
     * Sends so many requests and waits for all of them.
     *
     * @param Closure(int): void $between Called with the number of answers, again and again.
     */
    public function run(int $requests, int $connections, Closure $between): void
    {
        $until = $this->sent + $requests;
        while ($this->sent < $until || $this->open !== []) {
            while ($this->sent < $until && count($this->open) < $connections) {
                $this->begin(++$this->sent);
            }
            $this->wait();
            $between($this->answered);
        }
    }

    private function begin(int $n): void
    {
        $stream = @stream_socket_client("unix://$this->socket", $code, $message, 10);
        if ($stream === false) {
            $this->lose("not connected: $message");

            return;
        }
        stream_set_blocking($stream, false);
        $parameters = '';
        foreach (['SCRIPT_FILENAME' => $this->script, 'REQUEST_METHOD' => 'GET', 'QUERY_STRING' => "n=$n"] as $name => $value) {
            // Lengths of 128 and more take four bytes with the highest bit set (FastCGI 1.0, 3.4).
            $parameters .= pack('CN', strlen($name), strlen($value) | 0x80000000) . $name . $value;
        }
        // Record types of FastCGI 1.0, 8: 1 begins a request (as a responder), 4 has parameters, 5 the body.
        $out = self::record(1, pack('nCx5', 1, 0)) . self::record(4, $parameters) . self::record(4, '') . self::record(5, '');
        $this->open[(int) $stream] = ['stream' => $stream, 'n' => $n, 'out' => $out, 'in' => ''];
    }

    private function wait(): void
    {
        $read = array_column($this->open, 'stream');
        $write = array_column(array_filter($this->open, fn (array $one): bool => $one['out'] !== ''), 'stream');
        $none = null;
        if ($read === [] || (int) @stream_select($read, $write, $none, 60) === 0) {
            foreach (array_keys($this->open) as $id) {
                $this->close($id, 'no answer within a minute');
            }

            return;
        }
        foreach ($write as $stream) {
            $id = (int) $stream;
            $written = @fwrite($stream, $this->open[$id]['out']);
            if ($written === false) {
                $this->close($id, 'cannot be sent');
            } else {
                $this->open[$id]['out'] = substr($this->open[$id]['out'], $written);
            }
        }
        foreach ($read as $stream) {
            $id = (int) $stream;
            if (!isset($this->open[$id])) {
                continue;
            }
            $bytes = @fread($stream, 65536);
            $this->open[$id]['in'] .= (string) $bytes;
            if ($bytes === false || $bytes === '') {
                if (feof($stream)) {
                    $this->close($id, null);
                }
            }
        }
    }

    /**
     * @param string|null $why What is wrong already; otherwise the answer is read.
     */
    private function close(int $id, ?string $why): void
    {
        ['stream' => $stream, 'n' => $n, 'in' => $in] = $this->open[$id];
        unset($this->open[$id]);
        fclose($stream);
        $why ??= $this->fault($n, $in);
        $why === null ? $this->answered++ : $this->lose($why);
    }

    private function lose(string $why): void
    {
        // Of what was said, one example is enough.
        [$kind, $said] = explode(': ', $why, 2) + [1 => ''];
        $this->lost[$kind] = ($this->lost[$kind] ?? 0) + 1;
        $this->example ??= $said !== '' ? $said : null;
    }

    /**
     * What is wrong with an answer; null if nothing is.
     */
    private function fault(int $n, string $bytes): ?string
    {
        if ($bytes === '') {
            return 'closed without an answer';
        }
        $body = '';
        $isEnded = false;
        for ($at = 0; $at + 8 <= strlen($bytes) && !$isEnded; $at += 8 + $header['length'] + $header['padding']) {
            $header = unpack('Cversion/Ctype/nid/nlength/Cpadding', $bytes, $at);
            $content = substr($bytes, $at + 8, $header['length']);
            $body .= $header['type'] === 6 ? $content : '';
            if ($header['type'] === 7 && trim($content) !== '') {
                return 'says: ' . substr(trim($content), 0, 200);
            }
            $isEnded = $header['type'] === 3;
        }
        if (!$isEnded) {
            return 'ends early';
        }
        $answer = json_decode(explode("\r\n\r\n", $body, 2)[1] ?? '', true);
        if (!is_array($answer)) {
            return 'is no JSON: ' . substr(trim($body), 0, 200);
        }
        $expected = ['note', ['auth'], ['id' => "$n", 'note' => "note $n", 'tags' => ['a', "b$n"]], 4, "user $n", $n, ['n' => $n, 'list' => range(1, 20), 'text' => 'ü']];
        if ($answer['answer'] !== $expected || $answer['backend'] !== $this->backend) {
            return 'is wrong: ' . substr((string) json_encode([$answer['answer'], $answer['backend']]), 0, 300);
        }
        if (isset($this->once[$answer['once']])) {
            return "has what another had: {$answer['once']}";
        }
        $this->once[$answer['once']] = true;
        $worker = &$this->resident[$answer['process']];
        $worker ??= ['first' => 0, 'last' => 0, 'count' => 0];
        if (++$worker['count'] <= 100) {
            $worker['first'] = $answer['resident'];
        }
        $worker['last'] = $answer['resident'];

        return null;
    }

    private static function record(int $type, string $content): string
    {
        return pack('CCnnCx', 1, $type, 1, strlen($content), 0) . $content;
    }
}
