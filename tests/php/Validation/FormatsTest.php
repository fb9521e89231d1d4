<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php\Validation;

use HighPerApp\HighPer\Native\Fallback\Validation\Base64;
use HighPerApp\HighPer\Native\Fallback\Validation\Color;
use HighPerApp\HighPer\Native\Fallback\Validation\Email;
use HighPerApp\HighPer\Native\Fallback\Validation\Finance;
use HighPerApp\HighPer\Native\Fallback\Validation\Identifier;
use HighPerApp\HighPer\Native\Fallback\Validation\Network;
use HighPerApp\HighPer\Native\Fallback\Validation\Phone;
use HighPerApp\HighPer\Native\Fallback\Validation\Publication;
use HighPerApp\HighPer\Native\Fallback\Validation\Punycode;
use HighPerApp\HighPer\Native\Fallback\Validation\Url;
use PHPUnit\Framework\TestCase;

/**
 * Formats of single values; the native engine has the same tables.
 */
class FormatsTest extends TestCase
{
    private const MODES = ['rfc', 'strict', 'rfc5321', 'html5', 'filter', 'filter_unicode'];

    public function testEmail(): void
    {
        $table = [
            ["me@example.com", '111111'], ["first.last+tag@sub.example.co.uk", '111111'], ["a@b", '1.11..'], ["a@b.c", '111111'],
            ["user_name!#\$%&'*+/=?^`{|}~-@example.com", '111111'], ["me@EXAMPLE.COM", '111111'], ["", '......'], ["@", '......'], ["me", '......'],
            ["me@", '......'], ["@example.com", '......'], ["me@@example.com", '......'], [".me@example.com", '...1..'],
            ["me.@example.com", '...1..'], ["m..e@example.com", '...1..'], ["me@.example.com", '......'], ["me@example.com.", '......'],
            ["me@example..com", '......'], ["me@-example.com", '......'], ["me@example.com-", '......'], ["me@example-.com", '......'],
            ["me@example.-com", '1.....'], ["me@ex--ample.com", '111111'], ["me@example.123", '1111..'], ["me@example.1com", '1111..'],
            ["me@exam_ple.com", '......'], ["me@example.com\n", '......'], ["me\n@example.com", '......'], ["me@example.com ", '......'],
            [" me@example.com", '......'], ["me @example.com", '1.....'], ["m e@example.com", '......'], ["m !e@example.com", '1.....'],
            ["m\te@example.com", '......'], ["\"me\"@example.com", '1.1.11'], ["\"m e\"@example.com", '1.1...'], ["\"m@e\"@example.com", '1.1.11'],
            ["\"m\\\"e\"@example.com", '1.1.11'], ["\"m\"e@example.com", '......'], ["\"\"@example.com", '1.1.11'], ["\"me@example.com", '......'],
            ["a.\"b\"@example.com", '1...11'], ["a\"b\"@example.com", '......'], ["a!\"b\"@example.com", '1.....'],
            ["\"\tb\"@example.com", '1.....'], ["\"a\tb\"@example.com", '......'], ["(comment)me@example.com", '1.....'],
            ["me(comment)@example.com", '1.....'], ["me(comment@example.com", '......'], ["me)@example.com", '......'],
            ["(a))(b@example.com", '1.....'], ["me@(comment)example.com", '1.....'], ["me@example(comment).com", '1.....'],
            ["me@example.com(comment)", '......'], ["me\\ @example.com", '11....'], ["m\\e@example.com", '......'], ["a::b@example.com", '11....'],
            ["a:b@example.com", '......'], ["a,b@example.com", '......'], ["a;b@example.com", '......'], ["<me@example.com>", '......'],
            ["a\0b@example.com", '11....'], ["a\u{1}b@example.com", '......'], ["a\u{7f}b@example.com", '......'], ["me@IPv6.com", '..1111'],
            ["me@xIPv6.com", '111111'], ["me@1IPv6.com", '..1111'], ["me@IPv67.com", '..1111'], ["me@ipv6.com", '111111'],
            ["me@[127.0.0.1]", '1.1.11'], ["me@[127.0.0.256]", '1.....'], ["me@[127.0.0.01]", '1.1...'], ["me@[IPv6:::1]", '1.1.11'],
            ["me@[IPv6:1:2:3:4:5:6:7:8]", '1.1.11'], ["me@[IPv6:1:2:3:4:5:6::7]", '1.....'], ["me@[IPv6:1:2:3:4:5::7]", '1.1.11'],
            ["me@[ipv6:1:2:3:4:5:6:1.2.3.4]", '1.1.11'], ["me@[IPv6:1::5:6:1.2.3.4]", '1.1.11'], ["me@[IPv6:1:2:3::5:6:1.2.3.4]", '1.....'],
            ["me@[1:2]", '1.....'], ["me@[]", '1.....'], ["me@[a", '......'], ["me@[a]b", '1.....'], ["me@[a]@b", '1.....'], ["me@a[b]", '1.....'],
            ["me@[a.]", '......'], ["me@[a\\]", '......'], ["me@[[a]", '......'], ["me@[a][", '......'], ["jörg@example.com", '11...1'],
            ["me@exämple.com", '11....'], ["me@例え.テスト", '11....'], ["¿me?@example.com", '11....'], ["me@¿.com", '......'],
            ["€@example.com", '......'], ["\u{1F600}@example.com", '......'], ["a\u{AD}b@example.com", '......'], ["me@\u{17F}ub.com", '11...1'],
            ["me@例。え.com", '11....'],
        ];
        foreach ($table as [$text, $expected]) {
            self::assertSame($expected, self::verdicts($text), json_encode($text));
        }
    }

