<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

/**
 * What the PHP backends need of other extensions.
 *
 * @internal
 */
class FallbackFindings
{
    public function __construct(private readonly Facts $facts)
    {
    }

    /**
     * @return list<Finding>
     */
    public function all(?string $backend): array
    {
        if ($backend === 'extension') {
            return [];
        }
        $findings = [];
        foreach ([
            'sodium' => 'Without the extension highper, cryptography and PASETO are done by libsodium; their classes throw a CryptoException.',
            'openssl' => 'Without the extension highper, AES-256-GCM is done by OpenSSL where libsodium has no AES for this processor.',
        ] as $module => $why) {
            if (!$this->facts->has($module)) {
                $level = $module === 'sodium' ? Level::Better : Level::Note;
                $findings[] = new Finding(Code::from("$module-missing"), $level, "PHP's extension '$module' is not loaded.", $why, (new Remedy($this->facts))->install($module));
            }
        }

        return $findings;
    }
}
