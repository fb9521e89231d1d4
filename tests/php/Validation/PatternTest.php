<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php\Validation;

use HighPerApp\HighPer\Native\Fallback\Validation\Pattern;
use HighPerApp\HighPer\Native\Fallback\Validation\Pattern\Fault;
use PHPUnit\Framework\TestCase;

/**
 * Patterns and what they match; the native engine has the same tables.
 */
class PatternTest extends TestCase
{
    public function testAnchorsAndLines(): void
    {
        self::check([
            ['/^[a-z]+$/', ['abc'], ["abc\n", "\nabc", 'Abc', '']],
            ['/^a$/m', ['a', "b\na", "a\nb", "a\n"], ["a\rb", 'ab']],
            ['/^$/m', ['', "\n", "a\n\nb"], ["a\n", 'a']],
            ['/a|^/m', ['', 'b'], []],
            ['/\n^/m', ["\na"], ["a\n", "\n"]],
            ['/^a\z/', ['a'], ["a\n"]],
            ['/b/A', ['b', 'bc'], ['ab']],
            ['/b|a$/A', ['bc', 'a'], ['a x']],
            ['/a.c/', ['abc', "a\rc"], ["a\nc", 'ac']],
            ['/a.c/s', ["a\nc"], []],
            ['/^a\Nc$/s', ['abc'], ["a\nc"]],
            ['/a$b/m', [], ["a\nb"]],
        ]);
    }

    public function testBytesAndCodePoints(): void
    {
        self::check([
            ['/^.$/', ['a', "\xff"], ['é', "\n"]],
            ['/^.$/u', ['é', 'a'], ["\xff", "\xc3", "\xed\xa0\x80"]],
            ['/^\d+$/', ['12'], ['٣', '']],
            ['/^\d+$/u', ['٣1'], ['²']],
            ['/^\w$/', ['a', '_'], ['é', "\xe9", '-']],
            ['/^\w$/u', ['é', '日', '²', '́', '‿'], ['Ⓐ', "\u{200d}", 'ः']],
            ['/^\W$/u', ['Ⓐ', '-'], ['é']],
            ['/^\s$/', ["\x0b", ' '], ["\x85", "\xa0"]],
            ['/^\s$/u', ["\u{85}", "\u{a0}", "\u{180e}", "\u{2028}"], ["\u{200b}"]],
            ['/^\h$/', ["\t", "\xa0"], ["\n"]],
            ['/^\H\V$/', ["\n\t"], ["\t\t", "\n\n"]],
            ['/^\v$/', ["\x85", "\x0b"], [' ']],
            ['/^\p{L}$/', ["\xe9", 'e'], ['é', '1']],
            ['/^\pL\PL\p{^L}$/u', ['é1-'], ['aaa']],
            ['/^\p{Greek}$/u', ['λ'], ['l']],
            ['/^\p{sc:Han}\p{Script=latin}$/u', ['日a'], ['aa']],
            ['/^\p{Xan}\p{Xwd}\p{Xsp}\p{L&}$/u', ['1_ É'], ['1_ 日']],
            ['/^[\p{Any}]$/', ['a', "\xff", "\n"], ['ab']],
        ]);
    }

    public function testCase(): void
    {
        self::check([
            ['/^straSSe$/i', ['STRASSE'], ['straße']],
            ['/^é$/i', ['é'], ['É']],
            ['/^é$/iu', ['É'], ['e']],
            ['/^k$/iu', ['K', 'K'], []],
            ['/^k$/i', ['K'], ['K']],
            ['/^[^k]$/iu', ['j'], ['K', 'K']],
            ['/^ς$/iu', ['Σ', 'σ'], []],
            ['/^\p{Lu}$/i', ['a', 'A'], ['1']],
            ['/^\P{Lu}$/iu', ['1'], ['a', 'É']],
            ['/^[[:upper:]]$/i', ['a'], ['1']],
            ['/^(?i)a(?-i)b$/', ['Ab'], ['AB']],
            ['/^(?:(?i)a|b)c$/', ['Ac', 'Bc'], ['AC']],
            ['/^(?i:a)b$/', ['Ab'], ['AB']],
            ['/^(?^:a)B$/i', ['ab'], ['Ab']],
            ['/^[a-z]$/iu', ['ſ', 'Z'], ['[']],
        ]);
    }

