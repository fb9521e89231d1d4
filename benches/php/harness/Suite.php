<?php

declare(strict_types=1);

/* What belongs together: rivals, and the measurements against them. A file benches/php/NAME/suite.php returns one. */

namespace HighPerApp\HighPer\Native\Benches;

class Suite
{
    /** @var array<string, self> */
    private static array $loaded = [];

    /**
     * @param string                                                   $about        What is measured, in a sentence.
     * @param list<Rival>                                              $rivals
     * @param callable(Effort): iterable<Measurement|Footprint>        $measurements In the order in which they are measured; asked once the rivals are loaded.
     * @param list<string>                                             $backends     Each is measured in a process of its own: extension, ffi, php.
     * @param ?float                                                   $floor        The least ratio of CPU time where a contender has no aim of its own.
     * @param array<string, callable(Effort): int>                     $modes        What else it can do, by option: gives what to exit with.
     * @param ?(callable(): mixed)                                     $prepare      Called before anything is measured; its result is kept.
     */
    public function __construct(
        public readonly string $name,
        public readonly string $about,
        public readonly array $rivals,
        public readonly mixed $measurements,
        public readonly array $backends = ['extension'],
        public readonly ?float $floor = null,
        public readonly array $modes = [],
        public readonly mixed $prepare = null,
    ) {
    }

    /**
     * The names of all suites.
     *
     * @return list<string>
     */
    public static function names(): array
    {
        $names = array_map(static fn (string $file): string => basename(dirname($file)), glob(dirname(__DIR__) . '/*/suite.php') ?: []);
        // The order of the report; others follow.
        $known = array_values(array_intersect(['router', 'serializer', 'crypto', 'validator', 'request', 'ffi'], $names));

        return [...$known, ...array_values(array_diff($names, $known))];
    }

    public static function named(string $name): self
    {
        if (!in_array($name, self::names(), true)) {
            throw new \InvalidArgumentException("there is no benchmark '$name'; there are " . implode(', ', self::names()));
        }

        // Its file declares functions, too, and is read once.
        return self::$loaded[$name] ??= require dirname(__DIR__) . "/$name/suite.php";
    }

    /** The rival that a contender is; null for other ways to use this library. */
    public function rival(string $contender): ?string
    {
        foreach ($this->rivals as $rival) {
            if ($rival->is($contender)) {
                return $rival->name;
            }
        }

        return null;
    }

    /**
     * The versions of those who are there, and how to get those who are not. This loads them.
     *
     * @return array{present: array<string, string>, absent: array<string, string>}
     */
    public function attendance(): array
    {
        $attendance = ['present' => [], 'absent' => []];
        foreach ($this->rivals as $rival) {
            $version = $rival->version();
            if ($version === null) {
                $attendance['absent'][$rival->name] = $rival->hint;
            } else {
                $attendance['present'][$rival->name] = $version;
            }
        }

        return $attendance;
    }

    /**
     * What an effort asks for, by id.
     *
     * @return array<string, Measurement|Footprint>
     */
    public function chosen(Effort $effort, string $backend): array
    {
        $chosen = [];
        foreach (($this->measurements)($effort) as $measurement) {
            $id = "$this->name, $backend: " . $measurement->title();
            if (isset($chosen[$id])) {
                throw new \LogicException("'$id' is there twice");
            }
            if ($effort->wants($id)) {
                $chosen[$id] = $measurement;
            }
        }

        return $chosen;
    }
}
