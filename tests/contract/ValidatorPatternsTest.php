<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Regular expressions.
 */
class ValidatorPatternsTest extends TestCase
{
    use RuleAssertions;

    public function testPatternsAreWrittenAsForPcre(): void
    {
        self::assertVerdicts([
            [['regex:/^[a-z]+$/'], ['abc'], ['ABC', 'ab1', "abc\n", [], null, true]], [['regex:/^[a-z]+$/i'], ['aBC'], ['1']], [['regex:#^/a/$#'], ['/a/'], ['a']],
            [['regex:{^a{2}$}'], ['aa'], ['a']], [['regex:(^(a)$)'], ['a'], ['b']], [['regex:<^a$>'], ['a'], ['b']], [['regex:[^a$]'], ['a'], ['b']], [['regex:~b~'], ['abc'], ['ac']],
            [['regex:/^\/$/'], ['/'], ['\/']], [['regex:/^a.c$/s'], ["a\nc"], ['ac']], [['regex:/^a.c$/'], ['abc'], ["a\nc"]], [['regex:/^a b # c$/x'], ['ab'], ['a b']],
            [['regex:/^a$/m'], ["b\na\nc"], ['ba']], [['regex:/a/A'], ['ab'], ['ba']], [['regex:/^a$/D'], ['a'], ["a\n"]], [['regex:/^a+?$/U'], ['aaa'], ['b']],
            [['regex:/^(?<year>\d{4})-(?P<month>\d\d)$/'], ['2024-05'], ['24-05']], [['regex:/^(?:a|b)$/'], ['a'], ['c']], [['regex:/^(?i)a(?-i)b$/'], ['Ab'], ['AB']],
            [['regex:/^[[:alpha:]][[:digit:]]$/'], ['a1'], ['1a', "\u{e9}1"]], [['regex:/^[\w.-]+$/'], ['a.b-c_1'], ['a b']], [['regex:/^\x41\t$/'], ["A\t"], ['A']],
            [['regex:/^[^]a]$/'], ['b'], [']', 'a']], [['regex:/\bfoo\b/'], ['a foo b'], ['afoo']], [['regex:/^a{2,3}$/'], ['aa', 'aaa'], ['a', 'aaaa']],
        ]);
    }

    public function testDollarIsTheVeryEnd(): void
    {
        self::assertVerdicts([
            [['regex:/a$/'], ['a', "\na"], ["a\n", "a\n\n", "a\r\n"]], [['regex:/a\z/'], ['a'], ["a\n"]], [['regex:/^a$/m'], ["a\n", "a\nb"], ['ab']],
            [['not_regex:/a$/'], ["a\n"], ['a']],
        ]);
    }

    public function testBytesAndCodePoints(): void
    {
        self::assertVerdicts([
            [['regex:/^.$/'], ['a', "\xff"], ["\u{e9}", "\u{1f600}"]], [['regex:/^..$/'], ["\u{e9}"], []], [['regex:/^.$/u'], ['a', "\u{e9}", "\u{1f600}"], ['ab', "\xff"]],
            [['regex:/^\d$/'], ['1'], ["\u{661}"]], [['regex:/^\w$/'], ['a', '_'], ["\u{e9}", "\xe9"]], [['regex:/^\s$/'], ["\v", "\x0c"], ["\xa0", "\u{a0}"]],
            [['regex:/^\d$/u'], ['1', "\u{661}"], ['a']], [['regex:/^\w$/u'], ['a', "\u{e9}"], ['-']], [['regex:/^\s$/u'], ["\u{a0}", "\u{2003}"], ['a']],
            [['regex:/^\p{Lu}$/u'], ['A', "\u{c9}"], ['a']], [['regex:/^\pL+$/u'], ["\u{e9}a"], ['1']], [['regex:/^\P{L}$/u'], ['1'], ['a']], [['regex:/^\x{20ac}$/u'], ["\u{20ac}"], ['E']],
            [["regex:/^[\u{e0}-\u{ff}]\$/u"], ["\u{e9}"], ['e']], [["regex:/^\u{c9}\$/iu"], ["\u{e9}"], ['e']], [["regex:/^\u{c9}\$/i"], ["\u{c9}"], ["\u{e9}"]],
        ]);
    }