    public function testWords(): void
    {
        self::check([
            ['/\bfoo\b/', ['a foo.', "\xe9foo"], ['foo1', '_foo']],
            ['/\bfoo\b/u', ['日 foo', 'Ⓐfoo'], ['éfoo', 'foó', '日foo', "foo\xff"]],
            ['/\Boo\B/u', ['fooé'], ['oo', "\u{200d}oo\u{200d}"]],
            ['/^\b/u', ['é', 'a'], ['-é', '']],
        ]);
    }

    public function testClasses(): void
    {
        self::check([
            ['/^[]a]+$/', [']a'], ['b']],
            ['/^[^]a]+$/', ['b['], [']']],
            ['/^[a&&b]+$/', ['&ab'], ['c']],
            ['/^[+--b~~c[d]+$/', ['+,-b~cd['], ['e']],
            ['/^[a-]+$/', ['-a'], ['b']],
            ['/^[a-c-e]+$/', ['a-ce'], ['d']],
            ['/^[\d-]+$/', ['1-2'], ['a']],
            ['/^[[:alpha:]_-]+$/', ['a_-'], [':']],
            ['/^[[:^alpha:]]+$/', ['1:'], ['a']],
            ['/^[[:punct:]]$/u', ['$', '!', '«'], ['€', 'a']],
            ['/^[[:alpha]+$/', ['[:alph'], ['b']],
            ['/^[\b\x41-\x43\103\e]$/', ["\x08", 'B', 'C', "\e"], ['b']],
            ['/^[\Q^-]\E]+$/', ['^-]'], ['Q']],
            ['/^[\E^a]$/', ['b', '^'], ['a']],
            ['/^[a-\Qc\E]$/', ['b'], ['-']],
            ['/^[^\W\d]+$/', ['ab_'], ['a1']],
            ['/^[\s\S]$/', ["\n", 'a'], ['']],
            ['/[^\s\S]/', [], ['a', '']],
            ['/^[a b#]+$/x', ['a #'], ["\t"]],
            ['/^[à-ÿ]$/u', ['é'], ['e', "\xe9"]],
            ['/^[\xe0-\xff]$/', ["\xe9"], ['é']],
        ]);
    }

    public function testEscapesAndQuotes(): void
    {
        self::check([
            ['/^\x41\x{42}\o{103}\0104\cA\t\a\e\f\r\n$/', ["ABC\x084\x01\t\x07\e\x0c\r\n"], ['']],
            ['/^\x{1F600}\N{U+e9}$/u', ['😀é'], ['']],
            ['/^\Qa.b\E+$/', ['a.bb'], ['aab', 'a.ba.b']],
            ['/^a\Q\E+$/', ['aa'], ['']],
            ['/^\Q(a/', ['(ab'], ['a']],
            ['#^\#$#', ['#'], ['\#']],
            ['{^a{2}$}', ['aa'], ['a{2}']],
            ['(^(a|b)c$)i', ['AC'], ['ab']],
            [" \n/^a\$/ \r\n", ['a'], ['b']],
        ]);
    }

    public function testQuantifiersAndGroups(): void
    {
        self::check([
            ['/^a{2,3}$/', ['aa', 'aaa'], ['a', 'aaaa']],
            ['/^a{,}$/', ['a{,}'], ['aa']],
            ['/^{a{x}a{1$/', ['{a{x}a{1'], []],
            ['/^a{0}b$/', ['b'], ['ab']],
            ['/^(?:\A){0}x$|b(?:\A){0}x/', ['bx', 'x'], ["x\n"]],
            ['/^a+?b*?$/U', ['a', 'aabb'], ['b']],
            ['/^\N{2}$/', ['ab'], ['a']],
            ['/^(?<a>x)(?P<b>y)(?\'c\'z)$/', ['xyz'], ['xy']],
            ['/^(|a)+$/', ['', 'aaa'], ['b']],
            ["/^(?#c)a(?#+)+ # end\n b \$/x", ['aab'], ['a b']],
            ['/^(?x) a b (?-x) c$/', ['ab c'], ['abc']],
            ['/^(?:a|é)$/', ['é', 'a'], ["\xe9"]],
            ['/^(?:é){2}$/', ['éé'], ["\xe9\xe9"]],
            ['/^(?:é){2}$/u', ['éé'], ['é']],
        ]);
    }

