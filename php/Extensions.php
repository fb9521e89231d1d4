<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

use HighPerApp\HighPer\Native\Exception\MessagePackException;

/**
 * Callbacks that pack objects of further classes as MessagePack extension values and unpack them again.
 */
class Extensions
{
    /** @var array<string, array{int, callable}> Type and callback by class. */
    protected array $packers = [];

    /** @var array<int, callable> Callback by type. */
    protected array $unpackers = [];

    /**
     * Registers an extension type. Objects of the class and of its subclasses are packed with it; of several that fit, the one that was
     * registered first counts.
     *
     * @template T of object
     *
     * @param int                          $type   0 to 127, or -128 to -2 for types of the specification; -1 is the timestamp's own.
     * @param class-string<T>              $class  Class or interface whose objects it stands for.
     * @param callable(T): string          $pack   Gets the object, returns the bytes.
     * @param callable(string, int): mixed $unpack Gets the bytes and the type, returns the value.
     *
     * @throws MessagePackException if the type is out of range, or the type or the class is registered already
     */
    public function register(int $type, string $class, callable $pack, callable $unpack): static
    {
        $hint = match (true) {
            $type < -128 || $type > 127 => 'use 0 to 127',
            $type === -1 => 'it is the timestamp; pack a DateTimeInterface or a Timestamp',
            isset($this->unpackers[$type]) => 'it is registered already',
            default => null,
        };
        if ($hint !== null) {
            throw MessagePackException::of(MessagePackException::EXTENSION, "Extension type $type", $hint);
        }
        $class = ltrim($class, '\\');
        if (isset($this->packers[$class])) {
            throw MessagePackException::of(MessagePackException::EXTENSION, "Class $class", 'it is registered already');
        }
        $this->packers[$class] = [$type, $pack];
        $this->unpackers[$type] = $unpack;

        return $this;
    }
}
