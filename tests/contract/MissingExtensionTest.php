<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\CryptoException;
use PHPUnit\Framework\TestCase;

/**
 * Pure PHP where an extension is not loaded: what needs it says so, or does without.
 */
class MissingExtensionTest extends TestCase
{
    use OwnProcess;

    public function testWhatNeedsSodiumSaysSo(): void
    {
        $prelude = <<<'PHP'
            namespace HighPerApp\HighPer\Native;
            function said(callable $call): void
            {
                try {
                    $call();
                    echo "did it\n";
                } catch (\Throwable $thrown) {
                    echo $thrown::class, ' ', $thrown->getCode(), ' ', $thrown->getMessage(), "\n";
                }
            }
            $bytes = str_repeat('k', 32);

            PHP;
        $calls = [
            'new Aead(SymmetricKey::fromBytes($bytes))',
            '(new Aead(SymmetricKey::fromBytes($bytes)))->seal("m")',
            'new SealStream(SymmetricKey::fromBytes($bytes))',
            'new OpenStream(SymmetricKey::fromBytes($bytes), str_repeat("h", 24))',
            'SealStream::copy(SymmetricKey::fromBytes($bytes), fopen("php://memory", "r"), fopen("php://memory", "w"))',
            'SigningKey::generate()',
            'SigningKey::fromSeed($bytes)',
            'KeyPair::generate()',
            'Sign::detached("m", SigningKey::generate())',
            'Box::seal("m", KeyPair::generate()->publicKey())',
            'Hash::digest("m")',
            'new Hash()',
            'Kdf::fromPassword("p", str_repeat("s", 16), 8, 1)',
            'SymmetricKey::fromBytes($bytes)->keyId()',
        ];
        $code = $prelude;
        foreach ($calls as $call) {
            $code .= "said(static fn () => $call);\n";
        }
        // Where ext-sodium is a part of PHP itself, its functions can still be taken away.
        $arguments = ['-n', '-d', 'disable_functions=' . implode(',', get_extension_funcs('sodium') ?: [])];
        $environment = ['HIGHPER_BACKEND' => 'php', 'HIGHPER_EXPECT' => 'php'];
        $run = static fn (string $what): string => self::evaluate($what, $arguments, $environment);
        self::assertSame('no', $run('echo function_exists("sodium_memzero") ? "yes" : "no";'));
        $lines = explode("\n", rtrim($run($code)));
        self::assertCount(\count($calls), $lines, implode("\n", $lines));
        foreach ($calls as $index => $call) {
            $pattern = '~^' . preg_quote(CryptoException::class, '~') . ' 5 [A-Z][\w\\\\]* needs ext-sodium, or the extension highper$~D';
            self::assertMatchesRegularExpression($pattern, $lines[$index], $call);
        }
    }

    public function testAesTakesWhatIsThere(): void
    {
        $code = <<<'PHP'
            namespace HighPerApp\HighPer\Native;
            try {
                $aead = new Aead(SymmetricKey::fromBytes('sEcReT+key-of-32-bytes_in_ASCII!'), Aead::AES_256_GCM);
                echo $aead->open(hex2bin('6e6f6e63652d6e6f6e63652d5ea7267935271ed0de6615fc438e59a841a65bf6c371ec296929b36cdc8e'), 'bound');
                echo ', ', $aead->open($aead->seal('sealed here', 'a'), 'a'), ', ';
                $aead->open('none');
            } catch (Exception\CryptoException $exception) {
                echo $exception->getCode(), ' ', $exception->getMessage();
            }
            PHP;
        $options = ['-d', 'disable_functions=' . implode(',', get_extension_funcs('openssl') ?: [])];
        $output = self::evaluate($code, $options, ['HIGHPER_BACKEND' => 'php', 'HIGHPER_EXPECT' => 'php']);
        $outcomes = [
            'What is sealed, sealed here, 4 The message does not authenticate: it was changed or cut off, or the key or the associated data is another one',
            // Where ext-sodium finds no AES in the processor.
            '5 AES-256-GCM needs ext-openssl, or the extension highper',
        ];
        self::assertContains($output, $outcomes);
    }

    /**
     * Runs code of another namespace, which has to come first in its file.
     *
     * @param list<string>          $arguments
     * @param array<string, string> $environment
     */
    private static function evaluate(string $code, array $arguments, array $environment): string
    {
        return self::inAnotherProcess('eval(' . var_export($code, true) . ');', $arguments, $environment);
    }
}
