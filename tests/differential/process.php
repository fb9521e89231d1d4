<?php

declare(strict_types=1);

// What the comparisons share: a process for each backend, a folder for what it answers, and answers line by line.

use HighPerApp\HighPer\Native\Tests\Differential\Answers;

/**
 * Starts a backend's process with its answers in a file.
 *
 * @param list<string> $script With its arguments.
 *
 * @return resource
 */
function start(string $backend, array $script, string $answers)
{
    $command = [PHP_BINARY];
    $environment = getenv();
    unset($environment['HIGHPER_BACKEND'], $environment['HIGHPER_EXPECT']);
    if ($backend === 'extension') {
        $library = getenv('HIGHPER_SO');
        if ($library === false || $library === '') {
            fwrite(STDERR, "HIGHPER_SO does not name the extension\n");
            exit(1);
        }
        array_push($command, '-d', "extension=$library");
    } else {
        $environment['HIGHPER_BACKEND'] = $backend;
    }
    array_push($command, '-d', 'memory_limit=1G', ...$script);
    $process = proc_open($command, [1 => ['file', $answers, 'wb'], 2 => STDERR], $pipes, null, $environment);
    if (!is_resource($process)) {
        fwrite(STDERR, "cannot start $backend\n");
        exit(1);
    }

    return $process;
}

/**
 * Asks every backend by a worker that answers a line a question, behind one in which it names its backend.
 *
 * @param list<string> $backends
 * @param list<string> $script   With its arguments.
 *
 * @return Generator<int, array{list<string|false>, bool}> The answers to a question, and whether they are as they should be.
 */
function answered(array $backends, array $script): Generator
{
    $folder = scratch_folder();
    $processes = [];
    foreach ($backends as $index => $backend) {
        $processes[] = start($backend, $script, "$folder/answers$index");
    }
    $answers = [];
    foreach ($processes as $index => $process) {
        $status = proc_close($process);
        $answers[$index] = fopen("$folder/answers$index", 'rb') ?: exit(1);
        $said = rtrim((string) fgets($answers[$index]), "\n");
        if ($status !== 0 || $said !== $backends[$index]) {
            echo "$backends[$index] failed: exit status $status, said '$said', and last: ", trim((string) shell_exec('tail -n 3 ' . escapeshellarg("$folder/answers$index"))), "\n";
            exit(1);
        }
    }
    while (true) {
        $lines = array_map(static fn ($file): string|false => fgets($file), $answers);
        if (array_unique($lines) === [false]) {
            return;
        }
        yield [$lines, count(array_unique($lines)) === 1 && !str_contains((string) $lines[0], "\t" . Answers::WRONG)];
    }
}

/**
 * Shows answers that differ.
 *
 * @param list<string>       $backends
 * @param list<string|false> $lines
 */
function show(array $backends, array $lines): void
{
    $asked = (string) strstr((string) $lines[0], "\t", true);
    echo "differs: $asked\n";
    foreach ($lines as $index => $line) {
        [$question, $answer] = [...explode("\t", (string) $line, 2), ''];
        echo "  $backends[$index]: ", $question === $asked ? '' : "(asked: $question) ", rtrim($answer), "\n";
    }
}

/**
 * A folder that is deleted when the script ends.
 */
function scratch_folder(): string
{
    // The folder is one's own: in /tmp others may have made one whose name can be guessed.
    $folder = sys_get_temp_dir() . '/highper-differential-' . bin2hex(random_bytes(6));
    mkdir($folder, 0700) ?: throw new RuntimeException("$folder cannot be made");
    register_shutdown_function(static function () use ($folder): void {
        array_map(unlink(...), glob("$folder/*") ?: []);
        rmdir($folder);
    });

    return $folder;
}
