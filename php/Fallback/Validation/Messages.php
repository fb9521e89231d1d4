<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

use HighPerApp\HighPer\Native\Exception\RuleException;

/**
 * The texts of a validator: which template belongs to a failure, and what becomes of it.
 *
 * Templates are the caller's by key, and the English ones of php/Messages/en.php. Both are split when they are asked for the first time.
 *
 * @internal
 */
class Messages
{
    private const LANGUAGE = '@language';
    private const DEFAULT = '@default';
    private const PASSWORD = '@password';
    private const REQUIREMENTS = ['letters', 'mixed', 'numbers', 'symbols'];

    /** Arrays within arrays of texts; an array may hold itself. */
    public const MAX_DEPTH = 8;

    /**
     * The English texts.
     *
     * @var array<string, string|array<string, string|array<string, string>>>|null
     */
    private static ?array $english = null;

    /**
     * The English texts that were asked for, by rule and type, split.
     *
     * @var array<string, array<string, array<string, list<string|array{int, int, string, int}>>>>
     */
    private static array $split = [];

    /**
     * The caller's texts by key; those with plural forms are arrays of them.
     *
     * @var array<string, string|array<string, string>>
     */
    private array $texts = [];

    /**
     * The keys that hold a `*`, as expressions.
     *
     * @var array<string, string>
     */
    private array $patterns = [];

    /**
     * The caller's texts that were asked for, by rule and key, split.
     *
     * @var array<string, array<string, array<string, list<string|array{int, int, string, int}>>>>
     */
    private array $own = [];

    /**
     * The language whose plural forms the caller's texts have.
     */
    private string $language = 'en';

    private Names $names;

    /**
     * @param array<array-key, mixed> $messages   As Validator::compile() takes them.
     * @param array<array-key, mixed> $attributes As Validator::compile() takes them.
     *
     * @throws RuleException
     */
    public function __construct(array $messages = [], array $attributes = [])
    {
        if (\array_key_exists(self::LANGUAGE, $messages)) {
            if (!\is_string($messages[self::LANGUAGE])) {
                throw RuleException::of(RuleException::BAD_DEFINITION, "message '@language' must be a string, " . get_debug_type($messages[self::LANGUAGE]) . ' given');
            }
            $this->language = $messages[self::LANGUAGE];
        }
        unset($messages[self::LANGUAGE]);
        $this->add($messages, '', 0);
        foreach ($this->texts as $key => $text) {
            if (\is_array($text) && !isset($text['other'])) {
                throw RuleException::of(RuleException::BAD_DEFINITION, "message '$key' needs the form 'other'");
            }
            if (str_contains((string) $key, '*')) {
                $this->patterns[$key] = Names::expression((string) $key);
            }
        }
        $this->names = new Names($attributes);
    }

    /**
     * The message of a failure.
     *
     * @param string                  $rule       Its canonical name.
     * @param string                  $pattern    The field as the rules name it.
     * @param string                  $path       The field as the data name it.
     * @param string                  $type       `numeric`, `string` or `array`.
     * @param list<string>            $parameters With keys in place of `*`.
     * @param mixed                   $input      What the field holds.
     * @param array<array-key, mixed> $data       What the fields hold that parameters name.
     */
    public function render(string $rule, string $pattern, string $path, string $type, array $parameters, mixed $input, array $data = []): string
    {
        $failure = new Failure($pattern, $path, $type, $parameters, $input, $data);
        $key = $this->texts === [] ? null : $this->key($rule, $pattern, $path, $type);
        if ($key !== null) {
            return $this->chosen($this->own[$rule][$key] ??= self::forms($this->texts[$key], $rule), $this->language, $rule, $failure);
        }
        $forms = self::$split[$rule][$type] ?? self::english($rule, $type);
        if ($forms === []) {
            return $this->write($this->text(self::DEFAULT, $rule), $failure);
        }

        return $this->chosen($forms, 'en', $rule, $failure);
    }

    /**
     * The message that a closure or a callback gave itself.
     *
     * @param list<string>            $parameters
     * @param array<array-key, mixed> $data
     */
    public function renderText(string $text, string $rule, string $pattern, string $path, string $type, array $parameters, mixed $input, array $data = []): string
    {
        return $this->write(Placeholders::split($text, $rule), new Failure($pattern, $path, $type, $parameters, $input, $data));
    }

    /**
     * The key of the caller's text for a failure; null if there is none.
     */
    private function key(string $rule, string $pattern, string $path, string $type): ?string
    {
        foreach (["$path.$rule.$type", "$path.$rule", "$pattern.$rule.$type", "$pattern.$rule"] as $key) {
            if (isset($this->texts[$key])) {
                return $key;
            }
        }
        foreach ($this->patterns as $key => $expression) {
            if (preg_match($expression, "$path.$rule.$type") === 1 || preg_match($expression, "$path.$rule") === 1) {
                return (string) $key;
            }
        }
        foreach (["$rule.$type", $rule] as $key) {
            if (isset($this->texts[$key])) {
                return $key;
            }
        }

        return null;
    }

    /**
     * The English text of a rule, split; nothing if there is none.
     *
     * @return array<string, list<string|array{int, int, string, int}>>
     */
    private static function english(string $rule, string $type): array
    {
        self::$english ??= Tables::english();
        $text = str_starts_with($rule, '@') ? null : self::$english[$rule] ?? null;
        if (\is_array($text) && !isset($text['other'])) {
            $text = $text[$type] ?? null;
        }

        // What callbacks are called is not kept: there may be any number of names.
        return $text === null ? [] : self::$split[$rule][$type] = self::forms($text, $rule);
    }

