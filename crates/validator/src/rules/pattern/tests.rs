//! Tables of patterns, the same as the fallback's.

use super::{Pattern, PatternErrorKind};

/// A pattern, texts that match, texts that do not.
type Verdicts<'a> = &'a [(&'a [u8], &'a [&'a [u8]], &'a [&'a [u8]])];

fn check(table: Verdicts<'_>) {
    for (source, matching, others) in table {
        let pattern = Pattern::compile(source).unwrap_or_else(|error| panic!("{}: {error}", source.escape_ascii()));
        for (texts, expected) in [(matching, true), (others, false)] {
            for text in *texts {
                let shown = format!("{} on {}", source.escape_ascii(), text.escape_ascii());
                assert_eq!(pattern.is_match(text), expected, "{shown}");
                assert_eq!(pattern.is_readable(text) && pattern.run(text), expected, "step by step: {shown}");
            }
        }
    }
}

#[test]
fn anchors_and_lines() {
    check(&[
        (b"/^[a-z]+$/", &[b"abc"], &[b"abc\n", b"\nabc", b"Abc", b""]),
        (b"/^a$/m", &[b"a", b"b\na", b"a\nb", b"a\n"], &[b"a\rb", b"ab"]),
        (b"/^$/m", &[b"", b"\n", b"a\n\nb"], &[b"a\n", b"a"]),
        (b"/a|^/m", &[b"", b"b"], &[]),
        (br"/\n^/m", &[b"\na"], &[b"a\n", b"\n"]),
        (br"/^a\z/", &[b"a"], &[b"a\n"]),
        (b"/b/A", &[b"b", b"bc"], &[b"ab"]),
        (b"/b|a$/A", &[b"bc", b"a"], &[b"a x"]),
        (b"/a.c/", &[b"abc", b"a\rc"], &[b"a\nc", b"ac"]),
        (b"/a.c/s", &[b"a\nc"], &[]),
        (br"/^a\Nc$/s", &[b"abc"], &[b"a\nc"]),
        (b"/a$b/m", &[], &[b"a\nb"]),
    ]);
}

#[test]
fn bytes_and_code_points() {
    check(&[
        (b"/^.$/", &[b"a", b"\xff"], &[b"\xc3\xa9", b"\n"]),
        (b"/^.$/u", &[b"\xc3\xa9", b"a"], &[b"\xff", b"\xc3", b"\xed\xa0\x80"]),
        (br"/^\d+$/", &[b"12"], &[b"\xd9\xa3", b""]),
        (br"/^\d+$/u", &[b"\xd9\xa31"], &[b"\xc2\xb2"]),
        (br"/^\w$/", &[b"a", b"_"], &[b"\xc3\xa9", b"\xe9", b"-"]),
        (
            br"/^\w$/u",
            &[b"\xc3\xa9", b"\xe6\x97\xa5", b"\xc2\xb2", b"\xcc\x81", b"\xe2\x80\xbf"],
            &[b"\xe2\x92\xb6", b"\xe2\x80\x8d", b"\xe0\xa4\x83"],
        ),
        (br"/^\W$/u", &[b"\xe2\x92\xb6", b"-"], &[b"\xc3\xa9"]),
        (br"/^\s$/", &[b"\x0b", b" "], &[b"\x85", b"\xa0"]),
        (br"/^\s$/u", &[b"\xc2\x85", b"\xc2\xa0", b"\xe1\xa0\x8e", b"\xe2\x80\xa8"], &[b"\xe2\x80\x8b"]),
        (br"/^\h$/", &[b"\t", b"\xa0"], &[b"\n"]),
        (br"/^\H\V$/", &[b"\n\t"], &[b"\t\t", b"\n\n"]),
        (br"/^\v$/", &[b"\x85", b"\x0b"], &[b" "]),
        (br"/^\p{L}$/", &[b"\xe9", b"e"], &[b"\xc3\xa9", b"1"]),
        (br"/^\pL\PL\p{^L}$/u", &[b"\xc3\xa91-"], &[b"aaa"]),
        (br"/^\p{Greek}$/u", &[b"\xce\xbb"], &[b"l"]),
        (br"/^\p{sc:Han}\p{Script=latin}$/u", &[b"\xe6\x97\xa5a"], &[b"aa"]),
        (br"/^\p{Xan}\p{Xwd}\p{Xsp}\p{L&}$/u", &[b"1_ \xc3\x89"], &[b"1_ \xe6\x97\xa5"]),
        (br"/^[\p{Any}]$/", &[b"a", b"\xff", b"\n"], &[b"ab"]),
    ]);
}

#[test]
fn case() {
    check(&[
        (b"/^straSSe$/i", &[b"STRASSE"], &[b"stra\xc3\x9fe"]),
        (b"/^\xc3\xa9$/i", &[b"\xc3\xa9"], &[b"\xc3\x89"]),
        (b"/^\xc3\xa9$/iu", &[b"\xc3\x89"], &[b"e"]),
        (b"/^k$/iu", &[b"K", b"\xe2\x84\xaa"], &[]),
        (b"/^k$/i", &[b"K"], &[b"\xe2\x84\xaa"]),
        (b"/^[^k]$/iu", &[b"j"], &[b"\xe2\x84\xaa", b"K"]),
        (b"/^\xcf\x82$/iu", &[b"\xce\xa3", b"\xcf\x83"], &[]),
        (br"/^\p{Lu}$/i", &[b"a", b"A"], &[b"1"]),
        (br"/^\P{Lu}$/iu", &[b"1"], &[b"a", b"\xc3\x89"]),
        (b"/^[[:upper:]]$/i", &[b"a"], &[b"1"]),
        (b"/^(?i)a(?-i)b$/", &[b"Ab"], &[b"AB"]),
        (b"/^(?:(?i)a|b)c$/", &[b"Ac", b"Bc"], &[b"AC"]),
        (b"/^(?i:a)b$/", &[b"Ab"], &[b"AB"]),
        (b"/^(?^:a)B$/i", &[b"ab"], &[b"Ab"]),
        (b"/^[a-z]$/iu", &[b"\xc5\xbf", b"Z"], &[b"["]),
    ]);
}

#[test]
fn words() {
    check(&[
        (br"/\bfoo\b/", &[b"a foo.", b"\xe9foo"], &[b"foo1", b"_foo"]),
        (
            br"/\bfoo\b/u",
            &[b"\xe6\x97\xa5 foo", b"\xe2\x92\xb6foo"],
            &[b"\xc3\xa9foo", b"foo\xcc\x81", b"\xe6\x97\xa5foo", b"foo\xff"],
        ),
        (br"/\Boo\B/u", &[b"foo\xc3\xa9"], &[b"oo", b"\xe2\x80\x8doo\xe2\x80\x8d"]),
        (br"/^\b/u", &[b"\xc3\xa9", b"a"], &[b"-\xc3\xa9", b""]),
    ]);
}

#[test]
fn classes() {
    check(&[
        (b"/^[]a]+$/", &[b"]a"], &[b"b"]),
        (b"/^[^]a]+$/", &[b"b["], &[b"]"]),
        (b"/^[a&&b]+$/", &[b"&ab"], &[b"c"]),
        (b"/^[+--b~~c[d]+$/", &[b"+,-b~cd["], &[b"e"]),
        (b"/^[a-]+$/", &[b"-a"], &[b"b"]),
        (b"/^[a-c-e]+$/", &[b"a-ce"], &[b"d"]),
        (br"/^[\d-]+$/", &[b"1-2"], &[b"a"]),
        (b"/^[[:alpha:]_-]+$/", &[b"a_-"], &[b":"]),
        (b"/^[[:^alpha:]]+$/", &[b"1:"], &[b"a"]),
        (b"/^[[:punct:]]$/u", &[b"$", b"!", b"\xc2\xab"], &[b"\xe2\x82\xac", b"a"]),
        (b"/^[[:alpha]+$/", &[b"[:alph"], &[b"b"]),
        (br"/^[\b\x41-\x43\103\e]$/", &[b"\x08", b"B", b"C", b"\x1b"], &[b"b"]),
        (br"/^[\Q^-]\E]+$/", &[b"^-]"], &[b"Q"]),
        (br"/^[\E^a]$/", &[b"b", b"^"], &[b"a"]),
        (br"/^[a-\Qc\E]$/", &[b"b"], &[b"-"]),
        (br"/^[^\W\d]+$/", &[b"ab_"], &[b"a1"]),
        (br"/^[\s\S]$/", &[b"\n", b"a"], &[b""]),
        (br"/[^\s\S]/", &[], &[b"a", b""]),
        (b"/^[a b#]+$/x", &[b"a #"], &[b"\t"]),
        (b"/^[\xc3\xa0-\xc3\xbf]$/u", &[b"\xc3\xa9"], &[b"e", b"\xe9"]),
        (br"/^[\xe0-\xff]$/", &[b"\xe9"], &[b"\xc3\xa9"]),
    ]);
}

#[test]
fn escapes_and_quotes() {
    check(&[
        (br"/^\x41\x{42}\o{103}\0104\cA\t\a\e\f\r\n$/", &[b"ABC\x084\x01\t\x07\x1b\x0c\r\n"], &[b""]),
        (br"/^\x{1F600}\N{U+e9}$/u", &[b"\xf0\x9f\x98\x80\xc3\xa9"], &[b""]),
        (br"/^\Qa.b\E+$/", &[b"a.bb"], &[b"aab", b"a.ba.b"]),
        (br"/^a\Q\E+$/", &[b"aa"], &[b""]),
        (br"/^\Q(a/", &[b"(ab"], &[b"a"]),
        (br"#^\#$#", &[b"#"], &[br"\#"]),
        (b"{^a{2}$}", &[b"aa"], &[b"a{2}"]),
        (b"(^(a|b)c$)i", &[b"AC"], &[b"ab"]),
        (b" \n/^a$/ \r\n", &[b"a"], &[b"b"]),
    ]);
}

#[test]
fn quantifiers_and_groups() {
    check(&[
        (b"/^a{2,3}$/", &[b"aa", b"aaa"], &[b"a", b"aaaa"]),
        (b"/^a{,}$/", &[b"a{,}"], &[b"aa"]),
        (b"/^{a{x}a{1$/", &[b"{a{x}a{1"], &[]),
        (b"/^a{0}b$/", &[b"b"], &[b"ab"]),
        (br"/^(?:\A){0}x$|b(?:\A){0}x/", &[b"bx", b"x"], &[b"x\n"]),
        (b"/^a+?b*?$/U", &[b"a", b"aabb"], &[b"b"]),
        (br"/^\N{2}$/", &[b"ab"], &[b"a"]),
        (b"/^(?<a>x)(?P<b>y)(?'c'z)$/", &[b"xyz"], &[b"xy"]),
        (b"/^(|a)+$/", &[b"", b"aaa"], &[b"b"]),
        (b"/^(?#c)a(?#+)+ # end\n b $/x", &[b"aab"], &[b"a b"]),
        (b"/^(?x) a b (?-x) c$/", &[b"ab c"], &[b"abc"]),
        (b"/^(?:a|\xc3\xa9)$/", &[b"\xc3\xa9", b"a"], &[b"\xe9"]),
        (b"/^(?:\xc3\xa9){2}$/", &[b"\xc3\xa9\xc3\xa9"], &[b"\xe9\xe9"]),
        (b"/^(?:\xc3\xa9){2}$/u", &[b"\xc3\xa9\xc3\xa9"], &[b"\xc3\xa9"]),
    ]);
}

#[test]
fn what_shortcuts_miss() {
    check(&[
        (br"/.a.\h{2}|c/", &[b"Ac"], &[b"A"]),
        (b"/(|.*?|){0}b?,/", &[b"xb,aa"], &[b"x"]),
        (br"/.\S{0,3}\h.*/", &[b"\xc2\xa0k"], &[b"ab"]),
        (br"/\P{sc:Greek}+\p{Greek}/u", &[b"s[\xcc\x80"], &[b"s"]),
        (br"/^\P{Lu}\P{Ll}?\D{3}$/u", &[b"c#,\n"], &[b"c1"]),
    ]);
}

#[test]
fn refused_patterns() {
    let deep = [b"/".as_slice(), &b"(".repeat(251), b"/"].concat();
    let table: &[(&[u8], &str)] = &[
        (b"", "a pattern begins with a delimiter, as in /^[a-z]+$/"),
        (b"abc", "a pattern begins with a delimiter, as in /^[a-z]+$/"),
        (br"\a\", "a pattern begins with a delimiter, as in /^[a-z]+$/"),
        (b"\xc2a\xc2", "a pattern begins with a delimiter, as in /^[a-z]+$/"),
        (b"/abc", "the closing delimiter '/' is missing"),
        (br"/abc\/", "the closing delimiter '/' is missing"),
        (b"(a(b)", "the closing delimiter ')' is missing"),
        (b"/a/X", "the flag 'X' is not supported"),
        (b"/a/J", "the flag 'J' is not supported"),
        (b"/a/i\xe9", r"the flag '\xE9' is not supported"),
        (b"/a/i\t", r"the flag '\x09' is not supported"),
        (b"/(?J)a/", "the flag 'J' is not supported"),
        (b"/(?a)a/", "the flag 'a' is not supported"),
        (b"/(?^-i)a/", "the flag '-' is not supported"),
        (b"/^a(?=b)/", "lookahead at byte 3 is not supported: write regex_pcre, which uses PCRE"),
        (b"/^a(?!b)/", "negative lookahead at byte 3 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(?<=b)a/", "lookbehind at byte 1 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(?<!b)a/", "negative lookbehind at byte 1 is not supported: write regex_pcre, which uses PCRE"),
        (br"/(a)\1/", "back-reference at byte 4 is not supported: write regex_pcre, which uses PCRE"),
        (br"/(a)\g{1}/", "back-reference at byte 4 is not supported: write regex_pcre, which uses PCRE"),
        (br"/(?<a>a)\k<a>/", "back-reference at byte 8 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(?<a>a)(?P=a)/", "back-reference at byte 8 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(?>a)/", "atomic group at byte 1 is not supported: write regex_pcre, which uses PCRE"),
        (b"/a++/", "possessive quantifier at byte 2 is not supported: write regex_pcre, which uses PCRE"),
        (b"/a{2}+/", "possessive quantifier at byte 2 is not supported: write regex_pcre, which uses PCRE"),
        (b"/a(?R)/", "recursion at byte 2 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(a)(?1)/", "subroutine call at byte 4 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(a)(?-1)/", "subroutine call at byte 4 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(?<a>a)(?&a)/", "subroutine call at byte 8 is not supported: write regex_pcre, which uses PCRE"),
        (br"/(a)\g<1>/", "subroutine call at byte 4 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(a)?(?(1)b|c)/", "conditional at byte 5 is not supported: write regex_pcre, which uses PCRE"),
        (b"/a(?C1)b/", "callout at byte 2 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(*UTF8)a/", "verb at byte 1 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(?|a|b)/", "branch reset group at byte 1 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(?[a])/", "extended class at byte 1 is not supported: write regex_pcre, which uses PCRE"),
        (br"/a\K/", r"\K at byte 2 is not supported: write regex_pcre, which uses PCRE"),
        (br"/a\G/", r"\G at byte 2 is not supported: write regex_pcre, which uses PCRE"),
        (br"/a\Z/", r"\Z at byte 2 is not supported: write regex_pcre, which uses PCRE"),
        (br"/a\R/", r"\R at byte 2 is not supported: write regex_pcre, which uses PCRE"),
        (br"/a\X/", r"\X at byte 2 is not supported: write regex_pcre, which uses PCRE"),
        (br"/a\C/", r"\C at byte 2 is not supported: write regex_pcre, which uses PCRE"),
        (b"/(?xx)a/", "the flag 'xx' at byte 1 is not supported: write regex_pcre, which uses PCRE"),
        (
            b"/a{,3}/",
            "a quantifier with blanks or without its first number at byte 2 is not supported: write regex_pcre, which uses PCRE",
        ),
        (
            b"/a{1, 2}/",
            "a quantifier with blanks or without its first number at byte 2 is not supported: write regex_pcre, which uses PCRE",
        ),
        (b"/[[:<:]]a/", "[[:<:]] or [[:>:]] at byte 1 is not supported: write regex_pcre, which uses PCRE"),
        (
            b"/[[:upper:]]/iu",
            "[:lower:] or [:upper:] with the flags 'i' and 'u' at byte 2 is not supported: write regex_pcre, which uses PCRE",
        ),
        (
            b"/a\xe2\x80\xa8b/xu",
            "white space beyond ASCII at byte 2 is not supported: write regex_pcre, which uses PCRE",
        ),
        (b"/a\x85b/x", "white space beyond ASCII at byte 2 is not supported: write regex_pcre, which uses PCRE"),
        (br"/\N{U+41}/", r"\N{ at byte 1 is not supported: write regex_pcre, which uses PCRE"),
        (b"/*a/", "cannot be compiled: nothing to repeat at byte 1"),
        (b"/a**/", "cannot be compiled: nothing to repeat at byte 3"),
        (b"/^*/", "cannot be compiled: nothing to repeat at byte 2"),
        (br"/\b+/", "cannot be compiled: nothing to repeat at byte 3"),
        (b"/(?i)+/", "cannot be compiled: nothing to repeat at byte 5"),
        (b"/a|{2}/", "cannot be compiled: nothing to repeat at byte 3"),
        (br"/a+\E+/", "cannot be compiled: nothing to repeat at byte 5"),
        (b"/a+ ?/x", "cannot be compiled: nothing to repeat at byte 4"),
        (b"/(a/", "cannot be compiled: a '(' without ')' at byte 1"),
        (br"/(\Qa)/", "cannot be compiled: a '(' without ')' at byte 1"),
        (b"/(?i/", "cannot be compiled: a '(' without ')' at byte 1"),
        (b"/a)/", "cannot be compiled: a ')' without '(' at byte 2"),
        (b"/a(?#b/", "cannot be compiled: a comment without ')' at byte 2"),
        (b"/[a/", "cannot be compiled: a class without ']' at byte 1"),
        (b"/[]/", "cannot be compiled: a class without ']' at byte 1"),
        (b"/[z-a]/", "cannot be compiled: a range that runs backwards at byte 3"),
        (br"/[\w-.]/", "cannot be compiled: a range that begins or ends with a set at byte 2"),
        (br"/[a-\d]/", "cannot be compiled: a range that begins or ends with a set at byte 4"),
        (br"/[\d\E--]/", "cannot be compiled: a range that begins or ends with a set at byte 2"),
        (b"/[[:foo:]]/", "cannot be compiled: a POSIX class that is not known at byte 2"),
        (b"/[[.a.]]/", "cannot be compiled: a POSIX class that is not known at byte 2"),
        (b"/[:alpha:]/", "cannot be compiled: a POSIX class outside of brackets at byte 1"),
        (br"/[\B]/", "cannot be compiled: an escape that has no place in a class at byte 2"),
        (br"/\j/", "cannot be compiled: an unknown escape at byte 1"),
        (br"/\x/", "cannot be compiled: an escape without its digits at byte 1"),
        (br"/\x{}/", "cannot be compiled: an escape without its digits at byte 1"),
        (br"/\x{ 41}/", "cannot be compiled: an escape without its digits at byte 1"),
        (br"/\x{100}/", "cannot be compiled: a code above FF without the flag 'u' at byte 1"),
        (br"/[\400]/", "cannot be compiled: a code above FF without the flag 'u' at byte 2"),
        (br"/\x{D800}/u", "cannot be compiled: a code that is no character's at byte 1"),
        (br"/\x{110000}/u", "cannot be compiled: a code that is no character's at byte 1"),
        (b"/\\c\xc3\xa9/u", r"cannot be compiled: \c without a printable character at byte 1"),
        (br"/\p{Foo}/u", "cannot be compiled: a property that is not known at byte 1"),
        (br"/\p{Letter}/u", "cannot be compiled: a property that is not known at byte 1"),
        (br"/\p{Lu/u", "cannot be compiled: a property that is not known at byte 1"),
        (br"/\p{sc:Lu}/u", "cannot be compiled: a property that is not known at byte 1"),
        (b"/a\xe9/u", "cannot be compiled: bytes that are no UTF-8 at byte 2"),
        (b"/(?<1a>x)/", "cannot be compiled: a name that no group can have at byte 4"),
        (b"/(?<a>x)(?<a>y)/", "cannot be compiled: a name that another group has at byte 11"),
        (b"/a{65536}/", "cannot be compiled: a repetition above 65535 at byte 2"),
        (b"/a{99999999999999999999}/", "cannot be compiled: a repetition above 65535 at byte 2"),
        (b"/a{3,2}/", "cannot be compiled: a repetition that runs backwards at byte 2"),
        (&deep, "cannot be compiled: a group more than 250 deep at byte 251"),
        (b"/(?:a{1000}){1000}/", "is too large"),
        (b"/(?:abcdefgh){5000}/", "is too large"),
    ];
    for (source, message) in table {
        let error = Pattern::compile(source).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), *message, "{}", source.escape_ascii());
    }
}

/// In the fallback, the limit of PCRE is the same.
#[test]
fn limits() {
    for source in [
        format!("/{}a{}/", "(".repeat(250), ")".repeat(250)),
        "/^a{65535}$/".to_owned(),
        r"/^[\p{L}\p{N}]{1,5000}$/u".to_owned(),
        format!("/{}/", "a".repeat(9_900)),
    ] {
        Pattern::compile(source.as_bytes()).unwrap_or_else(|error| panic!("{source:.60}: {error}"));
    }
    for source in [
        format!("/{}/", "(?:a{1,50}b){9}".repeat(3_500)),
        format!("/{}/", "a".repeat(10_100)),
        format!("/{}/u", r"\w".repeat(25_000)),
        format!("/[{}]/u", r"\p{L}é".repeat(7_000)),
    ] {
        let error = Pattern::compile(source.as_bytes()).map(|_| ()).unwrap_err();
        assert_eq!(error.kind, PatternErrorKind::TooLarge, "{source:.60}");
    }
}

/// None of these is quadratic, let alone exponential.
#[test]
fn hostile_texts() {
    let plain = "a".repeat(50_000) + "!";
    let beyond = "é".repeat(25_000) + "!";
    for source in [
        "/(a+)+$/",
        "/^(a|aa)+$/u",
        r"/(\w+\s?)+$/u",
        r"/^(([\w.])+.)+[A-Z]([a-z])+$/iu",
        r"/\b(\w+\s?)+$/u",
        "/^(a*)*^$/m",
    ] {
        let pattern = Pattern::compile(source.as_bytes()).unwrap();
        for text in [&plain, &beyond] {
            assert!(!pattern.is_match(text.as_bytes()), "{source}");
        }
    }
}

/// A long text beyond ASCII takes another way than a short one.
#[test]
fn long_texts() {
    let long = "é1 ".repeat(2_000);
    for (source, expected) in
        [(r"/(\w\d )+$/u", true), (r"/^\w+$/u", false), ("/é1 é2/u", false), (r"/\x{e9}1 $/iu", true)]
    {
        let pattern = Pattern::compile(source.as_bytes()).unwrap();
        assert_eq!(pattern.is_match(long.as_bytes()), expected, "{source}");
        assert_eq!(pattern.run(long.as_bytes()), expected, "{source}");
    }
}
