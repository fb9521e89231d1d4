<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Http;

/**
 * Writing Set-Cookie (RFC 6265, 4.1; draft-ietf-httpbis-rfc6265bis, 4.1 and 5.7).
 *
 * @internal
 */
class Cookie
{
    /** What browsers bear: of name and value together, and of an attribute. */
    private const LONGEST_PAIR = 4096;
    private const LONGEST_ATTRIBUTE = 1024;

    public function __construct(
        private readonly string $name,
        private readonly string $value,
        private readonly ?int $maxAge,
        private readonly string $path,
        private readonly ?string $domain,
        private readonly bool $secure,
        private readonly bool $httpOnly,
        private readonly ?string $sameSite,
        private readonly bool $partitioned,
    ) {
    }

    /**
     * The field's value.
     *
     * @throws \ValueError
     */
    public function write(): string
    {
        $value = rawurlencode($this->value);
        $fault = $this->fault($value);
        if ($fault !== null) {
            throw new \ValueError("Cannot set the cookie: $fault");
        }

        return "$this->name=$value"
            . ($this->maxAge === null ? '' : '; Max-Age=' . max(0, $this->maxAge))
            . ($this->domain === null ? '' : "; Domain=$this->domain")
            . "; Path=$this->path"
            . ($this->sameSite === null ? '' : "; SameSite=$this->sameSite")
            . ($this->secure ? '; Secure' : '')
            . ($this->httpOnly ? '; HttpOnly' : '')
            . ($this->partitioned ? '; Partitioned' : '');
    }

    private function fault(string $value): ?string
    {
        if (!\in_array($this->sameSite, [null, 'Lax', 'Strict', 'None'], true)) {
            return 'SameSite is Lax, Strict or None';
        }
        if (!Fields::isToken($this->name)) {
            return "the cookie's name is not a token";
        }
        if (\strlen($this->name) + \strlen($value) > self::LONGEST_PAIR) {
            return "the cookie's name and value are longer than " . self::LONGEST_PAIR . ' bytes';
        }
        $label = '[0-9A-Za-z](?:[0-9A-Za-z\-]*[0-9A-Za-z])?';
        if ($this->domain !== null && (\strlen($this->domain) > self::LONGEST_ATTRIBUTE || preg_match("~^\\.?$label(?:\\.$label)*\$~D", $this->domain) !== 1)) {
            return "the cookie's domain is not the name of a host";
        }
        if (\strlen($this->path) > self::LONGEST_ATTRIBUTE || preg_match('~^/[^;\x00-\x1f\x7f]*$~D', $this->path) !== 1) {
            return "the cookie's path is not one";
        }
        if (!$this->secure && ($this->partitioned || $this->sameSite === 'None')) {
            return 'SameSite=None and Partitioned need Secure';
        }

        return $this->keepsPrefix() ? null : 'the cookie lacks what the prefix of its name promises';
    }

    private function keepsPrefix(): bool
    {
        $isHostOnly = $this->domain === null && $this->path === '/';

        return match (true) {
            stripos($this->name, '__Host-Http-') === 0 => $this->secure && $this->httpOnly && $isHostOnly,
            stripos($this->name, '__Host-') === 0 => $this->secure && $isHostOnly,
            stripos($this->name, '__Http-') === 0 => $this->secure && $this->httpOnly,
            default => $this->secure || stripos($this->name, '__Secure-') !== 0,
        };
    }
}
