<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// For opcache.preload, named there or required by a preload script: it loads every class of the backend that is at work before there is a
// request. Under ffi.enable=preload, PHP's default, these files may then use FFI in FPM, too. With the extension there is nothing to load.

(static function (): void {
    // Behind an autoloader that is there already.
    $load = static function (string $class): void {
        $file = __DIR__ . '/' . str_replace('\\', '/', substr($class, \strlen(__NAMESPACE__) + 1)) . '.php';
        if (str_starts_with($class, __NAMESPACE__ . '\\') && is_file($file)) {
            require $file;
        }
    };
    spl_autoload_register($load);
    $backend = Backend::current();
    if ($backend !== 'extension') {
        $files = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(__DIR__, \FilesystemIterator::SKIP_DOTS));
        /** @var \SplFileInfo $file */
        foreach ($files as $file) {
            $class = str_replace(\DIRECTORY_SEPARATOR, '\\', substr($file->getPathname(), \strlen(__DIR__) + 1, -\strlen('.php')));
            // Facts, texts and files without a class are not named as classes are.
            $named = preg_match('~^(?!Data\\\\|Messages\\\\|Schemas\\\\)[A-Z][\w\\\\]*$~', $class) === 1 && $file->getExtension() === 'php';
            if ($named && ($backend === 'ffi' || !str_starts_with($class, 'Ffi\\'))) {
                class_exists(__NAMESPACE__ . "\\$class");
            }
        }
    }
    spl_autoload_unregister($load);
})();
