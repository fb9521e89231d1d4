<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Soak;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\JsonSchema;
use HighPerApp\HighPer\Native\Validator;

/**
 * A form as applications have it.
 */
function form(string $name = 'name'): Validator
{
    return Validator::compile([
        'email' => 'required|email',
        'password' => ['required', 'string', 'min:8', 'regex:/[A-Z].*\d/', 'confirmed'],
        $name => 'trim|required|string|max:50',
        'age' => 'nullable|integer|between:18,120|cast:int',
        'born' => 'date|before:2020-01-01',
        'items' => 'list|max:5',
        'items.*.id' => 'required|integer|distinct',
        'items.*.tags.*' => 'string|in:a,b,c',
    ], ['name.required' => 'Who is :attribute?', 'items.*.id.integer' => ':attribute, :position: :input'], ['items.*.id' => 'a number']);
}

/**
 * Rules and schemas.
 *
 * @return array<string, array{int, \Closure(int): void}> How often in a cycle, and the operation, by what it is called.
 */
function checking(): array
{
    $form = form();
    $callbacks = Validator::compile([
        'a' => ['required', static function (string $field, mixed $value, callable $fail): void {
            if ($value !== 'good') {
                $fail("$field: :attribute is not good");
            }
        }],
        'b' => 'mine:1,2',
        'c' => [['regex_pcre', '/^(?=.*x)/']],
    ], custom: ['mine' => static fn (string $field, mixed $value, array $parameters, array $data): bool|string => $data['a'] === 'good' ?: "no $parameters[1]"]);
    $good = static fn (int $i): array => [
        'email' => "a$i@example.com", 'password' => 'Secret 123', 'password_confirmation' => 'Secret 123', 'name' => " Jane $i ", 'age' => (string) (18 + $i % 100),
        'born' => '1990-05-01', 'items' => [['id' => $i, 'tags' => ['a', 'b']], ['id' => -1]], 'more' => 'dropped',
    ];
    $bad = static fn (int $i): array => [
        'email' => "nobody $i", 'password' => 'short', 'name' => '  ', 'age' => 'x', 'born' => 'never', 'items' => [['id' => "x$i", 'tags' => ['z']], ['id' => 2], ['id' => 2]],
    ];
    $schemaText = '{"type":"object","properties":{"id":{"type":"integer","minimum":0},"name":{"type":"string","maxLength":20},"tags":{"type":"array","items":{"enum":["a","b"]},"uniqueItems":true},'
        . '"of":{"$ref":"#/$defs/place"}},"required":["id"],"additionalProperties":false,"$defs":{"place":{"type":"object","patternProperties":{"^x":{"type":"number"}}}}}';
    $schema = JsonSchema::compile($schemaText);
    // Through FFI a schema is compiled in the library once there were texts enough: now, and not in the midst of the run.
    $schema->passesJson('{"id":1}' . str_repeat(' ', 40_000));

    return [
        'rules pass' => [50, static fn (int $i) => want($form->passes($good($i)), 'passes()')],
        'rules fail' => [30, static fn (int $i) => want(!$form->passes($bad($i)), 'passes()')],
        'messages' => [20, static function (int $i) use ($form, $bad): void {
            $result = $form->check($bad($i));
            want($result->first('name') === 'Who is name?' && \count($result->errors()) === 9 && $result->failed() !== [], 'messages');
        }],
        'validated' => [20, static fn (int $i) => want($form->check($good($i))->validated()['name'] === "Jane $i", 'validated()')],
        'rules throw' => [10, static function (int $i) use ($form, $bad): void {
            try {
                $form->strict()->maxErrors(1 + $i % 3)->validate($bad($i));
            } catch (ValidationException $exception) {
                want($exception->errors() !== [] && !$exception->getResult()->ok, 'ValidationException');

                return;
            }
            want(false, 'validate()');
        }],
        'callbacks' => [20, static function (int $i) use ($callbacks): void {
            want($callbacks->check(['a' => 'good', 'b' => "$i", 'c' => 'x'])->ok, 'callbacks');
            want(\count($callbacks->check(['a' => "$i", 'b' => 1, 'c' => 'y'])->errors()) === 3, 'callbacks that refuse');
        }],
        'rules compiled' => [2, static fn (int $i) => want(form("name$i")->passes(["name$i" => 'x'] + $good($i)), 'new rules')],
        'rules refused' => [5, static fn (int $i) => refused(RuleException::class, static fn (): Validator => Validator::compile(['a' => ['unknown', "between:$i", 'regex:/(/', 'multiple_of:0'][$i % 4]]))],
        'rules persistent' => [10, static fn (int $i) => want(Validator::persistent('soak', static fn (): Validator => form(), 'kept')->passes($good($i)), 'persistent rules')],
        'rules swapped' => [1, static function (int $i) use ($good): void {
            $name = sprintf('name%08d', $i);
            want(Validator::persistent('swapped', static fn (): Validator => form($name), $name)->passes([$name => 'x'] + $good($i)), 'swapped rules');
        }],
        'schema passes' => [20, static fn (int $i) => want($schema->passes((object) ['id' => $i, 'tags' => ['a', 'b']]) && $schema->passesJson("{\"id\":$i,\"of\":{\"x\":1.5}}"), 'a schema')],
        'schema errors' => [10, static fn (int $i) => want(\count($schema->check((object) ['id' => -$i - 1, 'tags' => ['a', 'a'], 'z' => 1])->errors()) === 3, 'errors of a schema')],
        'schema throws' => [5, static function (int $i) use ($schema): void {
            refused(ValidationException::class, static fn (): mixed => $schema->validate((object) ['id' => "x$i"]));
            refused(SchemaException::class, static fn (): JsonSchema => JsonSchema::compile("{\"type\":\"t$i\"}"));
        }],
        'schema compiled' => [1, static fn (int $i) => want(JsonSchema::compile($schemaText)->passesJson("{\"id\":$i}"), 'a new schema')],
    ];
}