    public function testWhatPcreShortcutsMissIn(): void
    {
        self::check([
            ['/.a.\h{2}|c/', ['Ac'], ['A']],
            ['/(|.*?|){0}b?,/', ['xb,aa'], ['x']],
            ['/.\S{0,3}\h.*/', ["\u{a0}k"], ['ab']],
            // A sign that Greek alone extends to, in every version of Unicode's tables.
            ['/\P{sc:Greek}+\p{Greek}/u', ["s[\u{342}"], ['s']],
            ['/^\P{Lu}\P{Ll}?\D{3}$/u', ["c#,\n"], ['c1']],
        ]);
    }

    public function testRefusedPatterns(): void
    {
        $table = [
            ['', 'a pattern begins with a delimiter, as in /^[a-z]+$/'],
            ['abc', 'a pattern begins with a delimiter, as in /^[a-z]+$/'],
            ['\\a\\', 'a pattern begins with a delimiter, as in /^[a-z]+$/'],
            ["\xc2a\xc2", 'a pattern begins with a delimiter, as in /^[a-z]+$/'],
            ['/abc', 'the closing delimiter \'/\' is missing'],
            ['/abc\/', 'the closing delimiter \'/\' is missing'],
            ['(a(b)', 'the closing delimiter \')\' is missing'],
            ['/a/X', 'the flag \'X\' is not supported'],
            ['/a/J', 'the flag \'J\' is not supported'],
            ["/a/i\xe9", 'the flag \'\\xE9\' is not supported'],
            ["/a/i\t", 'the flag \'\\x09\' is not supported'],
            ['/(?J)a/', 'the flag \'J\' is not supported'],
            ['/(?a)a/', 'the flag \'a\' is not supported'],
            ['/(?^-i)a/', 'the flag \'-\' is not supported'],
            ['/^a(?=b)/', 'lookahead at byte 3 is not supported: write regex_pcre, which uses PCRE'],
            ['/^a(?!b)/', 'negative lookahead at byte 3 is not supported: write regex_pcre, which uses PCRE'],
            ['/(?<=b)a/', 'lookbehind at byte 1 is not supported: write regex_pcre, which uses PCRE'],
            ['/(?<!b)a/', 'negative lookbehind at byte 1 is not supported: write regex_pcre, which uses PCRE'],
            ['/(a)\1/', 'back-reference at byte 4 is not supported: write regex_pcre, which uses PCRE'],
            ['/(a)\g{1}/', 'back-reference at byte 4 is not supported: write regex_pcre, which uses PCRE'],
            ['/(?<a>a)\k<a>/', 'back-reference at byte 8 is not supported: write regex_pcre, which uses PCRE'],
            ['/(?<a>a)(?P=a)/', 'back-reference at byte 8 is not supported: write regex_pcre, which uses PCRE'],
            ['/(?>a)/', 'atomic group at byte 1 is not supported: write regex_pcre, which uses PCRE'],
            ['/a++/', 'possessive quantifier at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/a{2}+/', 'possessive quantifier at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/a(?R)/', 'recursion at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/(a)(?1)/', 'subroutine call at byte 4 is not supported: write regex_pcre, which uses PCRE'],
            ['/(a)(?-1)/', 'subroutine call at byte 4 is not supported: write regex_pcre, which uses PCRE'],
            ['/(?<a>a)(?&a)/', 'subroutine call at byte 8 is not supported: write regex_pcre, which uses PCRE'],
            ['/(a)\g<1>/', 'subroutine call at byte 4 is not supported: write regex_pcre, which uses PCRE'],
            ['/(a)?(?(1)b|c)/', 'conditional at byte 5 is not supported: write regex_pcre, which uses PCRE'],
            ['/a(?C1)b/', 'callout at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/(*UTF8)a/', 'verb at byte 1 is not supported: write regex_pcre, which uses PCRE'],
            ['/(?|a|b)/', 'branch reset group at byte 1 is not supported: write regex_pcre, which uses PCRE'],
            ['/(?[a])/', 'extended class at byte 1 is not supported: write regex_pcre, which uses PCRE'],
            ['/a\K/', '\K at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/a\G/', '\G at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/a\Z/', '\Z at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/a\R/', '\R at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/a\X/', '\X at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/a\C/', '\C at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/(?xx)a/', 'the flag \'xx\' at byte 1 is not supported: write regex_pcre, which uses PCRE'],
            ['/a{,3}/', 'a quantifier with blanks or without its first number at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/a{1, 2}/', 'a quantifier with blanks or without its first number at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/[[:<:]]a/', '[[:<:]] or [[:>:]] at byte 1 is not supported: write regex_pcre, which uses PCRE'],
            ['/[[:upper:]]/iu', '[:lower:] or [:upper:] with the flags \'i\' and \'u\' at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ["/a\u{2028}b/xu", 'white space beyond ASCII at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ["/a\x85b/x", 'white space beyond ASCII at byte 2 is not supported: write regex_pcre, which uses PCRE'],
            ['/\N{U+41}/', '\N{ at byte 1 is not supported: write regex_pcre, which uses PCRE'],
            ['/*a/', 'cannot be compiled: nothing to repeat at byte 1'],
            ['/a**/', 'cannot be compiled: nothing to repeat at byte 3'],
            ['/^*/', 'cannot be compiled: nothing to repeat at byte 2'],
            ['/\b+/', 'cannot be compiled: nothing to repeat at byte 3'],
            ['/(?i)+/', 'cannot be compiled: nothing to repeat at byte 5'],
            ['/a|{2}/', 'cannot be compiled: nothing to repeat at byte 3'],
            ['/a+\E+/', 'cannot be compiled: nothing to repeat at byte 5'],
            ['/a+ ?/x', 'cannot be compiled: nothing to repeat at byte 4'],
            ['/(a/', 'cannot be compiled: a \'(\' without \')\' at byte 1'],
            ['/(\Qa)/', 'cannot be compiled: a \'(\' without \')\' at byte 1'],
            ['/(?i/', 'cannot be compiled: a \'(\' without \')\' at byte 1'],
            ['/a)/', 'cannot be compiled: a \')\' without \'(\' at byte 2'],
            ['/a(?#b/', 'cannot be compiled: a comment without \')\' at byte 2'],
            ['/[a/', 'cannot be compiled: a class without \']\' at byte 1'],
            ['/[]/', 'cannot be compiled: a class without \']\' at byte 1'],
            ['/[z-a]/', 'cannot be compiled: a range that runs backwards at byte 3'],
            ['/[\w-.]/', 'cannot be compiled: a range that begins or ends with a set at byte 2'],
            ['/[a-\d]/', 'cannot be compiled: a range that begins or ends with a set at byte 4'],
            ['/[\d\E--]/', 'cannot be compiled: a range that begins or ends with a set at byte 2'],
            ['/[[:foo:]]/', 'cannot be compiled: a POSIX class that is not known at byte 2'],
            ['/[[.a.]]/', 'cannot be compiled: a POSIX class that is not known at byte 2'],
            ['/[:alpha:]/', 'cannot be compiled: a POSIX class outside of brackets at byte 1'],
            ['/[\B]/', 'cannot be compiled: an escape that has no place in a class at byte 2'],
            ['/\j/', 'cannot be compiled: an unknown escape at byte 1'],
            ['/\x/', 'cannot be compiled: an escape without its digits at byte 1'],
            ['/\x{}/', 'cannot be compiled: an escape without its digits at byte 1'],
            ['/\x{ 41}/', 'cannot be compiled: an escape without its digits at byte 1'],
            ['/\x{100}/', 'cannot be compiled: a code above FF without the flag \'u\' at byte 1'],
            ['/[\400]/', 'cannot be compiled: a code above FF without the flag \'u\' at byte 2'],
            ['/\x{D800}/u', 'cannot be compiled: a code that is no character\'s at byte 1'],
            ['/\x{110000}/u', 'cannot be compiled: a code that is no character\'s at byte 1'],
            ['/\cé/u', 'cannot be compiled: \c without a printable character at byte 1'],
            ['/\p{Foo}/u', 'cannot be compiled: a property that is not known at byte 1'],
            ['/\p{Letter}/u', 'cannot be compiled: a property that is not known at byte 1'],
            ['/\p{Lu/u', 'cannot be compiled: a property that is not known at byte 1'],
            ['/\p{sc:Lu}/u', 'cannot be compiled: a property that is not known at byte 1'],
            ["/a\xe9/u", 'cannot be compiled: bytes that are no UTF-8 at byte 2'],
            ['/(?<1a>x)/', 'cannot be compiled: a name that no group can have at byte 4'],
            ['/(?<a>x)(?<a>y)/', 'cannot be compiled: a name that another group has at byte 11'],
            ['/a{65536}/', 'cannot be compiled: a repetition above 65535 at byte 2'],
            ['/a{99999999999999999999}/', 'cannot be compiled: a repetition above 65535 at byte 2'],
            ['/a{3,2}/', 'cannot be compiled: a repetition that runs backwards at byte 2'],
            ['/' . str_repeat('(', 251) . '/', 'cannot be compiled: a group more than 250 deep at byte 251'],
            ['/(?:a{1000}){1000}/', 'is too large'],
            ['/(?:abcdefgh){5000}/', 'is too large'],
        ];
        foreach ($table as [$source, $message]) {
            try {
                Pattern::compile($source);
                self::fail("compiled: $source");
            } catch (Fault $fault) {
                self::assertSame($message, $fault->getMessage(), $source);
                self::assertSame(str_starts_with($message, 'the closing'), $fault->isUnclosed(), $source);
            }
        }
    }

    public function testLimits(): void
    {
        foreach ([str_repeat('(', 250) . 'a' . str_repeat(')', 250), '^a{65535}$', str_repeat('a', 9_900)] as $expression) {
            self::assertNotSame('', Pattern::compile("/$expression/"));
        }
        self::assertNotSame('', Pattern::compile('/^[\p{L}\p{N}]{1,5000}$/u'));
        foreach ([str_repeat('(?:a{1,50}b){9}', 3_500), str_repeat('a', 10_100), '[' . str_repeat('\p{L}é', 7_000) . ']'] as $expression) {
            try {
                Pattern::compile("/$expression/u");
                self::fail('compiled: ' . substr($expression, 0, 60));
            } catch (Fault $fault) {
                self::assertSame('is too large', $fault->getMessage());
            }
        }
    }

    public function testAnyDelimiter(): void
    {
        foreach (['!^[/~#%@]=$!', '*^[/~#%@]=$*', "'^[/~#%@]=$'", '`^[/~#%@]=$`'] as $source) {
            $compiled = Pattern::compile($source);
            self::assertTrue(Pattern::matches($compiled, '/='), $source);
            self::assertFalse(Pattern::matches($compiled, '/'), $source);
        }
    }

    public function testReadable(): void
    {
        self::assertTrue(Pattern::isReadable(Pattern::compile('/a/'), "\xff"));
        self::assertTrue(Pattern::isReadable(Pattern::compile('/a/u'), 'é'));
        self::assertFalse(Pattern::isReadable(Pattern::compile('/a/u'), "\xff"));
    }

    public function testPcreGivesUp(): void
    {
        $this->expectException(\RuntimeException::class);
        $limit = ini_set('pcre.backtrack_limit', '1000');
        try {
            Pattern::matches(Pattern::compile('/^(a|aa)+$/'), str_repeat('a', 50) . '!');
        } finally {
            ini_set('pcre.backtrack_limit', (string) $limit);
        }
    }

    /**
     * @param list<array{string, list<string>, list<string>}> $table Patterns, texts that match, texts that do not.
     */
    private static function check(array $table): void
    {
        foreach ($table as [$source, $matching, $others]) {
            // What is written for older versions of PCRE means the same in this one.
            foreach ([null, true] as $old) {
                $compiled = Pattern::compile($source, $old);
                foreach ($matching as $text) {
                    self::assertTrue(Pattern::matches($compiled, $text), "$source on " . bin2hex($text));
                }
                foreach ($others as $text) {
                    self::assertFalse(Pattern::matches($compiled, $text), "$source on " . bin2hex($text));
                }
            }
        }
    }
}
