<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * A compiled field: where it is, and what is asked of it.
 *
 * @internal
 */
class Field
{
    /** @var array<int, list<string>> The keys before each wildcard. */
    public readonly array $ways;

    /** @var list<string> The keys after the last wildcard; all of them if there is none. */
    public readonly array $rest;

    /** The path as results show it; null if it has wildcards. */
    public readonly ?string $path;

    public readonly bool $bails;

    public readonly bool $isNullable;

    public readonly bool $isSometimes;

    /** Whether some rule is asked of absent and blank values too. */
    public readonly bool $isDemanding;

    /** @var list<Field> Later fields that may name the same path of the data. */
    public array $later = [];

    /** Whether an earlier field may name the same path of the data. */
    public bool $isLater = false;

    /**
     * @param string            $name     As written.
     * @param list<string|null> $segments
     * @param list<WrittenRule> $written
     * @param array<string, int> $names   The names of the rules, flags included, as keys.
     * @param list<Rule>        $rules
     * @param Setting           $setting
     * @param Shortcut          $shortcut What most values that are as they should be look like.
     */
    public function __construct(
        public readonly string $name,
        public readonly array $segments,
        public readonly array $written,
        array $names,
        public readonly array $rules,
        public readonly Setting $setting,
        public readonly Shortcut $shortcut,
    ) {
        $ways = [[]];
        $last = 0;
        foreach ($segments as $segment) {
            if ($segment === null) {
                $ways[++$last] = [];
            } else {
                $ways[$last][] = $segment;
            }
        }
        $this->rest = array_pop($ways);
        $this->ways = $ways;
        $this->path = $last === 0 ? implode('.', $segments) : null;
        $this->bails = isset($names['bail']);
        $this->isNullable = isset($names['nullable']);
        $this->isSometimes = isset($names['sometimes']);
        $isDemanding = false;
        foreach ($rules as $rule) {
            $isDemanding = $isDemanding || $rule->isImplicit || $rule->action === Rule::EXCLUDE;
        }
        $this->isDemanding = $isDemanding;
        $shortcut->key = \count($segments) === 1 ? $segments[0] : null;
        $shortcut->takesNull = $this->isNullable && !$isDemanding;
    }
}