    public function testLengthsOfEmail(): void
    {
        $a = static fn (int $count): string => str_repeat('a', $count);
        $labels = implode('.', array_fill(0, 4, $a(60)));
        $table = [
            [$a(64) . '@example.com', '111111'], [$a(65) . '@example.com', '1..1..'],
            ['me@' . $a(63) . '.com', '111111'], ['me@' . $a(64) . '.com', '......'],
            // The dot before a label counts to it in the first two.
            ['me@com.' . $a(62), '111111'], ['me@com.' . $a(63), '..1111'], ['me@com.' . $a(64), '......'],
            ['me@' . $labels, '111111'], ['me@' . $labels . '.' . $a(9), '1..1..'],
            ['me@' . str_repeat('ü', 58) . '.com', '......'], ['me@' . str_repeat('ü', 57) . '.com', '11....'], ['me@a.' . str_repeat('ü', 57), '11....'],
            ['"' . $a(62) . '"@example.com', '1.1.11'], ['"' . $a(63) . '"@example.com', '1...11'], ['"' . $a(64) . '"@example.com', '1...11'], ['"' . $a(65) . '"@example.com', '1.....'],
            // Where quotes stand side by side, the filter does not count on.
            ['""."' . $a(70) . '"@example.com', '....11'],
            ["m\xFCe@example.com", '......'], ["me@ex\xC3.com", '......'], ["\xFF", '......'],
        ];
        foreach ($table as [$text, $expected]) {
            self::assertSame($expected, self::verdicts($text), $text);
        }
    }

    public function testIp(): void
    {
        $table = [
            ["0.0.0.0", true, false], ["255.255.255.255", true, false], ["256.1.1.1", false, false], ["1.2.3", false, false],
            ["1.2.3.4.5", false, false], ["1.2.3.4.", false, false], [".1.2.3.4", false, false], ["1..3.4", false, false],
            ["01.2.3.4", false, false], ["00.0.0.0", false, false], [" 1.2.3.4", false, false], ["1.2.3.4\n", false, false], ["::", false, true],
            ["::1", false, true], ["1::", false, true], [":1", false, false], ["1:", false, false], [":::", false, false],
            ["1:2:3:4:5:6:7:8", false, true], ["1:2:3:4:5:6:7", false, false], ["1:2:3:4:5:6:7:8:9", false, false], ["1:2:3:4:5:6:7::", false, true],
            ["::2:3:4:5:6:7:8", false, true], ["1:2:3:4::5:6:7:8", false, false], ["1::2::3", false, false], ["12345::", false, false],
            ["abcd:ABCD::", false, true], ["g::", false, false], ["::1.2.3.4", false, true], ["::ffff:1.2.3.4", false, true],
            ["1:2:3:4:5:6:1.2.3.4", false, true], ["1:2:3:4:5:6:7:1.2.3.4", false, false], ["1:2:3:4:5::1.2.3.4", false, true],
            ["1:2:3:4:5:6::1.2.3.4", false, false], ["1:1.2.3.4", false, false], [":1.2.3.4", false, false], [":::1.2.3.4", false, false],
            ["::1.2.3.04", false, false], ["::1.2.3.4:5", false, false], ["fe80::1%eth0", false, false], ["[::1]", false, false], ["", false, false],
        ];
        foreach ($table as [$text, $isV4, $isV6]) {
            self::assertSame([$isV4, $isV6, $isV4 || $isV6], [Network::isIpv4($text), Network::isIpv6($text), Network::isIp($text)], $text);
        }
    }

