<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use PHPUnit\Framework\TestCase;

class ConstraintTest extends TestCase
{
    use RouterAssertions;

    public function testWhatConstraintsAccept(): void
    {
        $table = [
            'int' => [['0', '007', '123456789012345678901234567890'], ['-1', '1a', ' 1', "1\n", "\u{661}", '1.0']],
            'alpha' => [['a', 'aZ'], ['a1', 'é', 'a b', "a\n"]],
            'alnum' => [['a1', 'Z', '9'], ['a_', 'é']],
            'hex' => [['0', 'dEaD'], ['g', '0x1']],
            'slug' => [['a', 'a-b', 'A1-b2-3'], ['-a', 'a-', 'a--b', 'a_b', '-']],
            'uuid' => [['0189d4a2-7B1c-7def-8abc-0123456789ab', '00000000-0000-0000-0000-000000000000'], ['0189d4a27b1c7def8abc0123456789ab', '0189d4a2-7b1c-7def-8abc-0123456789a', '{0189d4a2-7b1c-7def-8abc-0123456789ab}']],
            'ulid' => [['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01arz3ndektsv4rrffq69g5fav', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'], ['81ARZ3NDEKTSV4RRFFQ69G5FAV', '01ARZ3NDEKTSV4RRFFQ69G5FAU', '01ARZ3NDEKTSV4RRFFQ69G5FA', '01ARZ3NDEKTSV4RRFFQ69G5FAI']],
            'date' => [['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'], ['2023-02-29', '1900-02-29', '2024-13-01', '2024-00-01', '0000-01-01', '2024-1-01', '2024-04-31', '2024-01-32', '12024-01-01']],
            '\d{2,4}' => [['12', '1234'], ['1', '12345', "12\n"]],
            'a|bc' => [['a', 'bc'], ['ab', 'abc', 'b']],
            'en|de' => [['en', 'de'], ['end', 'den', 'e']],
            '(?:a+)+b' => [['ab', 'aab'], ['aa', 'b']],
            '.+' => [['a/b', "\xff", 'é'], ["a\n", "\n"]],
            '.' => [['a', "\xff"], ['é', 'ab']],
            '[^a]' => [['b', "\n", "\xff"], ['a', 'bb']],
            '[]a]+' => [[']', 'a]'], ['b']],
            '[a\-z]+' => [['a', '-', 'z'], ['b']],
            '[a-c-]+' => [['a-c', '-'], ['d']],
            '[[:upper:][:digit:]_]+' => [['A1_'], ['a']],
            '[[:^alpha:]]+' => [['1', '-', "\xff"], ['a']],
            '[\d\s]+' => [["1 2", "1\t\v\f"], ['a']],
            '\D\W\S' => [['a-b'], ['1-b', 'aab', 'a- ']],
            '\x41\x{7a}' => [['Az'], ['az']],
            'a\.b\-c\\\\\/' => [['a.b-c\\/'], ['axb-c\\/']],
            '\t\n\r\f' => [["\t\n\r\f"], ['tnrf']],
            '(?i)ab[c-d]' => [['ABC', 'abD'], ['abe']],
            'a(?i:b)c' => [['aBc', 'abc'], ['Abc', 'abC']],
            '(?i)[^a]' => [['b'], ['a', 'A']],
            '(?<year>\d{4})-(?P<month>\d\d)' => [['2024-01'], ['2024-1']],
            'a*?b+?c??' => [['b', 'aabbc'], ['a']],
            '^a$' => [['a'], ["a\n", 'ab']],
            '\Aa\z|b' => [['a', 'b'], ["a\n"]],
            '\bfoo\b.*' => [['foo', 'foo bar'], ['foobar', 'foo_']],
            'a\Bb' => [['ab'], ['a b']],
            'a{0}b' => [['b'], ['ab']],
            'a{2,}' => [['aa', 'aaaaa'], ['a']],
            '(?u).' => [['a', 'é', '€', '😀'], ['ab', "\xff", "\n"]],
            '(?u)\p{Lu}\p{Ll}+' => [['Éa', 'Abc'], ['éa', 'AB']],
            '(?u)\pL\PN' => [['aé'], ['a1', '1a']],
            '(?u)[\p{L}0-9_-]+' => [['é_1-a'], ['a b', '€']],
            '(?u)[^é]' => [['e', 'è'], ['é', "\xff"]],
            '(?u)\d\w\s\b.*' => [["1a b"], ["\u{661}a b", '1é b', "1a\u{2003}b"]],
            '(?u)\x{20ac}\x41' => [['€A'], ['€a']],
            '(?ui)straße' => [['STRAßE', 'straße'], ['strasse']],
            '(?ui)É' => [['é', 'É'], ['e']],
        ];
        foreach ($table as $constraint => [$accepted, $refused]) {
            $router = self::routerOf(["/{x:$constraint}"]);
            foreach ([[$accepted, true], [$refused, false]] as [$values, $expected]) {
                foreach ($values as $value) {
                    $match = $router->match('GET', '/' . rawurlencode($value));
                    self::assertSame($expected ? ['x' => $value] : null, $match[1] ?? null, "constraint: $constraint, value: " . rawurlencode($value));
                }
            }
        }
    }

    public function testRefusedConstructs(): void
    {
        $unsupported = 'use what the documentation lists under Constraints';
        $table = [
            ['(?=a)', 'Look-ahead', 0], ['a(?!b)', 'Look-ahead', 1], ['(?<=a)b', 'Look-behind', 0], ['(?<!a)b', 'Look-behind', 0],
            ['(?>a)', 'An atomic group', 0], ['a++', 'A possessive quantifier', 1], ['a?+', 'A possessive quantifier', 1], ['a{2}+', 'A possessive quantifier', 1],
            ['(a)\1', 'A back-reference', 3], ['(?P<n>a)(?P=n)', 'A back-reference', 8], ['\k<n>', 'A back-reference', 0], ['\g{1}', 'A back-reference', 0], ['[\1]', 'A back-reference', 1],
            ['(?R)', 'Recursion', 0], ['(?1)', 'Recursion', 0], ['(?&n)', 'Recursion', 0], ['(?P>n)', 'Recursion', 0], ['(?+1)', 'Recursion', 0], ['(?-1)', 'Recursion', 0],
            ['(?(1)a)', 'A conditional', 0], ['(?#c)', 'A comment', 0], ['(?C1)', 'A callout', 0], ['(*ACCEPT)', 'A verb', 0],
            ['a(?i)b', 'An inline flag', 1], ['(?s).', 'An inline flag', 0], ['(?i-s:a)', 'An inline flag', 0], ['a(?u)', 'An inline flag', 1], ['(?u)(?i:a)', 'An inline flag', 4], ['(?<1>a)', 'An inline flag', 0],
            ['(?|a)', 'A branch reset', 0],
            ['\K', 'The escape \K', 0], ['a\Gb', 'The escape \G', 1], ['\R', 'The escape \R', 0], ['\X', 'The escape \X', 0], ['a\Z', 'The escape \Z', 1],
            ['\h+', 'The escape \h', 0], ['\v', 'The escape \v', 0], ['\Qa\E', 'The escape \Q', 0], ['\e', 'The escape \e', 0], ['\0', 'The escape \0', 0],
            ['[\b]', 'The escape \b', 1], ['(?u)[\D]', 'The escape \D', 5],
            ['\p{L}', 'A property outside (?u)', 0], ['[\pL]', 'A property outside (?u)', 1],
            ['(?u)\p{Klingon}', 'An unknown property', 4], ['(?u)\p{^L}', 'An unknown property', 4], ['(?u)\p{Greek}', 'An unknown property', 4],
            ['[[:foo:]]', 'A POSIX class', 1], ['[[.a.]]', 'A POSIX class', 1], ['[[=a=]]', 'A POSIX class', 1], ['(?u)[[:^alpha:]]', 'A POSIX class', 5],
        ];
        foreach ($table as [$constraint, $construct, $offset]) {
            $pattern = "/x/{y:$constraint}";
            $add = static fn (): Router => (new Router())->get($pattern, 'h');
            $what = "$construct is not supported in a constraint";
            self::assertRefused($add, RouterException::BAD_CONSTRAINT, $what, $unsupported, $pattern, 6 + $offset, $constraint);
        }
    }

    public function testMalformedConstraints(): void
    {
        $repeat = 'there is nothing to repeat here';
        $table = [
            ['(a', "close the group with ')'", 0], ['x((a)', "close the group with ')'", 1], ['a)', "a ')' has no '('", 1],
            ['*a', $repeat, 0], ['a|+', $repeat, 2], ['a**', $repeat, 2], ['a+*', $repeat, 2], ['a*??', $repeat, 3], ['^*', $repeat, 1], ['\b+', $repeat, 2], ['(?:*a)', $repeat, 3], ['a{2}{3}', $repeat, 4],
            ['[z-a]', 'a range runs backwards', 1], ['[a-\d]', 'a range ends in a class', 1], ['[\d-z]', 'a range ends in a class', 1], ['[a-[:digit:]]', 'a range ends in a class', 1],
            ['\xZZ', 'write a code from 00 to FF', 0], ['\x{100}', 'write a code from 00 to FF', 0], ['a\x4', 'write a code from 00 to FF', 1], ['\x{}', 'write a code from 00 to FF', 0],
            ['(?u)\x{d800}', 'write a valid code point', 4], ['(?u)\x{110000}', 'write a valid code point', 4],
            ['a{3,2}', 'the repetition runs backwards', 1], ['a{1001}', 'a repetition is at most 1000', 1], ['a{1,99999999999999999999}', 'a repetition is at most 1000', 1],
            ['a{x}', 'write \{ for a literal brace', 1], ['a{,3}', 'write \{ for a literal brace', 1], ['{2}', 'write \{ for a literal brace', 0], ['a{ 2}', 'write \{ for a literal brace', 1],
            ["(?u)a\xff", 'the text is not UTF-8', 5], ["(?u)\xed\xa0\x80", 'the text is not UTF-8', 4],
            [str_repeat('(', 33) . 'a' . str_repeat(')', 33), 'groups nest at most 32 deep', 32],
            ['(a{1000}){2}', 'it expands to more than 1000 elements', 0], ['(?:(?:a{1000}){1000}){1000}', 'it expands to more than 1000 elements', 0],
        ];
        foreach ($table as [$constraint, $hint, $offset]) {
            $pattern = "/{y:$constraint}";
            $add = static fn (): Router => (new Router())->get($pattern, 'h');
            self::assertRefused($add, RouterException::BAD_CONSTRAINT, 'Malformed constraint', $hint, $pattern, 4 + $offset, $constraint);
        }
        // The pattern ends before the constraint does.
        foreach (['/{y:[a}', '/{y:a\}'] as $pattern) {
            $add = static fn (): Router => (new Router())->get($pattern, 'h');
            self::assertRefused($add, RouterException::MALFORMED_PATTERN, "Unclosed '{'", "close the parameter with '}'", $pattern, 1);
        }
        self::assertNotNull(self::routerOf(['/{y:' . str_repeat('(', 32) . 'a' . str_repeat(')', 32) . '}'])->match('GET', '/a'));
    }

    public function testUnknownNames(): void
    {
        foreach (['integer', 'INT', 'Uuid', '_'] as $name) {
            $pattern = "/a/{id:$name}";
            $add = static fn (): Router => (new Router())->get($pattern, 'h');
            $hint = 'use int, alpha, alnum, slug, uuid, ulid, hex, date or a regular expression';
            self::assertRefused($add, RouterException::UNKNOWN_CONSTRAINT, "Unknown constraint '$name'", $hint, $pattern, 7, $name);
        }
    }

    public function testAConstraintTestsTheDecodedValueAndNeverTheEmptyOne(): void
    {
        self::assertMatches(
            ['/%31%32' => ['/{a:int}', ['a' => '12']], '/1%20' => null, '/' => null],
            self::routerOf(['/{a:int}']),
        );
        self::assertMatches(['/' => null, '/a' => ['/{a:a*}', ['a' => 'a']]], self::routerOf(['/{a:a*}']));
        self::assertMatches(['/a%2Fb' => ['/{a:[a-b/]+}', ['a' => 'a/b']], '/a/b' => null], self::routerOf(['/{a:[a-b/]+}']));
    }

    public function testSpellingsOfTheSameConstraintAreTheSame(): void
    {
        $pairs = [
            ['int', '\d+'], ['[0-9]{1,}', '[[:digit:]]+?'], ['(?:en|de)', 'en|de'], ['(?i)a', '[aA]'], ['a{2}', '(a){2}'],
            ['(?u)é', '(?u)\x{e9}'], ['(?iu)a', '(?ui)a'], ['x(?:a(?:b)1)', 'xab1'], ['[^\D]', '\d'], ['^a$', '\Aa\z'],
        ];
        foreach ($pairs as [$one, $two]) {
            $router = self::routerOf(["/{a:$one}"]);
            $add = static fn (): Router => $router->get("/{b:$two}", 'two');
            $hint = "'/{a:$one}' already answers the same requests; remove one of them";
            self::assertRefused($add, RouterException::DUPLICATE_ROUTE, "Duplicate route GET '/{b:$two}'", $hint, "/{b:$two}", null, $two);
        }
    }

    public function testLongValuesAreDecided(): void
    {
        $router = self::routerOf(['/{s:slug}', '/{z}']);
        self::assertSame('/{z}', $router->match('GET', '/' . str_repeat('a-', 12_000))[0]);
        self::assertSame('/{s:slug}', $router->match('GET', '/' . str_repeat('a-', 12_000) . 'b')[0]);
        $router = self::routerOf(['/{s:(?:[a-z]+-?)+}', '/{z}']);
        self::assertSame('/{z}', $router->match('GET', '/' . str_repeat('a', 40) . '!')[0]);
        self::assertSame('/{s:(?:[a-z]+-?)+}', $router->match('GET', '/' . str_repeat('ab-', 8_000))[0]);
    }

    public function testRepetitionsGiveBack(): void
    {
        $table = [
            'a+(?:b)?a' => ['aa', 'aaba'], '(?:a|ab)*c' => ['abac', 'c'], '(?:ab|aba)*' => ['aba', 'abaab'], '[ab]*b' => ['b', 'abab'],
            '(?:a-?)*-' => ['a-', 'a--'], '(?:ab?){1,2}b' => ['ab', 'abb', 'aabb'], '(?:a+b*)*ab' => ['ab', 'abbab'], 'a{1,2}a' => ['aa', 'aaa'],
        ];
        foreach ($table as $constraint => $values) {
            foreach ($values as $value) {
                self::assertNotNull(self::routerOf(["/{x:$constraint}"])->match('GET', "/$value"), "constraint: $constraint, value: $value");
            }
        }
    }

    public function testHostileInput(): void
    {
        $router = new Router();
        foreach ([str_repeat('(', 50_000), str_repeat('a{1000}', 7_000), str_repeat('[', 50_000), str_repeat('\\', 50_001), str_repeat('a|', 25_000) . '*', str_repeat('(?i:', 12_000)] as $constraint) {
            try {
                $router->get("/{x:$constraint}", 'h');
                self::fail('nothing was refused: ' . substr($constraint, 0, 20));
            } catch (RouterException $exception) {
                self::assertContains($exception->getCode(), [RouterException::BAD_CONSTRAINT, RouterException::MALFORMED_PATTERN]);
            }
        }
        self::assertSame([], $router->routes());

        $router->get('/{x:(?:(?:a*)*)*b}', 'h');
        self::assertNull($router->match('GET', '/' . str_repeat('a', 50_000) . 'c'));
        self::assertNotNull($router->match('GET', '/' . str_repeat('a', 50_000) . 'b'));

        $router = (new Router())->get('/{x:(?u)(?:(?:a*)*)*b}', 'h');
        try {
            self::assertNull($router->match('GET', '/' . str_repeat('a', 50_000) . 'c'));
        } catch (RouterException $exception) {
            // PCRE has limits, of which the native engine knows nothing, and no automaton stands in for it in (?u) mode.
            self::assertSame(RouterException::MATCH_FAILED, $exception->getCode());
            self::assertSame("PCRE gave up on the constraint of parameter 'x': raise pcre.backtrack_limit or simplify the expression", $exception->getMessage());
            self::assertNotSame('extension', \HighPerApp\HighPer\Native\Backend::current());
        }
    }
}
