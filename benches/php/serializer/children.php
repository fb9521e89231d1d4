<?php

declare(strict_types=1);

/* Processes of their own: only a fresh one tells how much memory something takes. */

namespace HighPerApp\HighPer\Native\Benches\Serializer;

use function HighPerApp\HighPer\Native\Benches\quantile;

/**
 * This PHP with what it runs with.
 *
 * @return list<string>
 */
function php_command(?string $extension = null, bool $withNative = true): array
{
    $command = [PHP_BINARY];
    $native = getenv('HIGHPER_SO');
    if ($withNative && extension_loaded('highper') && $native !== false && $native !== '') {
        array_push($command, '-d', "extension=$native");
    }
    if ($extension !== null) {
        array_push($command, '-d', "extension=$extension");
    }
    foreach (['memory_limit', 'opcache.enable_cli', 'opcache.jit', 'opcache.jit_buffer_size'] as $name) {
        $value = ini_get($name);
        if ($value !== false) {
            array_push($command, '-d', "$name=$value");
        }
    }

    return $command;
}

/**
 * The most memory that a process takes which decodes a document once, as PHP counts it and as the kernel does: medians of fresh
 * processes. One that only reads the document shows what is there anyway, and json_decode() is also measured without this extension, whose
 * own pages count in VmHWM.
 *
 * @return array<string, array{peak: float, resident: float}> In bytes.
 */
function memory(string $document, int $rounds): array
{
    if (!is_readable('/proc/self/status')) {
        return [];
    }
    $calls = [
        'nothing' => 'null',
        SUBJECT => '\HighPerApp\HighPer\Native\Json::decode($text, true)',
        'json_decode' => '\json_decode($text, true)',
        'json_decode, no extension' => '\json_decode($text, true)',
    ];
    if (function_exists('simdjson_decode')) {
        $calls['simdjson_decode'] = '\simdjson_decode($text, true)';
    }
    $file = (string) tempnam(sys_get_temp_dir(), 'highper');
    file_put_contents($file, $document);
    $samples = [];
    for ($round = 0; $round < $rounds; $round++) {
        foreach ($calls as $name => $call) {
            $samples[$name][] = memory_of($call, $file, !str_ends_with($name, 'no extension'));
        }
    }
    unlink($file);

    return array_map(static fn (array $runs): array => [
        'peak' => quantile(array_column($runs, 'peak'), 0.5),
        'resident' => quantile(array_column($runs, 'resident'), 0.5),
    ], $samples);
}

/**
 * @return array{peak: float, resident: float}
 */
function memory_of(string $call, string $file, bool $withNative): array
{
    // The package's PHP files are loaded only where they are what is measured.
    $load = str_contains($call, 'Native') ? 'require ' . var_export(dirname(__DIR__, 3) . '/tests/bootstrap.php', true) . ';' : '';
    $code = $load . '$text = file_get_contents($argv[1]);'
        . "\$value = $call;"
        . 'preg_match("/^VmHWM:\s+(\d+)/m", file_get_contents("/proc/self/status"), $found);'
        . 'echo memory_get_peak_usage(), " ", $found[1];';
    // simdjson is loaded for the one that needs it: whoever does not use it should not pay for it.
    $simdjson = str_contains($call, 'simdjson') ? simdjson_file() : null;
    $process = proc_open([...php_command($simdjson, $withNative), '-r', $code, '--', $file], [1 => ['pipe', 'w']], $pipes);
    $output = is_resource($process) ? (string) stream_get_contents($pipes[1]) : '';
    if (!is_resource($process) || proc_close($process) !== 0 || sscanf($output, '%d %d', $peak, $resident) !== 2) {
        throw new \RuntimeException("memory of $call: $output");
    }

    return ['peak' => (float) $peak, 'resident' => 1024.0 * $resident];
}

/** Where this process has the simdjson extension from; null if PHP's own configuration loads it. */
function simdjson_file(): ?string
{
    $maps = (string) file_get_contents('/proc/self/maps');
    $configured = (string) shell_exec(escapeshellarg(PHP_BINARY) . ' -m');
    if (preg_match('/^simdjson$/m', $configured) === 1) {
        return null;
    }

    return preg_match('~(/\S*simdjson\S*\.so)~', $maps, $found) === 1 ? $found[1] : null;
}
