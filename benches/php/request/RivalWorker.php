<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request;

use HighPerApp\HighPer\Native\Benches\Request\Rival\Application;
use HighPerApp\HighPer\Native\Benches\Request\Rival\KeyFile;
use HighPerApp\HighPer\Native\Benches\Request\Rival\Request;
use HighPerApp\HighPer\Native\Benches\Request\Rival\Routes;
use HighPerApp\HighPer\Native\Benches\Request\Rival\Tokens;
use Notes\Storage;

/**
 * The example on other libraries.
 */
class RivalWorker implements Worker
{
    private readonly Application $application;

    /**
     * @param string $cache Where its dispatcher is kept.
     */
    public function __construct(Storage $storage, string $cache, private readonly string $keyFile, private readonly string $algorithm)
    {
        $this->application = new Application(Routes::dispatcher($cache), $storage, $keyFile, $algorithm);
    }

    public function serve(string $method, string $target, string $authorization, string $body): array
    {
        $request = new Request($method, $target, 'notes.example', 'application/json', 'application/json', $authorization, $body);
        $response = $this->application->handle($request);

        return [$response, $this->application->body($response)];
    }

    public function token(): string
    {
        return (new Tokens((new KeyFile($this->keyFile))->key(), $this->algorithm))->issue('writer')['token'];
    }
}
