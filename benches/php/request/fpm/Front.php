<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Fpm;

use HighPerApp\HighPer\Native\Benches\Request\Answer;
use HighPerApp\HighPer\Native\Benches\Request\Scenario;
use HighPerApp\HighPer\Native\Benches\Request\Scratch;
use HighPerApp\HighPer\Native\Benches\Request\Site;

/**
 * A site under PHP-FPM: its pool, the connection to it, and the worker whose CPU time counts.
 */
class Front
{
    /** @var list<self> Those that are open. */
    private static array $open = [];

    private readonly Pool $pool;
    private readonly Client $client;
    private readonly int $worker;

    /**
     * @param array<string, string> $params What each request brings, besides what differs.
     */
    private function __construct(private readonly ?Site $site, string $folder, ?string $extension, private readonly array $params)
    {
        $this->pool = new Pool($folder, $extension);
        self::guard($this);
        $this->client = $this->pool->connect();
        [$status, , $pid] = $this->client->ask(['SCRIPT_FILENAME' => __DIR__ . '/pid.php', 'REQUEST_METHOD' => 'GET'], '');
        $this->worker = $status === 200 && ctype_digit($pid) ? (int) $pid : throw new \RuntimeException("PHP-FPM does not work: $status $pid");
    }

    /**
     * @param array<class-string, string> $map The files of classes.
     */
    public static function of(Site $site, array $map): self
    {
        $folder = dirname($site->database);
        $settings = [
            'map' => $map,
            'files' => array_values(array_filter(array_map(
                static fn (string $function): string|false => function_exists($function) ? (new \ReflectionFunction($function))->getFileName() : false,
                ['FastRoute\cachedDispatcher', 'trigger_deprecation'],
            ))),
            'notes' => $site->store === Site::ARRAY ? Scenario::notes() : null,
            'database' => $site->database,
            'key' => $site->keyFile,
            'cache' => $site->cache,
            'algorithm' => $site->application,
        ];
        // A file of constants, so that opcache has it in memory.
        file_put_contents("$folder/settings.php", '<?php return ' . var_export($settings, true) . ";\n");
        $highper = $site->application === Site::HIGHPER;
        $extension = $highper && extension_loaded('highper') ? (string) getenv('HIGHPER_SO') : null;

        return new self($site, $folder, $extension, [
            'SCRIPT_FILENAME' => __DIR__ . ($highper ? '/highper.php' : '/rival.php'),
            'REQUEST_SETTINGS' => "$folder/settings.php",
        ]);
    }

    /** A script that does nothing. */
    public static function empty(): self
    {
        return new self(null, Scratch::folder(), null, ['SCRIPT_FILENAME' => __DIR__ . '/empty.php']);
    }

    public static function closeAll(): void
    {
        foreach (self::$open as $front) {
            $front->pool->stop();
        }
        self::$open = [];
    }

    /**
     * @param list<array{string, string, string, string}> $requests
     *
     * @return array{wall: float, cpu: float} Nanoseconds; CPU is the worker's.
     *
     * @throws \RuntimeException if an answer is missing, or is a server's error
     */
    public function run(int $calls, array $requests): array
    {
        $asked = array_map($this->message(...), $requests);
        $cpu = (float) Cpu::ofProcess($this->worker);
        $wall = hrtime(true);
        foreach ($asked as [$params, $body]) {
            $answer = $this->client->ask($params, $body);
            if ($answer[0] >= 500) {
                throw new \RuntimeException("the server fails: $answer[0] $answer[2]");
            }
        }
        $wall = hrtime(true) - $wall;
        $cpu = (float) Cpu::ofProcess($this->worker) - $cpu;
        $this->site?->reset();

        return ['wall' => (float) $wall, 'cpu' => $cpu];
    }

    /**
     * @param list<array{string, string, string, string}> $requests
     *
     * @return list<array{string, int, array<string, string>, mixed}>
     */
    public function answers(array $requests): array
    {
        $answers = [];
        $this->site?->seed();
        foreach ($requests as $request) {
            [$status, $headers, $body] = $this->client->ask(...$this->message($request));
            $answers[] = Answer::comparable("$request[0] $request[1]", $status, $headers, $body);
        }
        $this->site?->seed();

        return $answers;
    }

    /**
     * @param array{string, string, string, string} $request
     *
     * @return array{array<string, string>, string} What a web server sends for it.
     */
    private function message(array $request): array
    {
        [$method, $target, $kind, $body] = $request;

        return [$this->params + [
            'REQUEST_METHOD' => $method,
            'REQUEST_URI' => $target,
            'SCRIPT_NAME' => '/index.php',
            'QUERY_STRING' => (string) parse_url($target, PHP_URL_QUERY),
            'SERVER_PROTOCOL' => 'HTTP/1.1',
            'GATEWAY_INTERFACE' => 'CGI/1.1',
            'REMOTE_ADDR' => '127.0.0.1',
            'SERVER_NAME' => 'notes.example',
            'HTTP_HOST' => 'notes.example',
            'HTTP_ACCEPT' => 'application/json',
            'HTTP_AUTHORIZATION' => $this->site?->authorization($kind) ?? '',
            'CONTENT_TYPE' => 'application/json',
            'CONTENT_LENGTH' => (string) strlen($body),
        ], $body];
    }

    /** Sees to it that no pool outlives this process, whichever way it ends. */
    private static function guard(self $front): void
    {
        static $guarded = false;
        self::$open[] = $front;
        if ($guarded) {
            return;
        }
        $guarded = true;
        if (function_exists('pcntl_async_signals')) {
            pcntl_async_signals(true);
            foreach ([SIGINT, SIGTERM, SIGHUP] as $signal) {
                pcntl_signal($signal, static fn (): never => exit(128 + $signal));
            }
        }
    }
}
