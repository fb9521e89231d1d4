<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract\Documentation;

use HighPerApp\HighPer\Native\Backend;

/**
 * What an example may need that is not everywhere: a backend, or what somebody else wrote.
 *
 * @internal
 */
class Needs
{
    private const BACKENDS = ['the extension' => ['extension'], 'the extension or FFI' => ['extension', 'ffi']];

    /** Classes, or functions of extensions, and where Debian has what loads them. */
    private const PACKAGES = [
        'FastRoute' => ['FastRoute\Dispatcher', 'FastRoute/autoload.php'],
        'ext-msgpack' => ['msgpack_pack', null],
        'ext-simdjson' => ['simdjson_decode', null],
        'rybakit/msgpack' => ['MessagePack\MessagePack', null],
        'lcobucci/jwt' => ['Lcobucci\JWT\Configuration', 'Lcobucci/JWT/autoload.php'],
        'illuminate/validation' => ['Illuminate\Validation\Factory', 'Illuminate/Validation/autoload.php'],
        'symfony/validator' => ['Symfony\Component\Validator\Validation', 'Symfony/Component/Validator/autoload.php'],
    ];

    public static function isBackend(string $need): bool
    {
        return isset(self::BACKENDS[$need]);
    }

    public static function isKnown(string $need): bool
    {
        return isset(self::BACKENDS[$need]) || isset(self::PACKAGES[$need]);
    }

    public static function isThere(string $need): bool
    {
        if (isset(self::BACKENDS[$need])) {
            return \in_array(Backend::current(), self::BACKENDS[$need], true);
        }
        [$name, $loader] = self::PACKAGES[$need];
        if (self::exists($name)) {
            return true;
        }
        foreach ([Page::ROOT . '/vendor/autoload.php', $loader === null ? '' : "/usr/share/php/$loader"] as $file) {
            if ($file !== '' && is_file($file)) {
                require_once $file;
                if (self::exists($name)) {
                    return true;
                }
            }
        }

        return false;
    }

    private static function exists(string $name): bool
    {
        return class_exists($name) || interface_exists($name) || \function_exists($name);
    }
}
