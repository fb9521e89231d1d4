<?php

declare(strict_types=1);

/* The example's public/index.php, with an autoloader as a server in production has it, and a store that the benchmark chooses. */

use HighPerApp\HighPer\Native\Benches\Request\ArrayNotes;
use HighPerApp\HighPer\Native\Benches\Request\ArrayStorage;
use HighPerApp\HighPer\Native\Serializer;
use Notes\Application;
use Notes\Request;
use Notes\Routes;
use Notes\Storage;

$settings = require $_SERVER['REQUEST_SETTINGS'];
require __DIR__ . '/classes.php';

$serializer = new Serializer(JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE, associative: false, depth: 16);
$storage = $settings['notes'] === null ? new Storage($settings['database']) : new ArrayStorage($settings['database'], new ArrayNotes($settings['notes']));
$application = new Application(Routes::router(), $serializer, $storage);
$response = $application->handle(Request::fromGlobals());
$response->send($response->body($serializer));
