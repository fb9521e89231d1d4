<?php

declare(strict_types=1);

// In a project of your own this file is `require 'vendor/autoload.php'`; the example also runs from a bare checkout.

$vendor = __DIR__ . '/../../vendor/autoload.php';
if (is_file($vendor)) {
    require $vendor;
}

spl_autoload_register(static function (string $class): void {
    $folders = ['Notes\\' => __DIR__ . '/src/', 'HighPerApp\\HighPer\\Native\\' => __DIR__ . '/../../php/'];
    foreach ($folders as $prefix => $folder) {
        $file = $folder . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
        if (str_starts_with($class, $prefix) && is_file($file)) {
            require $file;
        }
    }
});
