<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request;

use HighPerApp\HighPer\Native\Serializer;
use Notes\Application;
use Notes\Request;
use Notes\Routes;
use Notes\Storage;
use Notes\Tokens;

/**
 * The example as it is.
 */
class HighperWorker implements Worker
{
    private readonly Application $application;
    private readonly Serializer $serializer;

    public function __construct(private readonly Storage $storage)
    {
        // As in the example's public/index.php.
        $this->serializer = new Serializer(JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE, associative: false, depth: 16);
        $this->application = new Application(Routes::router(), $this->serializer, $storage);
    }

    public function serve(string $method, string $target, string $authorization, string $body): array
    {
        $request = new Request($method, $target, 'notes.example', 'application/json', 'application/json', $authorization, $body);
        $response = $this->application->handle($request);

        return [$response, $response->body($this->serializer)];
    }

    public function token(): string
    {
        return (new Tokens($this->storage->key()))->issue('writer')['token'];
    }
}
