<?php

declare(strict_types=1);

/*
 * The part of validation in what is measured. Of JsonSchema it is the backend's own class, once it asks the library. What a Validator could be made of is here,
 * and stayed in PHP: a payload has to be searched for objects, written as JSON, and read again by the library.
 */

namespace HighPerApp\HighPer\Native\Benches\Ffi;

use FFI\CData;
use HighPerApp\HighPer\Native\Benches\Validator;
use HighPerApp\HighPer\Native\Fallback;
use HighPerApp\HighPer\Native\Fallback\Schema\Values;
use HighPerApp\HighPer\Native\Ffi;
use HighPerApp\HighPer\Native\ValidationResult;

/** How a payload is written so that it comes back as it was. */
const FAITHFUL = JSON_PRESERVE_ZERO_FRACTION | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE;

/** A text so long that a schema goes to the library. */
const ENOUGH = 32768;

/**
 * Rules in the native library.
 */
class NativeRules
{
    private readonly CData $handle;

    private readonly CData $passes;

    public function __construct(private readonly \FFI $library, array $rules)
    {
        $text = json_encode($rules, JSON_THROW_ON_ERROR);
        $this->handle = $library->new('highper_validator *');
        $this->passes = $library->new('bool');
        if ($library->highper_validator_compile($text, \strlen($text), null, 0, \FFI::addr($this->handle), null) !== $library->HIGHPER_STATUS_OK) {
            throw new \RuntimeException('the library refuses the rules');
        }
    }

    public function __destruct()
    {
        $this->library->highper_validator_free($this->handle);
    }

    /**
     * @param array<array-key, mixed> $data
     */
    public function passes(array $data): ?bool
    {
        $json = self::isPlain($data) ? json_encode($data, FAITHFUL) : false;
        if ($json === false) {
            return null;
        }
        $status = $this->library->highper_validator_passes($this->handle, null, $json, \strlen($json), \FFI::addr($this->passes), null);

        return $status === $this->library->HIGHPER_STATUS_OK ? $this->passes->cdata : null;
    }

    /**
     * Whether there are no objects, which JSON would not tell from arrays.
     *
     * @param array<array-key, mixed> $data
     */
    private static function isPlain(array $data): bool
    {
        foreach ($data as $value) {
            if (\is_array($value) ? !self::isPlain($value) : \is_object($value)) {
                return false;
            }
        }

        return true;
    }
}

/**
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function validation(\FFI $library): iterable
{
    $orders = [];
    foreach ([1, 3, 50, 8000] as $count) {
        $orders["order of $count"] = Validator\order($count);
    }
    $values = static fn (string $rule, array $values): array => [['x' => 'array', 'x.*' => "required|$rule"], ['x' => $values]];
    $sets = [
        'form' => [Validator\FORM_RULES, Validator\form()],
        ...array_map(static fn (array $order): array => [Validator\ORDER_RULES, $order], $orders),
        '1,000 distinct' => $values('distinct', array_map(static fn (int $at): string => "k$at", range(1, 1000))),
        '1,000 emails' => $values('email', array_map(static fn (int $at): string => "ada.$at@example.com", range(1, 1000))),
        '1,000 IBANs' => $values('iban', array_fill(0, 1000, 'DE89370400440532013000')),
    ];
    foreach ($sets as $set => [$rules, $data]) {
        $php = Fallback\Validator::compile($rules);
        $ffi = new NativeRules($library, $rules);
        yield "Validator::passes(), $set" => same(static fn (): bool => $php->passes($data), static fn (): ?bool => $ffi->passes($data));
    }
    foreach (['form' => [form_schema(), Validator\form()], ...array_map(static fn (array $order): array => [order_schema(), $order], $orders)] as $set => [$schema, $data]) {
        yield from schemas($set, $schema, $data);
    }
    $schema = order_schema();
    $text = (string) json_encode(Validator\order(1));
    yield 'JsonSchema::compile() up to the first answer' => same(
        static fn (): bool => Fallback\JsonSchema::compile($schema, [], true)->passesJson($text),
        static fn (): bool => native_schema($schema)->passesJson($text),
    );
}

/**
 * @param array<string, mixed> $schema
 * @param array<string, mixed> $data
 *
 * @return iterable<string, array{inputs: ?callable(int): mixed, calls: int, php: callable, ffi: callable, agree: callable(): bool}>
 */
