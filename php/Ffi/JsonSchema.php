<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Fallback\Schema\Values;
use HighPerApp\HighPer\Native\ValidationResult;

/**
 * The JsonSchema of the FFI backend: PHP's, but JSON texts go to the native library as they are, once there are enough of them.
 * docs/ffi.md has the figures.
 */
class JsonSchema extends Fallback\JsonSchema
{
    /** With so many bytes of texts the library earns what compiling the schema there costs. */
    private const WORTHWHILE = 32768;

    /** @var array{string, string}|null The texts to compile natively. */
    private ?array $texts = null;

    private ?CompiledSchema $compiled = null;

    /** The bytes of the texts that were to be checked, until the schema is compiled natively. */
    private int $seen = 0;

    public static function compile(
        array|object|bool|string $schema,
        array $documents = [],
        bool $formats = false,
        ?string $draft = null,
    ): static {
        $compiled = parent::compile($schema, $documents, $formats, $draft);
        $compiled->texts = self::texts($schema, $documents, $formats, $draft ?? '2020-12');

        return $compiled;
    }

    public function passesJson(string $json): bool
    {
        // PHP says what is wrong with a text, and decides where the library cannot.
        return $this->compiledFor($json)?->passes($json) ?? parent::passesJson($json);
    }

    public function checkJson(string $json): ValidationResult
    {
        $findings = $this->compiledFor($json)?->check($json);

        return $findings === null ? parent::checkJson($json) : ValidationResult::of($findings->isNone(), $findings);
    }

    /**
     * The schema in the library; null if PHP is to check the text.
     */
    private function compiledFor(string $json): ?CompiledSchema
    {
        if ($this->texts !== null) {
            $this->seen += \strlen($json);
            if ($this->seen < self::WORTHWHILE) {
                return null;
            }
            [[$schema, $settings], $this->texts] = [$this->texts, null];
            $library = Library::functions();
            $this->compiled = $library === null ? null : CompiledSchema::of($library, $schema, $settings);
        }

        // No property of an object in PHP may have a name that begins with NUL, and no number may be beyond a float's range.
        return $this->compiled === null || str_contains($json, '"\u0000') || self::mayOverflow($json) ? null : $this->compiled;
    }

    /**
     * The schema and its settings as JSON; null if that would not be the same.
     *
     * @param array<array-key, mixed>|object|bool|string $schema    As compile() has taken it.
     * @param array<array-key, mixed>                    $documents Likewise.
     *
     * @return array{string, string}|null
     */
    private static function texts(array|object|bool|string $schema, array $documents, bool $formats, string $draft): ?array
    {
        $schema = self::text($schema);
        $settings = '{"draft":"' . $draft . '","formats":' . ($formats ? 'true' : 'false') . ',"documents":{';
        $separator = '';
        foreach ($documents as $uri => $document) {
            $document = self::text($document);
            $uri = json_encode((string) $uri);
            if ($document === null || $uri === false) {
                return null;
            }
            $settings .= "$separator$uri:$document";
            $separator = ',';
        }

        return $schema === null ? null : [$schema, "$settings}}"];
    }

    /**
     * A schema as JSON; null if an empty array may stand for `{}` there.
     */
    private static function text(mixed $schema): ?string
    {
        if (\is_string($schema)) {
            return $schema;
        }
        // With fewer digits numbers would become others.
        if (!\in_array(\ini_get('serialize_precision'), ['-1', '17'], true)) {
            return null;
        }
        $text = json_encode($schema, JSON_PRESERVE_ZERO_FRACTION | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE, Values::DEPTH);

        return $text === false || str_contains($text, '[]') ? null : $text;
    }
}
