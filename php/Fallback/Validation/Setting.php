<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * What a rule has to know of the field that it stands in.
 *
 * @internal
 */
class Setting
{
    /**
     * @param string       $field       The field, as written.
     * @param bool         $isStrict    Whether values are taken as JSON types them.
     * @param bool         $isNumeric   Whether a size is that of a number.
     * @param bool         $isArray     Whether the field has the rule `array`.
     * @param list<string> $dateFormats The formats of `date_format`.
     * @param bool         $isTrimmed   Whether the field has the rule `trim`.
     * @param bool         $isList      Whether the field has the rule `list`.
     */
    public function __construct(
        public readonly string $field,
        public readonly bool $isStrict = false,
        public readonly bool $isNumeric = false,
        public readonly bool $isArray = false,
        public readonly array $dateFormats = [],
        public readonly bool $isTrimmed = false,
        public readonly bool $isList = false,
    ) {
    }
}
