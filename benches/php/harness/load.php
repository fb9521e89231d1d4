<?php

declare(strict_types=1);

/* The harness that all benchmarks share. */

require_once __DIR__ . '/../../../tests/bootstrap.php';
foreach (glob(__DIR__ . '/*.php') ?: [] as $file) {
    require_once $file;
}