    /**
     * The text of an entry that is no rule, split.
     *
     * @return list<string|array{int, int, string, int}>
     */
    private function text(string $key, string $rule, ?string $number = null): array
    {
        self::$english ??= Tables::english();
        $text = $this->texts[$key] ?? null;
        $language = $text === null ? 'en' : $this->language;
        if ($text === null) {
            $found = self::$english;
            foreach (explode('.', $key) as $part) {
                $found = \is_array($found) ? $found[$part] ?? '' : '';
            }
            /** @var string|array<string, string> $text */
            $text = $found;
        }
        if (\is_array($text)) {
            $text = $text[$number === null ? 'other' : Plural::category($language, $number)] ?? $text['other'];
        }

        return Placeholders::split($text, $rule);
    }

    /**
     * @param string|array<string, string|array<string, string>> $text One text, or its plural forms.
     *
     * @return array<string, list<string|array{int, int, string, int}>> By category; one text alone as `other`.
     */
    private static function forms(string|array $text, string $rule): array
    {
        $forms = \is_array($text) ? array_filter($text, \is_string(...)) : ['other' => $text];

        return array_map(static fn (string $form): array => Placeholders::split($form, $rule), $forms);
    }

    /**
     * @param array<string, list<string|array{int, int, string, int}>> $forms
     */
    private function chosen(array $forms, string $language, string $rule, Failure $failure): string
    {
        $pieces = $forms['other'];
        if (\count($forms) > 1) {
            $number = $failure->number($rule);
            $pieces = $number === null ? $pieces : $forms[Plural::category($language, $number)] ?? $pieces;
        }

        return $this->write($pieces, $failure);
    }

    /**
     * @param list<string|array{int, int, string, int}> $pieces
     */
    private function write(array $pieces, Failure $failure): string
    {
        $out = '';
        foreach ($pieces as $piece) {
            if (\is_string($piece)) {
                $out .= $piece;
                continue;
            }
            [$kind, $parameter, , $case] = $piece;
            if ($kind === Placeholders::ATTRIBUTE) {
                $text = $this->names->of($failure->path, $failure->pattern);
            } elseif ($kind === Placeholders::TEXT) {
                $text = $failure->parameters[$parameter] ?? '';
            } else {
                $out .= $this->placeholder($piece, $failure);
                continue;
            }
            $out .= $case === 0 ? $text : Names::cased($text, $case);
        }

        return $out;
    }

    /**
     * @param array{int, int, string, int} $piece
     */
    private function placeholder(array $piece, Failure $failure): string
    {
        [$kind, $parameter, $name, $case] = $piece;
        $texts = match ($kind) {
            Placeholders::INPUT => [$failure->input()],
            Placeholders::INDEX => [$failure->index(0)],
            Placeholders::POSITION => [$failure->index(1)],
            Placeholders::NAME => [$this->names->ofParameter($failure->parameters[$parameter] ?? '')],
            Placeholders::NAMES => array_map($this->names->ofParameter(...), \array_slice($failure->parameters, $parameter)),
            Placeholders::VALUES => $parameter === 0 ? $failure->parameters : \array_slice($failure->parameters, $parameter),
            Placeholders::VALUE => $failure->valueOfOther() ?? \array_slice($failure->parameters, $parameter),
            Placeholders::SIZE => [$failure->sizeOfOther() ?? $this->names->ofParameter($failure->parameters[$parameter] ?? '')],
            Placeholders::DATE => [$this->names->ofDate($failure->parameters[$parameter] ?? '')],
            Placeholders::RANGE => [implode('-', \array_slice($failure->parameters, 0, 2))],
            Placeholders::NAMED => [$failure->named($name)],
            Placeholders::LENGTH => [$failure->length()],
            default => $this->requirements($failure),
        };
        foreach ($case === 0 ? [] : $texts as $at => $text) {
            $texts[$at] = Names::cased($text, $case);
        }

        return implode($kind === Placeholders::NAMES ? ' / ' : ', ', $texts);
    }

    /**
     * @return list<string>
     */
    private function requirements(Failure $failure): array
    {
        $found = [$this->write($this->text(self::PASSWORD . '.min', self::PASSWORD, $failure->length()), $failure)];
        foreach (self::REQUIREMENTS as $requirement) {
            if (\in_array($requirement, $failure->parameters, true)) {
                $found[] = $this->write($this->text(self::PASSWORD . ".$requirement", self::PASSWORD, $failure->length()), $failure);
            }
        }

        return $found;
    }

    /**
     * Takes texts, nested ones under keys joined with dots. A last part that names a plural category makes it a form of the key before.
     *
     * @param array<array-key, mixed> $messages
     * @param int                     $depth    How many arrays these are within.
     *
     * @throws RuleException
     */
    private function add(array $messages, string $prefix, int $depth): void
    {
        foreach ($messages as $part => $text) {
            $key = $prefix . $part;
            if (\is_array($text) && $depth < self::MAX_DEPTH) {
                $this->add($text, "$key.", $depth + 1);
                continue;
            }
            if (!\is_string($text)) {
                throw RuleException::of(RuleException::BAD_DEFINITION, "message '$key' must be a string or an array, " . get_debug_type($text) . ' given');
            }
            $dot = strrpos($key, '.');
            $category = $dot === false ? '' : substr($key, $dot + 1);
            if (!isset(Plural::CATEGORIES[$category])) {
                $this->texts[$key] = $text;
                continue;
            }
            $key = substr($key, 0, (int) $dot);
            if (!\is_array($this->texts[$key] ?? null)) {
                $this->texts[$key] = [];
            }
            $this->texts[$key][$category] = $text;
        }
    }
}
