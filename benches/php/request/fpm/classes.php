<?php

declare(strict_types=1);

/* Loads classes by a map of their files, and those that it does not know as the command line does. Needs $settings. */

spl_autoload_register(static function (string $class) use ($settings): void {
    if (isset($settings['map'][$class])) {
        require $settings['map'][$class];
    } else {
        require_once __DIR__ . '/../autoload.php';
        HighPerApp\HighPer\Native\Benches\Request\load_libraries();
    }
});