function schemas(string $set, array $schema, array $data): iterable
{
    $php = Fallback\JsonSchema::compile($schema, [], true);
    $ffi = native_schema($schema);
    $good = (string) json_encode($data, FAITHFUL);
    $bad = str_replace(['"team"', '"EUR"'], ['"gold"', '"XXX"'], $good);
    $found = static fn (ValidationResult $result): array => [$result->ok, $result->errors(), $result->failed()];
    $size = \strlen($good) < 1000 ? \strlen($good) . ' B' : round(\strlen($good) / 1000) . ' KB';
    $title = static fn (string $method): string => "JsonSchema::$method, $set, $size";
    yield $title('passesJson()') => same(static fn () => $php->passesJson($good), static fn () => $ffi->passesJson($good));
    yield $title('passesJson(), refused') => same(static fn () => $php->passesJson($bad), static fn () => $ffi->passesJson($bad));
    yield $title('checkJson()') => same(static fn () => $php->checkJson($good)->ok, static fn () => $ffi->checkJson($good)->ok);
    yield $title('checkJson() and validated()') => same(
        static fn () => $php->checkJson($good)->validated(),
        static fn () => $ffi->checkJson($good)->validated(),
    );
    yield $title('checkJson(), refused, and errors') => same(
        static fn () => $found($php->checkJson($bad)),
        static fn () => $found($ffi->checkJson($bad)),
    );
    yield $title('passes(), by way of JSON') => same(static fn () => $php->passes($data), static function () use ($ffi, $data): bool {
        Values::check($data);

        return $ffi->passesJson((string) json_encode($data, FAITHFUL));
    });
}

/**
 * A schema that is asked in the library.
 *
 * @param array<string, mixed> $schema
 */
function native_schema(array $schema): Ffi\JsonSchema
{
    $compiled = Ffi\JsonSchema::compile($schema, [], true);
    $compiled->passesJson(str_repeat(' ', ENOUGH) . '0');

    return $compiled;
}

/**
 * @return array<string, mixed>
 */
function form_schema(): array
{
    $properties = [
        'email' => ['type' => 'string', 'format' => 'email', 'maxLength' => 100],
        'password' => ['type' => 'string', 'minLength' => 8, 'maxLength' => 64, 'pattern' => '^[\x21-\x7e]+$'],
        'name' => ['type' => 'string', 'minLength' => 2, 'maxLength' => 50],
        'age' => ['type' => 'integer', 'minimum' => 18, 'maximum' => 120],
        'website' => ['type' => 'string', 'format' => 'uri'],
        'id' => ['type' => 'string', 'format' => 'uuid'],
        'birthday' => ['type' => 'string', 'format' => 'date'],
        'plan' => ['enum' => ['free', 'pro', 'team']],
    ];

    return ['type' => 'object', 'properties' => $properties, 'required' => array_keys($properties)];
}

/**
 * @return array<string, mixed>
 */
function order_schema(): array
{
    $customer = [
        'id' => ['type' => 'string', 'format' => 'uuid'],
        'email' => ['type' => 'string', 'format' => 'email'],
        'name' => ['type' => 'string', 'maxLength' => 50],
    ];
    $item = [
        'sku' => ['type' => 'string', 'pattern' => '^[A-Z]{2}-\d{5}$'],
        'title' => ['type' => 'string', 'maxLength' => 100],
        'quantity' => ['type' => 'integer', 'minimum' => 1, 'maximum' => 999],
        'price' => ['type' => 'number', 'minimum' => 0],
        'gift' => ['type' => 'boolean'],
    ];
    $object = static fn (array $properties): array => ['type' => 'object', 'properties' => $properties, 'required' => array_keys($properties)];

    return $object([
        'reference' => ['type' => 'string', 'pattern' => '^\d{4}-\d{6}$'],
        'customer' => $object($customer),
        'currency' => ['enum' => ['EUR', 'USD', 'GBP']],
        'note' => ['type' => 'string', 'maxLength' => 500],
        'items' => ['type' => 'array', 'minItems' => 1, 'items' => $object($item) + ['additionalProperties' => false]],
    ]);
}