    public function testCidr(): void
    {
        $table = [
            ["10.0.0.0/8", true, false], ["10.0.0.0/0", true, false], ["10.0.0.0/32", true, false], ["10.0.0.0/33", false, false],
            ["10.0.0.0/08", false, false], ["10.0.0.0/", false, false], ["10.0.0.0", false, false], ["10.0.0.0/8/8", false, false],
            ["10.0.0.0/+8", false, false], ["10.0.0.0/-8", false, false], ["10.0.0.0/2a", false, false], ["2001:db8::/32", false, true],
            ["2001:db8::/128", false, true], ["2001:db8::/129", false, false], ["2001:db8::/1000", false, false], ["::/0", false, true],
            ["/8", false, false], ["", false, false],
        ];
        foreach ($table as [$text, $isV4, $isV6]) {
            self::assertSame([$isV4, $isV6, $isV4 || $isV6], [Network::isCidr($text, 4), Network::isCidr($text, 6), Network::isCidr($text)], $text);
        }
    }

    public function testMac(): void
    {
        $good = [
            "01-23-45-67-89-ab", "01:23:45:67:89:AB", "0123.4567.89ab",
        ];
        $bad = [
            "01:23:45-67:89:ab", "01:23:45:67:89", "01:23:45:67:89:ab:cd", "0123456789ab", "0123-4567-89ab", "0g:23:45:67:89:ab",
            "012:3:45:67:89:ab", "01:23:45:67:89:a", "01.23.45.67.89.ab", "0123.4567.89a.", "",
        ];
        self::check(Network::isMac(...), $good, $bad);
    }

    public function testHostname(): void
    {
        $good = [
            "localhost", "example.com", "EXAMPLE.com", "3com.com", "a-b.c--d.e", "xn--bcher-kva.example", "example.1a",
        ];
        $bad = [
            "example.com.", ".example.com", "example..com", "-example.com", "example-.com", "example.com-", "exam_ple.com", "exämple.com",
            "example.123", "127.0.0.1", "example.com\n", "a b", "",
        ];
        $long = implode('.', [str_repeat('a', 63), str_repeat('b', 63), str_repeat('c', 63), str_repeat('d', 61)]);
        self::check(Network::isHostname(...), [...$good, str_repeat('a', 63), $long], [...$bad, str_repeat('a', 64), $long . 'd']);
    }

