<?php

declare(strict_types=1);

/* The same for the application on other libraries. */

use HighPerApp\HighPer\Native\Benches\Request\ArrayNotes;
use HighPerApp\HighPer\Native\Benches\Request\ArrayStorage;
use HighPerApp\HighPer\Native\Benches\Request\Rival\Application;
use HighPerApp\HighPer\Native\Benches\Request\Rival\Request;
use HighPerApp\HighPer\Native\Benches\Request\Rival\Routes;
use Notes\Storage;

$settings = require $_SERVER['REQUEST_SETTINGS'];
require __DIR__ . '/classes.php';
foreach ($settings['files'] as $file) {
    require $file;
}

$storage = $settings['notes'] === null ? new Storage($settings['database']) : new ArrayStorage($settings['database'], new ArrayNotes($settings['notes']));
$application = new Application(Routes::dispatcher($settings['cache']), $storage, $settings['key'], $settings['algorithm']);
$response = $application->handle(Request::fromGlobals());
$response->send($application->body($response));