    public function testWhatIsMatched(): void
    {
        self::assertVerdicts([
            [['regex:/^1/'], [1, 12, '1', 1.5], [2, true, null, [], [1], new \SplFileInfo('1')]], [['regex:/^1\.0E\+25$/'], [1e25], [1e24]], [['regex:/^-?\d+$/'], [-5, 5.0], [0.5]],
            [['not_regex:/a/'], ['b', 1, 1.5], ['a', true, null, [], new \SplFileInfo('b')]], [['regex_pcre:/^1/'], [1, '1', 1.5], [2, true, null, [1]]],
        ]);
    }

    public function testPcre(): void
    {
        self::assertVerdicts([
            [['regex_pcre:/^(?=.*\d)(?!.*x).+$/'], ['a1'], ['a', 'x1']], [['regex_pcre:/^(a)\1$/'], ['aa'], ['ab']], [['regex_pcre:/a$/'], ['a', "a\n"], ["a\nb"]],
            [['regex_pcre:/^(?>a+)b$/'], ['aab'], ['aa']], [['regex_pcre:/^\R$/'], ["\r\n"], ['a']],
        ]);
    }

    public function testPcreThatGivesUp(): void
    {
        $validator = Validator::compile(['x' => ['regex_pcre:/(?:\D+|<\d+>)*[!?]/']]);
        $call = static fn (): bool => $validator->passes(['x' => str_repeat('foobar', 2_000)]);
        $limit = ini_set('pcre.backtrack_limit', '100');
        $jit = ini_set('pcre.jit', '0');
        try {
            foreach ([$call, static fn () => $validator->check(['x' => str_repeat('foobar', 2_000)]), static fn () => $validator->validate(['x' => str_repeat('foobar', 2_000)])] as $each) {
                self::assertThrowsRule($each, RuleException::PATTERN_GAVE_UP, 'PCRE gave up: Backtrack limit exhausted', 'x', 'regex_pcre');
            }
            self::assertTrue($validator->passes(['x' => '!']));
        } finally {
            ini_set('pcre.backtrack_limit', (string) $limit);
            ini_set('pcre.jit', (string) $jit);
        }
        // That a text is no UTF-8 is the text's fault, not PCRE's.
        self::assertSame(['list.0: regex_pcre:/a/u'], self::failures(Validator::compile(['list.*' => ['regex_pcre:/a/u']])->check(['list' => ["\xff"]])));
    }

    public function testPcrePatternsThatCannotBeCompiled(): void
    {
        foreach (['/(/', '/a', 'a', '', '/a/Z', '/[/', "/a\0/Z"] as $pattern) {
            try {
                Validator::compile(['x' => [['regex_pcre', $pattern]]]);
                self::fail("$pattern was taken");
            } catch (RuleException $exception) {
                self::assertSame([RuleException::BAD_PATTERN, 'x', 'regex_pcre'], [$exception->getCode(), $exception->getField(), $exception->getRule()], $pattern);
                self::assertStringStartsWith("rule 'regex_pcre' of field 'x': cannot be compiled: ", $exception->getMessage());
                self::assertStringNotContainsString('preg_', $exception->getMessage());
            }
        }
    }

    public function testConstructsThatNeedPcre(): void
    {
        $table = [
            ['/(?=a)/', 'lookahead', 1], ['/a(?=b)/', 'lookahead', 2], ['/(?!a)/', 'negative lookahead', 1], ['/(?<=a)/', 'lookbehind', 1],
            ['/(?<!a)/', 'negative lookbehind', 1], ['/(a)\1/', 'back-reference', 4], ['/(?<n>a)\k<n>/', 'back-reference', 8], ['/(?<n>a)(?P=n)/', 'back-reference', 8],
            ['/(a)\g1/', 'back-reference', 4], ['/(a)\g{-1}/', 'back-reference', 4], ['/(?>a)/', 'atomic group', 1], ['/a++/', 'possessive quantifier', 2],
            ['/a*+/', 'possessive quantifier', 2], ['/a?+/', 'possessive quantifier', 2], ['/a{2}+/', 'possessive quantifier', 2], ['/(?R)/', 'recursion', 1], ['/(?0)/', 'recursion', 1],
            ['/(a)(?1)/', 'subroutine call', 4], ['/(?<n>a)(?&n)/', 'subroutine call', 8], ['/(?<n>a)(?P>n)/', 'subroutine call', 8], ['/(a)?(?(1)b|c)/', 'conditional', 5],
            ['/(?C)a/', 'callout', 1], ['/(*SKIP)a/', 'verb', 1], ['/a\Kb/', '\K', 2], ['/\Ga/', '\G', 1], ['/a\Z/', '\Z', 2], ['/\R/', '\R', 1], ['/\X/', '\X', 1], ['/\C/', '\C', 1],
            ['/(?|a|b)/', 'branch reset group', 1], ["/\u{e9}(?=a)/u", 'lookahead', 3], ['{a(?=b)}i', 'lookahead', 2],
        ];
        foreach ($table as [$pattern, $construct, $offset]) {
            $why = "$construct at byte $offset is not supported: write regex_pcre, which uses PCRE";
            foreach (['regex', 'not_regex'] as $rule) {
                self::assertRefused(['x' => [[$rule, $pattern]]], RuleException::BAD_PATTERN, $why, 'x', $rule);
            }
        }
        // In a class, and behind a backslash, none of these is one.
        foreach (['/[(?=a)]/', '/\(\?=a\)/', '/[*+]/', '/\\\\K/', '/a\++/', '/[a++]/', '/\Q(?=a)\E/'] as $pattern) {
            self::assertInstanceOf(Validator::class, Validator::compile(['x' => [['regex', $pattern]]]), $pattern);
        }
    }

