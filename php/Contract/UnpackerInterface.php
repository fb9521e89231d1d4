<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\MessagePackException;

/**
 * Unpacks a stream of MessagePack values: feed it bytes as they come, take values as they complete.
 */
interface UnpackerInterface
{
    /**
     * Appends bytes. Nothing is unpacked yet.
     *
     * @throws MessagePackException if the bytes cannot begin or go on with a value (once for good), or a value exceeds the size that
     *                              the constructor allows
     */
    public function feed(string $bytes): static;

    /**
     * Whether take() has a value to give.
     */
    public function hasValue(): bool;

    /**
     * Takes the next value.
     *
     * @throws MessagePackException if none is complete (MessagePackException::INCOMPLETE), or it holds what PHP cannot; then it is
     *                              skipped
     * @throws \Throwable           what a callback throws; the value is then skipped
     */
    public function take(): mixed;

    /**
     * The number of bytes that were fed and belong to no value that was taken.
     */
    public function pending(): int;

    /**
     * Says that no more bytes will come.
     *
     * @throws MessagePackException if a value was begun and not completed (MessagePackException::TRUNCATED)
     */
    public function finish(): void;
}