    public function testUrl(): void
    {
        $good = [
            "http://example.com", "HTTPS://EXAMPLE.COM/", "http://localhost", "http://localhost:8080/", "http://my_host-1", "http://example.com.",
            "http://localhost.", "http://a-b.c", "http://-.c", "http://a_b.c1", "http://a\$+<=>^`|~.com", "http://a.xn--p1ai", "http://a.XN--a-b",
            "http://президент.рф/", "http://münchen.de.", "http://☃.net/", "http://a.e\u{301}", "http://\u{17F}", "http\u{17F}://a.b",
            "http://a.xn--\u{212A}", "http://127.0.0.1", "http://999.999.999.999", "http://a.b:99999", "http://[::1]", "http://[::1]:80/",
            "http://[::ffff:1.2.3.4]", "http://user@example.com", "http://user:pass@example.com", "http://us%20er:pa%20ss@example.com",
            "http://us%2er:pa@example.com", "http://example.com/@", "http://example.com/a/b//c", "http://example.com/a%20b", "http://example.com/äé",
            "http://example.com?a[b]=c", "http://example.com?a=b?c/d", "http://example.com#a?b/c", "http://example.com?#", "ftp://example.com",
            "iris.beep://example.com",
        ];
        $bad = [
            "http://example.com..", "http://example..com", "http://.example.com", "http://a.b-c", "http://a.c_1", "http://a!.com", "http://a.xn--",
            "http://a.xn--_", "http://münchen", "http://münchen.", "http://a.☃", "http://a\u{200D}.b", "http://127.0.0.1:aa", "http://a.b:",
            "http://a.b:1:2", "http://[::1.2.3.04]", "http://[1::2::3]", "http://[::1", "http://[]", "http://[::1].", "http://us%2:pa@example.com",
            "http://us er@example.com", "http://:pass@example.com", "http://user:@example.com", "http://@example.com", "http://a@b@example.com",
            "http://a:b:c@example.com", "http://a!@example.com", "http://example.com/a%2", "http://example.com/a%zz", "http://example.com/a b",
            "http://example.com/ä€", "http://example.com/[a]", "http://example.com/?a={b}", "http://example.com#a[b]", "http://example.com#a#b",
            "http://example.com/\\", "http://example.com\n", "http://example.com/\n", " http://example.com", "http://", "http:///",
            "http:/example.com", "http//example.com", "://example.com", "example.com", "unknown://example.com", "mailto:me@example.com",
            "javascript://test%0Aalert(321)", "irisxbeep://example.com", "",
            "http://example.com/\xFF", "http://ex\xC3mple.com/",
        ];
        self::check(Url::is(...), $good, $bad);
    }

    public function testSchemesOfUrl(): void
    {
        $table = [
            ['http://example.com', ['https'], false], ['https://example.com', ['http', 'https'], true], ['HTTPS://example.com', ['https'], true],
            ['custom://example.com', ['custom'], true], ['httpss://example.com', ['https'], false], ['https://example.com', ['http', ' https '], true],
        ];
        foreach ($table as [$text, $schemes, $expected]) {
            self::assertSame($expected, Url::is($text, $schemes), $text);
        }
        $known = require __DIR__ . '/../../../php/Data/schemes.php';
        foreach ($known as $scheme => $true) {
            self::assertTrue(Url::is("$scheme://fully.qualified.domain/path"), $scheme);
        }
        self::assertGreaterThan(300, \count($known));
    }

