<?php

/**
 * Starts PHP-FPM as it is configured, asks it for phpinfo() over FastCGI, and says whether highper is in there.
 *
 * Usage: php8.4 fpm.php present|absent. The exit code is 0 if it is so.
 */

declare(strict_types=1);

$expected = $argv[1] ?? '';
in_array($expected, ['present', 'absent'], true) || fail('usage: fpm.php present|absent');

$version = PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION;
is_dir('/run/php') || mkdir('/run/php', 0755, true);
$socket = "/run/php/php$version-fpm.sock";
$script = '/tmp/info.php';
file_put_contents($script, '<?php phpinfo();');

$process = proc_open(
    ["/usr/sbin/php-fpm$version", '--nodaemonize', '--force-stderr', '-d', 'error_log='],
    [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['pipe', 'w']],
    $pipes,
);
$process !== false || fail('php-fpm cannot be started');
try {
    $log = '';
    while (!str_contains($log, 'ready to handle connections')) {
        $line = fgets($pipes[2]);
        $line !== false || throw new RuntimeException("php-fpm does not start: $log");
        $log .= $line;
    }
    $page = ask($socket, $script);
} finally {
    proc_terminate($process);
    proc_close($process);
}

str_contains($page, 'FPM/FastCGI') || fail("that is not phpinfo() under FPM:\n$page");
$found = preg_match('~<h2><a name="module_highper"[^>]*>highper</a></h2>\s*<table>(.*?)</table>~s', $page, $section) === 1;
if ($found) {
    echo trim((string) preg_replace('/\s*\n\s*/', "\n", html_entity_decode(strip_tags(strtr($section[1], ['</td><td' => '</td>: <td', '</th><th' => '</th>: <th']))))), "\n";
}
exit($found === ($expected === 'present') ? 0 : 1);

function fail(string $why): never
{
    fwrite(STDERR, "$why\n");
    exit(1);
}

/**
 * @throws RuntimeException if there is no whole answer
 */
function ask(string $socket, string $script): string
{
    $connection = stream_socket_client("unix://$socket") ?: throw new RuntimeException("$socket cannot be opened");
    stream_set_timeout($connection, 60);
    $parameters = '';
    foreach (['SCRIPT_FILENAME' => $script, 'REQUEST_METHOD' => 'GET'] as $name => $value) {
        $parameters .= chr(strlen($name)) . chr(strlen($value)) . $name . $value;
    }
    // Record types of FastCGI 1.0, 8: 1 begins a request (as a responder), 4 has parameters, 5 the body.
    foreach ([1 => pack('nCx5', 1, 0), 4 => $parameters, -4 => '', 5 => ''] as $type => $content) {
        fwrite($connection, pack('CCnnCx', 1, abs($type), 1, strlen($content), 0) . $content);
    }
    $answer = '';
    do {
        $header = unpack('Cversion/Ctype/nid/nlength/Cpadding', receive($connection, 8));
        $content = receive($connection, $header['length'] + $header['padding']);
        if ($header['type'] === 6) { // FCGI_STDOUT
            $answer .= substr($content, 0, $header['length']);
        }
    } while ($header['type'] !== 3); // FCGI_END_REQUEST

    return $answer;
}

/**
 * @param resource $connection
 *
 * @throws RuntimeException if it ends before
 */
function receive($connection, int $length): string
{
    $bytes = $length === 0 ? '' : stream_get_contents($connection, $length);

    return is_string($bytes) && strlen($bytes) === $length ? $bytes : throw new RuntimeException('the answer ends in its middle');
}
