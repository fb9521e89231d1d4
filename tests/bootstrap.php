<?php

declare(strict_types=1);

// The tests need neither Composer nor a network: this autoloader knows the same folders as composer.json.
spl_autoload_register(static function (string $class): void {
    $folders = [
        'HighPerApp\\HighPer\\Native\\Tests\\Contract\\' => __DIR__ . '/contract/',
        'HighPerApp\\HighPer\\Native\\Tests\\Php\\' => __DIR__ . '/php/',
        'HighPerApp\\HighPer\\Native\\' => dirname(__DIR__) . '/php/',
    ];
    foreach ($folders as $prefix => $folder) {
        if (str_starts_with($class, $prefix)) {
            $file = $folder . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
            if (is_file($file)) {
                require $file;
            }

            return;
        }
    }
});

$expected = getenv('HIGHPER_EXPECT');
if ($expected !== false && $expected !== '') {
    // A lane without its backend fails; it does not skip, nor pass in another one's place.
    $actual = HighPerApp\HighPer\Native\Backend::current();
    if ($actual !== $expected) {
        fwrite(STDERR, "HIGHPER_EXPECT is '$expected', but the backend is '$actual'\n");
        exit(1);
    }
}

// route_match() comes with the class where no extension brings it.
class_exists(HighPerApp\HighPer\Native\Router::class);