    public function testUrlOfTheStandard(): void
    {
        $table = [
            ["http://example.com", [], true], ["HTTPS://Example.com/a?b#c", [], true], ["ftp://example.com", [], false],
            ["ftp://example.com", ['ftp'], true], ["http://localhost", [], true], ["http://a_b.com", [], true], ["http://example.com.", [], true],
            ["http://.", [], false], ["http:///example.com", [], false], ["http://", [], false], ["http:example.com", [], false],
            ["http:/example.com", [], false], ["//example.com", [], false], ["http://user@example.com", [], false],
            ["http://@example.com", [], false], ["http://example.com:80", [], true], ["http://example.com:", [], true],
            ["http://example.com:65535", [], true], ["http://example.com:00065535", [], true], ["http://example.com:65536", [], false],
            ["http://example.com:99999999999999999999", [], false], ["http://example.com:8a", [], false], ["http://:80", [], false],
            ["http://[::1]:80/", [], true], ["http://[::1]a", [], false], ["http://[::1", [], false], ["http://127.0.0.1", [], true],
            ["http://127.0.0.1.", [], false], ["http://127.0.0.256", [], false], ["http://127.1", [], false], ["http://0x7f.1", [], false],
            ["http://a.0x7g", [], true], ["http://a.0x", [], false], ["http://a.1", [], false], ["http://a.1b", [], true],
            ["http://01.2.3.4", [], false], ["http://ex%61mple.com", [], true], ["http://ex%2fmple.com", [], false],
            ["http://ex%mple.com", [], false], ["http://%ff.com", [], false], ["http://m%C3%BCnchen.de", [], true], ["http://münchen.de", [], true],
            ["http://例え。テスト", [], true], ["http://☃.net", [], true], ["http://a≠.net", [], true], ["http://a＃.net", [], false],
            ["http://a\u{AD}.net", [], false], ["http://\u{301}a.net", [], false], ["http://xn--mnchen-3ya.de", [], true],
            ["http://xn--a.de", [], false], ["http://xn--.de", [], false], ["http://xn--abc-.de", [], false], ["http://a b.com", [], false],
            ["http://a^b.com", [], false], ["http://example.com/a b", [], false], ["http://example.com/a%20b", [], true],
            ["http://example.com/a%2", [], false], ["http://example.com/\"", [], false], ["http://example.com/[", [], false],
            ["http://example.com\\a", [], false], ["http://example.com/a\\b", [], false], ["http://example.com/€", [], true],
            ["http://example.com/\u{80}", [], false], ["http://example.com/\u{FFFE}", [], false], ["http://example.com/\u{FDD0}", [], false],
            ["http://example.com/?a=[]", [], false], ["http://example.com/#a#b", [], false], [" http://example.com", [], false],
            ["http://example.com\n", [], false], ["file://host/a", ['file'], true], ["file:///a", ['file'], false],
            ["file://localhost/a", ['file'], false], ["file://host:1/a", ['file'], false], ["git+ssh://host/a", ['git+ssh'], true],
            ["git://ho%20st:9418/a", ['git'], true], ["git://ho%2st", ['git'], false], ["git://ho^st", ['git'], false],
            ["git://ho|st", ['git'], false], ["git:///a", ['git'], false], ["git://[::1]", ['git'], true], ["1a://b", ['1a'], false],
            ["", [], false],
            ["http://example.com/\xFF", [], false],
        ];
        foreach ($table as [$text, $schemes, $expected]) {
            self::assertSame($expected, Url::isWhatwg($text, $schemes), json_encode($text) . ' ' . implode(' ', $schemes));
        }
    }

    public function testPunycode(): void
    {
        $table = [
            'tda' => 'ü', 'bcher-kva' => 'bücher', 'zca' => 'ß', 'mnchen-ost-9db' => 'münchen-ost', 'ihqwcrb4cv8a8dqg056pqjye' => '他们为什么不说中文', 'e28h' => "\u{1F600}",
            'b1abfaaepdrnnbgefbadotcwatmq2g4l' => 'почемужеонинеговорятпорусски', 'MajiKoi5-783gue6qz075azm5e' => 'MajiでKoiする5秒前', '' => '', 'abc-' => 'abc',
            '-tda' => null, 'zzzzzzzz' => null, 'a_' => null, '99999999' => null, 'bcher-kv' => null, 'tdaü' => null, str_repeat('a', 60) => null,
        ];
        foreach ($table as $encoded => $label) {
            self::assertSame($label, Punycode::decode((string) $encoded), (string) $encoded);
        }
    }

    public function testUuid(): void
    {
        $table = [
            ["145a1e72-d11d-11e8-a8d5-f2801f1b9fd1", null, true], ["145A1E72-D11D-11E8-A8D5-F2801F1B9FD1", null, true],
            ["145a1e72-d11d-11e8-a8d5-f2801f1b9fd1", '1', true], ["145a1e72-d11d-11e8-a8d5-f2801f1b9fd1", '4', false],
            ["145a1e72-d11d-11e8-c8d5-f2801f1b9fd1", null, true], ["145a1e72-d11d-11e8-c8d5-f2801f1b9fd1", '1', false],
            ["a0a2a2d2-0b87-4a18-83f2-2529882be2de", '4', true], ["0192e4b9-92eb-7aec-8707-1becfb1e3eb7", '7', true],
            ["07e80a1f-1629-831f-811f-c595103c91b5", '8', true], ["00000000-0000-0000-0000-000000000000", null, true],
            ["00000000-0000-0000-0000-000000000000", 'nil', true], ["00000000-0000-0000-0000-000000000001", 'nil', false],
            ["FFFFFFFF-ffff-ffff-ffff-ffffffffffff", 'max', true], ["FFFFFFFF-ffff-ffff-ffff-fffffffffffe", 'max', false],
            ["145a1e72d11d11e8a8d5f2801f1b9fd1", null, false], ["145a1e72-d11d-11e8-a8d5-f2801f1b9fd1\n", null, false],
            ["{145a1e72-d11d-11e8-a8d5-f2801f1b9fd1}", null, false], ["145a1e72-d11d-11e8-a8d5-f2801f1b9fdg", null, false],
            ["145a1e72-d11d-11e8-a8d5f-2801f1b9fd1", null, false], ["", null, false],
        ];
        foreach ($table as [$text, $version, $expected]) {
            self::assertSame($expected, Identifier::isUuid($text, $version), "$text, $version");
        }
    }

