<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

use HighPerApp\HighPer\Native\Exception\RouterException;

/**
 * What a parameter's value must look like.
 *
 * @internal
 */
class Constraint
{
    private const NAMED = [
        'int' => '[0-9]+',
        'alpha' => '[A-Za-z]+',
        'alnum' => '[A-Za-z0-9]+',
        'hex' => '[0-9A-Fa-f]+',
        'slug' => '[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*',
        'uuid' => '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
        'ulid' => '[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}',
        // The calendar is asked in accepts().
        'date' => '[0-9]{4}-[0-9]{2}-[0-9]{2}',
    ];

    /** What decides where PCRE gives up; made when it first does. */
    private ?Language $language = null;

    /**
     * @param string                     $text       As it stands in the pattern.
     * @param string                     $normal     Its normal form, by which two constraints are the same.
     * @param array{int, int, int}       $narrowness Longest value, distinct bytes, minus the shortest value.
     * @param Node                       $node       Its tree; of `date` the expression that is a little wider.
     * @param bool                       $isUnicode  Whether it reads code points.
     * @param bool                       $isDate     Whether the calendar has a say.
     */
    private function __construct(
        public readonly string $text,
        public readonly string $normal,
        public readonly array $narrowness,
        public readonly Node $node,
        public readonly bool $isUnicode,
        public readonly bool $isDate,
        private readonly string $expression,
    ) {
    }

    /**
     * Reads the text behind the colon of a parameter.
     *
     * @return self|null Null if it is a bare word that names no constraint.
     *
     * @throws ConstraintFault if it is not in the language
     */
    public static function of(string $text): ?self
    {
        if (!isset(self::NAMED[$text]) && preg_match('~^[A-Za-z_]+$~D', $text) === 1) {
            return null;
        }
        $isDate = $text === 'date';
        $parser = new ConstraintParser(self::NAMED[$text] ?? $text);
        $node = $parser->parse();
        $isUnicode = $parser->isUnicode();
        $flags = ($isUnicode ? 'u' : '') . ($parser->foldsCase() ? 'i' : '');
        $normal = ($flags === '' ? '' : "(?$flags)") . $node->normal();
        $shortest = -$node->shortest();
        $narrowness = $isUnicode
            ? [PHP_INT_MAX, 256, $shortest]
            : [$node->longest(), Bytes::count($node->bytes()), $shortest];
        if ($isDate) {
            // The calendar makes it narrower than the digits and hyphens that it is written as.
            $narrowness[1]--;
        }
        // PCRE2's own search for what can be possessive is off: of `a+(?:b)?+a` it takes the group for one that must be there.
        $expression = '~(*NO_AUTO_POSSESS)\A(?:' . $node->expression() . ')\z~' . $flags;
        // PCRE has a bound of its own on what it compiles, which a long repetition of groups can pass.
        if (@preg_match($expression, '') === false && preg_last_error() === PREG_INTERNAL_ERROR) {
            throw ConstraintFault::malformed('it expands to more than 1000 elements', 0);
        }

        return new self($text, $isDate ? 'date' : $normal, $narrowness, $node, $isUnicode, $isDate, $expression);
    }

    /**
     * Whether a decoded value satisfies it.
     *
     * @param string $name The parameter, for the message.
     *
     * @throws RouterException if PCRE reaches one of its limits, and the expression is in `(?u)` mode or has assertions
     */
    public function accepts(string $value, string $name): bool
    {
        $accepts = preg_match($this->expression, $value);
        if ($accepts === false && preg_last_error() !== PREG_BAD_UTF8_ERROR) {
            $accepts = $this->language($name)->accepts($value);
        }

        return (bool) $accepts && (!$this->isDate || self::isInCalendar($value));
    }

    /**
     * Narrower first; equal only if they are the same.
     */
    public function compare(self $other): int
    {
        return $this->narrowness <=> $other->narrowness ?: strcmp($this->normal, $other->normal);
    }

    /**
     * The automaton of its values, which needs no backtracking. Only code points and assertions are beyond it.
     */
    private function language(string $name): Language
    {
        if ($this->language === null) {
            $this->language = new Language();
            $this->language->value($this->node);
        }
        if (!$this->language->isKnown()) {
            throw RouterException::of(
                RouterException::MATCH_FAILED,
                "PCRE gave up on the constraint of parameter '$name'",
                'raise pcre.backtrack_limit or simplify the expression',
            );
        }

        return $this->language;
    }

    private static function isInCalendar(string $date): bool
    {
        return checkdate((int) substr($date, 5, 2), (int) substr($date, 8, 2), (int) substr($date, 0, 4));
    }
}
