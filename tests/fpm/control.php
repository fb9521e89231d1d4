<?php

declare(strict_types=1);

// The same answer by PHP alone: what a load loses with this one, FPM has lost.

$n = (int) $_GET['n'];
preg_match('~^/users/(\d+)/notes/([^/]+)$~', "/users/$n/notes/note%20$n", $found);
$validated = ['id' => $found[1], 'note' => trim(rawurldecode($found[2])), 'tags' => ['a', "b$n"]];
$work = '';
for ($i = 0; $i < 20; $i++) {
    $work = hash('sha256', $work . $i);
}
$packed = unserialize(serialize(json_decode((string) json_encode(['n' => $n, 'list' => range(1, 20), 'text' => 'ü']), true)));
preg_match('/^VmRSS:\s+(\d+)/m', (string) file_get_contents('/proc/self/status'), $resident);
header('Content-Type: application/json');
echo json_encode([
    'answer' => ['note', ['auth'], $validated, 4, "user $n", $n, $packed],
    'backend' => 'none',
    'once' => bin2hex(random_bytes(16)),
    'process' => getmypid(),
    'resident' => (int) $resident[1],
]);