    public function testUlid(): void
    {
        $good = [
            "01gd6r360bp37zj17nxb55yv40", "01GD6R360BP37ZJ17NXB55YV40", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        ];
        $bad = [
            "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "01GD6R360BP37ZJ17NXB55YV4", "01GD6R360BP37ZJ17NXB55YV400", "01GD6R360BP37ZJ17NXB55YVI0",
            "01gd6r36-bp37z-17nx-55yv40", "",
        ];
        self::check(Identifier::isUlid(...), $good, $bad);
    }

    public function testIban(): void
    {
        $good = [
            "GB82WEST12345698765432", "DE89370400440532013000", "CH9300762011623852957", "NO9386011117947", "FR1420041010050500013M02606",
            "MT84MALT011000012345MTLCAST001S", "XK051212012345678906",
        ];
        $bad = [
            "GB82WEST12345698765433", "GB28WEST12345698765432", "GB82 WEST 1234 5698 7654 32", "gb82west12345698765432", "GB82WEST1234569876543",
            "GB82WEST123456987654321", "GB82WES112345698765432", "GBWEST12345698765432", "US64SVBKUS6S3300958879", "ZZ82WEST12345698765432", "GB",
            "GB8", "",
        ];
        self::check(Finance::isIban(...), $good, $bad);
    }

    public function testBic(): void
    {
        $good = [
            "DEUTDEFF", "DEUTDEFF500", "E097AEXXXXX", "PCBKXKPR",
        ];
        $bad = [
            "DEUTZZFF", "DEUT12FF", "deutdeff", "DEUTDEFf", "DEUTDEF", "DEUTDEFF50", "DEUTDEFF5000", "DEUT DEFF", "DEUTDEF-", "",
        ];
        self::check(Finance::isBic(...), $good, $bad);
    }

    public function testCard(): void
    {
        self::assertSame(['visa', 'mastercard', 'amex', 'discover', 'diners', 'jcb', 'maestro', 'unionpay'], Finance::schemes());
        $table = [
            ["4111111111111111", ['visa'], true], ["4222222222222", ['visa'], true], ["4111111111111111", ['mastercard'], false],
            ["4111111111111111", ['mastercard', 'visa'], true], ["4111111111111111", [], true], ["4111111111111112", [], false],
            ["5555555555554444", ['mastercard'], true], ["2221000000000009", ['mastercard'], true], ["2720990000000007", ['mastercard'], true],
            ["2721000000000004", ['mastercard'], false], ["378282246310005", ['amex'], true], ["6011111111111117", ['discover'], true],
            ["6221260000000000", ['discover'], true], ["6229260000000009", ['discover'], false], ["30569309025904", ['diners'], true],
            ["38520000023237", ['diners'], true], ["3530111333300000", ['jcb'], true], ["180000000000002", ['jcb'], true],
            ["1800000000000001", ['jcb'], false], ["6759649826438453", ['maestro'], true], ["676770000000", ['maestro'], false],
            ["6200000000000005", ['unionpay'], true], ["4111 1111 1111 1111", [], false], ["4111-1111-1111-1111", [], false],
            ["00000000000", [], false], ["000000000000", [], true], ["0000000000000000000", [], true], ["00000000000000000000", [], false],
            ["", [], false],
        ];
        foreach ($table as [$text, $schemes, $expected]) {
            self::assertSame($expected, Finance::isCard($text, $schemes), $text . ' ' . implode(' ', $schemes));
        }
    }

