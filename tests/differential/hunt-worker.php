<?php

declare(strict_types=1);

// Answers the cases that hunt.php sends, in the backend that this process has; the first line names it. A line in is a batch, a line out its answers.

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt;

use HighPerApp\HighPer\Native\Backend;

require __DIR__ . '/Hunt/families.php';

// What a family's own code stumbles over is no answer of a backend, whose warnings go their way.
set_error_handler(static fn (int $level, string $message, string $file, int $line): bool => str_starts_with($file, __DIR__) ? throw new \ErrorException($message, 0, $level, $file, $line) : false);
$families = families();
// A fault on purpose, to see that it is found and made small: hunt.php --plant.
$plant = getenv('HIGHPER_PLANT') === '1';
$zone = date_default_timezone_get();
echo Backend::current(), filter_var(ini_get('highper.json_override'), FILTER_VALIDATE_BOOL) ? ' override' : '', "\n";
while (($line = fgets(STDIN)) !== false) {
    $answers = [];
    foreach (unserialize((string) base64_decode(rtrim($line), true)) as [$name, $case, $artifacts]) {
        try {
            $answers[] = $artifacts === null ? $families[$name]->artifacts($case) : $families[$name]->answers($case, $artifacts);
        } catch (\Throwable $exception) {
            // No answer of the backend, but of a case that was made too small to be one.
            $answers[] = ['the case itself' => Family::WRONG . $exception::class . ': ' . $exception->getMessage() . ' at ' . basename($exception->getFile()) . ":{$exception->getLine()}"];
        }
        if ($plant && $artifacts !== null && str_contains(serialize($case), "\u{e9}")) {
            $answers[array_key_last($answers)][array_key_first($answers[array_key_last($answers)])] = 'a planted fault';
        }
        ini_restore('serialize_precision');
        date_default_timezone_set($zone);
    }
    echo base64_encode(serialize($answers)), "\n";
}
