<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request;

use Notes\Response;

/**
 * An application in a process that serves many requests: made once, then handed one request after the other.
 */
interface Worker
{
    /**
     * @return array{Response, string} The answer, and its body as it would be sent.
     */
    public function serve(string $method, string $target, string $authorization, string $body): array;

    /** A token of one of the application's users. */
    public function token(): string;
}
