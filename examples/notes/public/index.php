<?php

declare(strict_types=1);

use Notes\Application;
use Notes\NoteStore;
use Notes\Request;
use Notes\Routes;

require __DIR__ . '/../autoload.php';

$database = getenv('NOTES_DATABASE') ?: __DIR__ . '/../var/notes.sqlite';
$application = new Application(Routes::router(), static fn (): NoteStore => new NoteStore($database));
$application->handle(Request::fromGlobals())->send();
