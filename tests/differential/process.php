<?php

declare(strict_types=1);

// What both comparisons share: a process for each backend, and a folder for what it answers.

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