    public function testFlags(): void
    {
        foreach (['X', 'J', 'S', 'e', 'r', 'z', 'g', 'L', '1'] as $flag) {
            self::assertRefused(['x' => [['regex', "/a/$flag"]]], RuleException::BAD_PATTERN, "the flag '$flag' is not supported", 'x', 'regex');
            self::assertRefused(['x' => [['regex', "/a/i$flag"]]], RuleException::BAD_PATTERN, "the flag '$flag' is not supported", 'x', 'regex');
        }
        foreach (['', 'i', 'm', 's', 'x', 'u', 'D', 'A', 'U', 'imsxuDAU'] as $flags) {
            self::assertTrue(Validator::compile(['x' => ["regex:/a/$flags"]])->passes(['x' => 'a']), $flags);
        }
    }

    public function testPatternsThatAreNone(): void
    {
        foreach (['a', '', 'abc', '\a\\', '1a1', ' '] as $pattern) {
            self::assertRefused(['x' => [['regex', $pattern]]], RuleException::BAD_PATTERN, 'a pattern begins with a delimiter, as in /^[a-z]+$/', 'x', 'regex');
        }
        foreach (['/a' => '/', '/' => '/', '(a' => ')', '{a' => '}', '[a' => ']', '<a' => '>', '#a\#' => '#', '((a)' => ')'] as $pattern => $closing) {
            self::assertRefused(['x' => [['regex', (string) $pattern]]], RuleException::BAD_PATTERN, "the closing delimiter '$closing' is missing", 'x', 'regex');
        }
        foreach (['/(/', '/)/', '/[/', '/[b-a]/', '/*/', '/+a/', '/a{3,2}/', '/\p{Nope}/u', '/(?<n/', '/(?/', '/[[:nope:]]/', "/\xff/u", '/\x{110000}/u', '/a\\/'] as $pattern) {
            try {
                Validator::compile(['x' => [['regex', $pattern]]]);
                self::fail("$pattern was taken");
            } catch (RuleException $exception) {
                self::assertSame([RuleException::BAD_PATTERN, 'x', 'regex'], [$exception->getCode(), $exception->getField(), $exception->getRule()], $pattern);
            }
        }
    }

    public function testPatternsInPipeStrings(): void
    {
        $why = "a pattern that holds '|' cannot stand in a pipe string: give the rules as a list";
        foreach (['required|regex:/^(a|b)$/' => 'regex', 'regex:/a|b/i' => 'regex', 'not_regex:/a|b/|max:3' => 'not_regex', 'regex_pcre:#a|b#' => 'regex_pcre', 'regex:{a|b}' => 'regex', 'Regex:/a\\/|b/' => 'Regex'] as $rules => $rule) {
            self::assertRefused(['x' => $rules], RuleException::BAD_PATTERN, $why, 'x', $rule);
        }
        self::assertFailing([
            [['x' => 'regex:/^a+$/|max:3'], ['x' => 'aaaa'], ['x: max:3']], [['x' => 'max:3|regex:/^a,b:c$/i'], ['x' => 'A,B:C'], ['x: max:3']],
            [['x' => ['regex:/^(a|b)$/', 'max:3']], ['x' => 'c'], ['x: regex:/^(a|b)$/']],
        ]);
        // Nothing follows: only the delimiter is missing.
        self::assertRefused(['x' => 'max:3|regex:/a'], RuleException::BAD_PATTERN, "the closing delimiter '/' is missing", 'x', 'regex');
    }
}
