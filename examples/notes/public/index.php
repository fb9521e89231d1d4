<?php

declare(strict_types=1);

use HighPerApp\HighPer\Native\Serializer;
use Notes\Application;
use Notes\Request;
use Notes\Routes;
use Notes\Storage;

require __DIR__ . '/../autoload.php';

$database = getenv('NOTES_DATABASE') ?: __DIR__ . '/../var/notes.sqlite';
if (!is_dir(dirname($database))) {
    mkdir(dirname($database), recursive: true);
}
// Bodies are small: their depth is bounded, and objects are told from lists.
$serializer = new Serializer(JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE, associative: false, depth: 16);
$application = new Application(Routes::router(), $serializer, new Storage($database));
$response = $application->handle(Request::fromGlobals());
$response->send($response->body($serializer));
