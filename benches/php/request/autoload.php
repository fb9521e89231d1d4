<?php

declare(strict_types=1);

/* The classes of both applications and of the libraries that one of them is built on. */

namespace HighPerApp\HighPer\Native\Benches\Request;

/** Where Debian's packages are loaded from; Composer's autoloader does as well. */
const LIBRARIES = [
    '/usr/share/php/FastRoute/autoload.php',
    '/usr/share/php/Symfony/Component/Validator/autoload.php',
    '/usr/share/php/Lcobucci/JWT/autoload.php',
];

/** Folders of classes by their namespace, the longest first. */
const FOLDERS = [
    'HighPerApp\\HighPer\\Native\\Benches\\Request\\Rival\\' => __DIR__ . '/rival/',
    'HighPerApp\\HighPer\\Native\\Benches\\Request\\Fpm\\' => __DIR__ . '/fpm/',
    'HighPerApp\\HighPer\\Native\\Benches\\Request\\' => __DIR__ . '/',
    'HighPerApp\\HighPer\\Native\\' => __DIR__ . '/../../../php/',
    'Notes\\' => __DIR__ . '/../../../examples/notes/src/',
];

spl_autoload_register(static function (string $class): void {
    foreach (FOLDERS as $prefix => $folder) {
        if (str_starts_with($class, $prefix)) {
            $file = $folder . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
            if (is_file($file)) {
                require $file;
            }

            return;
        }
    }
});

function load_libraries(): void
{
    foreach ([...LIBRARIES, __DIR__ . '/../../../vendor/autoload.php'] as $file) {
        if (is_file($file)) {
            require_once $file;
        }
    }
}

/**
 * The file of each class that a request may need, as Composer's optimized autoloader has it: without it, PHP-FPM would mostly measure autoloaders.
 *
 * @return array<class-string, string>
 */
function class_map(): array
{
    $map = [];
    foreach (FOLDERS as $prefix => $folder) {
        $root = (string) realpath($folder);
        foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($root, \FilesystemIterator::SKIP_DOTS)) as $file) {
            $class = $prefix . strtr(substr((string) $file, strlen($root) + 1, -4), '/', '\\');
            if ($file->getExtension() === 'php' && ctype_upper($file->getBasename()[0])) {
                $map[$class] ??= (string) $file;
            }
        }
    }
    // Of the libraries, what has been loaded by now.
    foreach ([...get_declared_classes(), ...get_declared_interfaces(), ...get_declared_traits()] as $class) {
        $file = (new \ReflectionClass($class))->getFileName();
        if ($file !== false && !str_starts_with($class, 'HighPerApp\\') && !str_starts_with($class, 'Notes\\') && !str_contains($class, '@')) {
            $map[$class] ??= $file;
        }
    }

    return $map;
}
