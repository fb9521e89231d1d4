<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Http;

use HighPerApp\HighPer\Native\Contract\Http\RequestInterface;
use HighPerApp\HighPer\Native\Json;

/**
 * @internal
 */
class Request implements RequestInterface
{
    private string $path;

    private string $queryString;

    /** What the target itself says of host and port, if it does. */
    private ?string $authority = null;

    private ?string $scheme = null;

    /** @var array<mixed>|null */
    private ?array $query = null;

    /** @var array<mixed>|null */
    private ?array $form = null;

    /** @var array<string>|null */
    private ?array $cookies = null;

    /** @var array<mixed> */
    private array $attributes = [];

    private string $method;

    private string $target;

    private Fields $fields;

    private string $body;

    private function __construct()
    {
    }

    private function fill(string $method, string $target, Fields $fields, string $body): void
    {
        [$this->method, $this->target, $this->fields, $this->body] = [$method, $target, $fields, $body];
        $rest = $target;
        if ($method === 'CONNECT') {
            [$this->authority, $rest] = [$target, ''];
        } elseif (preg_match('~^(https?)://([^/?]*)(.*)$~Di', $target, $parts) === 1) {
            [$this->scheme, $this->authority, $rest] = [strtolower($parts[1]), $parts[2], $parts[3]];
            if ($rest === '' || $rest[0] === '?') {
                $rest = "/$rest";
            }
        }
        [$this->path, $this->queryString] = explode('?', $rest, 2) + [1 => ''];
    }

    public static function create(string $method, string $target, array $headers = [], string $body = ''): static
    {
        if (!Fields::isToken($method)) {
            throw new \ValueError('The method must be a token');
        }
        if (preg_match('~^[\x21\x22\x24-\x7e]+$~D', $target) !== 1) {
            throw new \ValueError('The target must be of visible ASCII characters other than #');
        }
        if ($method !== 'CONNECT' && !($method === 'OPTIONS' && $target === '*') && preg_match('~^(/|https?://[^/?])~i', $target) !== 1) {
            throw new \ValueError('The target must be a path, a URI of http or https, or * for OPTIONS');
        }

        // Whatever constructor a subclass has.
        $request = (new \ReflectionClass(static::class))->newInstanceWithoutConstructor();
        $request->fill($method, $target, Fields::of($headers), $body);

        return $request;
    }

    public function getMethod(): string
    {
        return $this->method;
    }

    public function getTarget(): string
    {
        return $this->target;
    }

    public function getPath(): string
    {
        return $this->path;
    }

    public function getQueryString(): string
    {
        return $this->queryString;
    }

    public function getProtocolVersion(): string
    {
        return '1.1';
    }

    public function getScheme(): string
    {
        return $this->scheme ?? 'http';
    }

    public function getHost(): string
    {
        return $this->authority()[0];
    }

    public function getPort(): ?int
    {
        return $this->authority()[1];
    }

    public function getUri(): string
    {
        if ($this->scheme !== null) {
            return $this->target;
        }
        $authority = $this->authority ?? $this->fields->values('Host')[0] ?? '';

        return "{$this->getScheme()}://$authority" . (\in_array($this->target, ['*', $this->authority], true) ? '' : $this->target);
    }

    /**
     * @return array{string, int|null}
     */
    private function authority(): array
    {
        $authority = $this->authority ?? $this->fields->values('Host')[0] ?? '';
        $at = strrpos($authority, '@');
        $authority = strtolower($at === false ? $authority : substr($authority, $at + 1));
        if (preg_match('~^(.*?)(?::([0-9]{1,5}))?$~D', $authority, $parts) !== 1) {
            return [$authority, null];
        }

        return [$parts[1], isset($parts[2]) ? (int) $parts[2] : null];
    }

    public function header(string $name, ?string $default = null): ?string
    {
        return $this->fields->joined($name) ?? $default;
    }

    public function headerLines(string $name): array
    {
        return $this->fields->values($name);
    }

    public function hasHeader(string $name): bool
    {
        return $this->fields->values($name) !== [];
    }

    public function headers(): array
    {
        return $this->fields->all();
    }

    public function query(?string $name = null, mixed $default = null): mixed
    {
        $this->query ??= self::parsed($this->queryString);

        return $name === null ? $this->query : $this->query[$name] ?? $default;
    }

    public function cookie(string $name, ?string $default = null): ?string
    {
        return $this->cookies()[$name] ?? $default;
    }

    public function cookies(): array
    {
        if ($this->cookies === null) {
            $cookies = [];
            foreach ($this->fields->values('Cookie') as $line) {
                foreach (explode(';', $line) as $pair) {
                    [$name, $value] = explode('=', $pair, 2) + [1 => null];
                    $name = trim($name, " \t");
                    if ($value !== null && $name !== '' && !\array_key_exists($name, $cookies)) {
                        $cookies[$name] = rawurldecode(trim($value, " \t"));
                    }
                }
            }
            $this->cookies = $cookies;
        }

        return $this->cookies;
    }

    public function getBody(): string
    {
        return $this->body;
    }

    public function json(bool $associative = true): mixed
    {
        return Json::decode($this->body, $associative, 512, JSON_THROW_ON_ERROR);
    }

    public function form(?string $name = null, mixed $default = null): mixed
    {
        if ($this->form === null) {
            $type = trim(explode(';', $this->fields->joined('Content-Type') ?? '')[0], " \t");
            $this->form = strcasecmp($type, 'application/x-www-form-urlencoded') === 0 ? self::parsed($this->body) : [];
        }

        return $name === null ? $this->form : $this->form[$name] ?? $default;
    }

    /**
     * @return array<mixed>
     */
    private static function parsed(string $text): array
    {
        parse_str($text, $parsed);

        return $parsed;
    }

    public function isSecure(): bool
    {
        return $this->getScheme() === 'https';
    }

    public function attribute(string $name, mixed $default = null): mixed
    {
        return \array_key_exists($name, $this->attributes) ? $this->attributes[$name] : $default;
    }

    public function attributes(): array
    {
        return $this->attributes;
    }

    public function withAttribute(string $name, mixed $value): static
    {
        $request = clone $this;
        $request->attributes[$name] = $value;

        return $request;
    }

    public function withAttributes(array $attributes): static
    {
        $request = clone $this;
        $request->attributes = array_replace($this->attributes, $attributes);

        return $request;
    }
}
