<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\Fallback\JsonSchema;
use HighPerApp\HighPer\Native\Fallback\Schema\Ecma;
use HighPerApp\HighPer\Native\Fallback\Schema\Pattern;
use PHPUnit\Framework\TestCase;

/**
 * Patterns of JSON Schemas on PCRE.
 */
class JsonSchemaPatternTest extends TestCase
{
    public function testWhatEcmaScriptMeans(): void
    {
        $table = [
            ['^.$', ['a', '😀'], ["\n", "\r", "\u{2028}", "\u{2029}"]],
            ['^(?s:.)$', ["\n", "\u{2028}"], []],
            ['^\ud83d\ude00$', ['😀'], []],
            ['\ud83d', [], ['😀']],
            ['^(?<y>a|b)\k<y>$', ['aa', 'bb'], ['ab']],
            ['^(?:(?<y>a)|(?<y>b))$', ['a', 'b'], ['c']],
            ['^[^]$', ["\n"], ['']],
            ['[]', [], ['', 'a']],
            ['^[\b]\0$', ["\x08\0"], []],
            ['\bä\b', [], ['ä']],
            ['\Bä\B', ['ä'], ['aä']],
            ['^\<\>\~~$', ['<>~~'], []],
            ['^(?i:a)b$', ['Ab', 'ab'], ['aB']],
            ['^[\D\S]$', ['a', ' '], []],
            ['^[^\d]$', ['a', '١'], ['1']],
            ['^\P{Lu}$', ['a'], ['A']],
            ['^[^\P{ASCII}]$', ['a'], ['ä']],
        ];
        foreach ($table as [$source, $good, $bad]) {
            $pattern = Pattern::of($source);
            self::assertNotNull($pattern, $source);
            foreach ($good as $text) {
                self::assertTrue($pattern->matches($text), "$source, $text");
            }
            foreach ($bad as $text) {
                self::assertFalse($pattern->matches($text), "$source, $text");
            }
        }
    }

    public function testWhatIsNoPattern(): void
    {
        $none = [
            '(', ')', '(?', '[', '[a', '[z-a]', '[\w-a]', '*', 'a**', 'a++', 'a{2,1}', 'x{1}{2}', '{', 'a{', '(?=a)*', '\\', '\a', '\A', '\Z', '\z', '\x4', '\u123',
            '\u{110000}', '\c', '\c1', '\07', '\1', '\2(a)', '\k<n>', '(?<n>a)(?<n>b)', '(?<1>a)', '(?P<n>a)', '(?i)a', '(?ii:a)', '(?-:a)', '(?>a)', '(?#a)',
            '(*ACCEPT)', '\p{Foo}', '\p{L', '\pL', '\ä',
        ];
        foreach ($none as $source) {
            self::assertNull(Pattern::of($source), $source);
        }
        foreach (['a]', 'a}'] as $source) {
            self::assertNotNull(Pattern::of($source), $source);
            self::assertNull(Ecma::translate($source, isStrict: true), $source);
        }
    }

    public function testWhatTakesTooLongGivesNoVerdict(): void
    {
        if (Backend::current() === 'extension') {
            self::markTestSkipped('left out: what PCRE gives up on in pure PHP, since the extension is loaded');
        }
        $schema = JsonSchema::compile(['items' => ['pattern' => '^(a+)+$', 'maxLength' => 1000], 'patternProperties' => ['^(b+)+$' => true]]);
        self::assertTrue($schema->passes([str_repeat('a', 900)]));
        $bomb = str_repeat('b', 900) . '!';
        foreach ([[['a', str_repeat('a', 900) . '!'], '/1'], [['a' => 1, $bomb => 1], '']] as [$value, $pointer]) {
            foreach (['passes', 'check', 'validate'] as $method) {
                try {
                    $schema->$method($value);
                    self::fail('nothing was thrown');
                } catch (SchemaException $exception) {
                    self::assertSame([SchemaException::BAD_VALUE, $pointer], [$exception->getCode(), $exception->getPointer()]);
                    self::assertSame("a pattern takes too long on the value at '$pointer'", $exception->getMessage());
                }
            }
        }
    }

    public function testTheStackOfTheCompilerIsNoLimit(): void
    {
        self::assertTrue(Pattern::of('^(?:a|b)*$')?->matches(str_repeat('ab', 5000)));
    }
}