    public function testIsbn(): void
    {
        $table = [
            ["2723442284", true, false], ["2-7234-4228-4", true, false], ["0-306-40615-2", true, false], ["0 306 40615 2", true, false],
            ["080442957X", true, false], ["0-8044-2957-X", true, false], ["080442957x", false, false], ["08044X9570", false, false],
            ["2723442283", false, false], ["9783161484100", false, true], ["978-3-16-148410-0", false, true], ["978 3 16 148410 0", false, true],
            ["979-10-90636-07-1", false, true], ["9773161484101", false, false], ["978-3-16-148410-1", false, false],
            ["978--316-148410-0", false, false], ["-9783161484100", false, false], ["9783161484100-", false, false],
            ["9-7-8-3-161484100", false, true], ["9-7-8-3-1-61484100", false, false], ["0-3-0-6-406152", false, false],
            ["978316148410X", false, false], ["978316148410", false, false], ["", false, false],
        ];
        foreach ($table as [$text, $isTen, $isThirteen]) {
            self::assertSame([$isTen, $isThirteen, $isTen || $isThirteen], [Publication::isIsbn($text, 10), Publication::isIsbn($text, 13), Publication::isIsbn($text)], $text);
        }
    }

    public function testIssn(): void
    {
        $good = [
            "2049-3630", "20493630", "2434-561X", "2434561x",
        ];
        $bad = [
            "2049-3631", "204-93630", "2049 3630", "2049-363", "2049-36300", "X049-3630", "",
        ];
        self::check(Publication::isIssn(...), $good, $bad);
    }

    public function testE164(): void
    {
        $good = [
            "+4930123456", "+1234567", "+123456789012345",
        ];
        $bad = [
            "+123456", "+1234567890123456", "+0123456789", "4930123456", "+49 30 123456", "++4930123456", "+4930123456\n", "+", "",
        ];
        self::check(Phone::isE164(...), $good, $bad);
    }

    public function testHexColor(): void
    {
        $good = [
            "#FFF", "#ffff", "#00ff00", "#FF000080",
        ];
        $bad = [
            "#ff", "#123AB", "#1234567", "#123456789", "#GGG", "#FFF\n", "FFF", "#", "",
        ];
        self::check(Color::isHexColor(...), $good, $bad);
    }

    public function testBase64(): void
    {
        $good = [
            "YQ==", "YWI=", "YWJj", "YWJjZA==", "+/+/",
        ];
        $bad = [
            "YR==", "YWJ=", "YQ=", "YQ", "Y===", "====", "==", "YQ==YQ==", "Y=Q=", "YW Jj", "YWJj\n", "-_-_", "not-base64!", "",
        ];
        self::check(Base64::isBase64(...), $good, $bad);
    }

    /**
     * PCRE gives up on nothing, however long.
     */
    public function testLongTexts(): void
    {
        foreach (['a', 'a.', '(', '\\"', '@', 'ü', 'é.', '%41', '/', '1:'] as $part) {
            $long = str_repeat($part, intdiv(50_000, \strlen($part)));
            foreach (["a@$long", "\"$long\"@b.cc", "$long@b.cc", "http://$long", "http://a.b/$long", "http://[$long"] as $text) {
                foreach (self::MODES as $mode) {
                    Email::is($text, $mode);
                    self::assertSame(PREG_NO_ERROR, preg_last_error(), "$mode, $part");
                }
                Url::is($text);
                self::assertSame(PREG_NO_ERROR, preg_last_error(), "url, $part");
                Url::isWhatwg($text);
                self::assertSame(PREG_NO_ERROR, preg_last_error(), "url of the standard, $part");
            }
        }
        self::assertTrue(Url::is('http://a.b/' . str_repeat('%41é', 100_000)));
        self::assertTrue(Url::isWhatwg('http://a.b/' . str_repeat('%41é', 100_000)));
    }

    private static function verdicts(string $text): string
    {
        return implode('', array_map(static fn (string $mode): string => Email::is($text, $mode) ? '1' : '.', self::MODES));
    }

    /**
     * @param callable(string): bool $predicate
     * @param list<string> $good
     * @param list<string> $bad
     */
    private static function check(callable $predicate, array $good, array $bad): void
    {
        foreach ($good as $text) {
            self::assertTrue($predicate($text), (string) json_encode($text));
        }
        foreach ($bad as $text) {
            self::assertFalse($predicate($text), (string) json_encode($text));
        }
    }
}
