<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Unpacker;

/**
 * All that comes in pieces, faults included.
 */
class Taken
{
    /**
     * What an iterator over lines gives.
     *
     * @return list<mixed>
     */
    public static function ofLines(\Iterator $lines): array
    {
        $all = [];
        for ($i = 0; $i < 1000; ++$i) {
            try {
                if (!$lines->valid()) {
                    break;
                }
                $all[] = [$lines->key(), $lines->current()];
            } catch (JsonException $exception) {
                $all[] = [$exception->getCode(), $exception->getMessage(), $exception->getOffset(), $exception->getLineNumber(), $exception->getColumn()];
            }
            $lines->next();
        }

        return $all;
    }

    /**
     * What an Unpacker gives when it is fed.
     *
     * @param list<string> $pieces
     *
     * @return list<mixed>
     */
    public static function ofPieces(Unpacker $unpacker, array $pieces): array
    {
        $all = [];
        $fault = static fn (MessagePackException $exception): array => [$exception->getCode(), $exception->getMessage(), $exception->getOffset()];
        foreach ([...$pieces, null] as $piece) {
            try {
                $piece === null ? $unpacker->finish() : $unpacker->feed($piece);
            } catch (MessagePackException $exception) {
                $all[] = $fault($exception);
            }
            while ($unpacker->hasValue()) {
                try {
                    $all[] = $unpacker->take();
                } catch (MessagePackException $exception) {
                    $all[] = $fault($exception);
                }
            }
            $all[] = $unpacker->pending();
        }

        return $all;
    }
}
