<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

use HighPerApp\HighPer\Native\Exception\SchemaException;

/**
 * PCRE reached a limit, so that there is no answer. Where the text stands in the value is looked for only now.
 *
 * @internal
 */
class GaveUp extends \RuntimeException
{
    public function __construct(private readonly string $text)
    {
        parent::__construct();
    }

    public function on(mixed $value): SchemaException
    {
        return SchemaException::of(SchemaException::BAD_VALUE, 'a pattern takes too long on the value', $this->find($value) ?? '');
    }

    /**
     * The pointer to the first place of the text; where it is a name, to the object that has it.
     */
    private function find(mixed $value): ?string
    {
        if ($value === $this->text) {
            return '';
        }
        if (\is_array($value) || \is_object($value)) {
            $isList = \is_array($value) && array_is_list($value);
            foreach ((array) $value as $name => $item) {
                if (!$isList && (string) $name === $this->text) {
                    return '';
                }
                $further = $this->find($item);
                if ($further !== null) {
                    return Pointer::token($name) . $further;
                }
            }
        }

        return null;
    }
}
