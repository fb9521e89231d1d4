<?php

declare(strict_types=1);

// All families, for the process that asks and for those that answer.

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt;

require_once __DIR__ . '/../../bootstrap.php';
foreach (['Values', 'Documents', 'Generator', 'Schemas', 'Taken', 'Hunt/Family', 'Hunt/Code', 'Hunt/Made', 'Hunt/Seen'] as $file) {
    require_once __DIR__ . "/../$file.php";
}

/**
 * @return array<string, Family> By name.
 */
function families(): array
{
    $families = [];
    foreach (glob(__DIR__ . '/Family/*.php') ?: [] as $file) {
        require_once $file;
        $class = __NAMESPACE__ . '\\Family\\' . basename($file, '.php');
        $families[strtolower((string) preg_replace('/(?<!^)[A-Z]/', '-$0', basename($file, '.php')))] = new $class();
    }

    return $families;
}
