<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

/**
 * Encryption of whole messages that also proves who wrote them; in pure PHP over ext-sodium and ext-openssl.
 *
 * The extension registers this class itself, and then this file is never loaded.
 */
final class Aead extends Fallback\Aead
{
}
