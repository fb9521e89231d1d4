<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Http;

use HighPerApp\HighPer\Native\Contract\Http\ResponseInterface;
use HighPerApp\HighPer\Native\Json;

/**
 * @internal
 */
class Response implements ResponseInterface
{
    private int $status;

    private Fields $fields;

    private string $body = '';

    private ?string $file = null;

    /** @var array<string>|\Traversable<string>|\Closure|null */
    private array|\Traversable|\Closure|null $stream = null;

    /**
     * @param array<string, string|int|list<string|int>> $headers
     *
     * @throws \ValueError
     */
    public function __construct(int $status = 200, array $headers = [], string $body = '')
    {
        $this->fill($status, $headers);
        $this->body = $body;
    }

    /**
     * A response of this class, whatever constructor a subclass has.
     *
     * @param array<mixed>          $headers
     * @param array<string, string> $own     A field that stands in front, unless the others have it.
     */
    private static function of(int $status, array $headers, array $own = []): static
    {
        $response = (new \ReflectionClass(static::class))->newInstanceWithoutConstructor();
        $response->fill($status, $headers, $own);

        return $response;
    }

    /**
     * @param array<mixed>          $headers
     * @param array<string, string> $own
     */
    private function fill(int $status, array $headers, array $own = []): void
    {
        $this->status = self::checked($status);
        $given = Fields::of($headers);
        foreach (array_keys($own) as $name) {
            if ($given->values($name) !== []) {
                unset($own[$name]);
            }
        }
        $this->fields = Fields::of($own);
        $this->fields->append($given);
    }

    private static function checked(int $status): int
    {
        if ($status < 200 || $status > 599) {
            throw new \ValueError('The status must be from 200 to 599');
        }

        return $status;
    }

    public function __clone()
    {
        $this->fields = clone $this->fields;
    }

    public static function json(mixed $value, int $status = 200, array $headers = [], int $flags = 0): static
    {
        $body = Json::encode($value, $flags | JSON_THROW_ON_ERROR);
        $response = self::of($status, $headers, ['Content-Type' => 'application/json']);
        $response->body = $body;

        return $response;
    }

    public static function text(string $text, int $status = 200, array $headers = []): static
    {
        $response = self::of($status, $headers, ['Content-Type' => 'text/plain; charset=utf-8']);
        $response->body = $text;

        return $response;
    }

    public static function html(string $html, int $status = 200, array $headers = []): static
    {
        $response = self::of($status, $headers, ['Content-Type' => 'text/html; charset=utf-8']);
        $response->body = $html;

        return $response;
    }

    public static function redirect(string $location, int $status = 302, array $headers = []): static
    {
        if (!\in_array($status, [301, 302, 303, 307, 308], true)) {
            throw new \ValueError('The status of a redirect must be 301, 302, 303, 307 or 308');
        }
        if (preg_match('~^[\x21-\x7e]+$~D', $location) !== 1) {
            throw new \ValueError('The location must be of visible ASCII characters');
        }

        return self::of($status, $headers, ['Location' => $location]);
    }

    public static function noContent(int $status = 204, array $headers = []): static
    {
        return self::of($status, $headers);
    }

    public static function file(string $path, int $status = 200, array $headers = []): static
    {
        if (str_contains($path, "\0")) {
            throw new \ValueError(static::class . '::file(): Argument #1 ($path) must not contain any null bytes');
        }
        $response = self::of($status, $headers);
        $response->file = $path;

        return $response;
    }

    public static function stream(array|\Traversable|\Closure $pieces, int $status = 200, array $headers = []): static
    {
        $response = self::of($status, $headers);
        $response->stream = $pieces;

        return $response;
    }

    public function getStatusCode(): int
    {
        return $this->status;
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

    public function getBody(): string
    {
        return $this->body;
    }

    public function getFile(): ?string
    {
        return $this->file;
    }

    public function getStream(): array|\Traversable|\Closure|null
    {
        return $this->stream;
    }

    public function withStatus(int $status): static
    {
        self::checked($status);
        $response = clone $this;
        $response->status = $status;

        return $response;
    }

    public function withHeader(string $name, string|int|array $value): static
    {
        $response = clone $this;
        $response->fields->remove($name);
        $response->fields->add($name, $value);

        return $response;
    }

    public function withAddedHeader(string $name, string|int|array $value): static
    {
        $response = clone $this;
        $response->fields->add($name, $value);

        return $response;
    }

    public function withoutHeader(string $name): static
    {
        $response = clone $this;
        $response->fields->remove($name);

        return $response;
    }

    public function withBody(string $body): static
    {
        $response = clone $this;
        [$response->body, $response->file, $response->stream] = [$body, null, null];

        return $response;
    }

    public function withCookie(
        string $name,
        string $value,
        ?int $maxAge = null,
        string $path = '/',
        ?string $domain = null,
        bool $secure = true,
        bool $httpOnly = true,
        ?string $sameSite = 'Lax',
        bool $partitioned = false,
    ): static {
        $cookie = new Cookie($name, $value, $maxAge, $path, $domain, $secure, $httpOnly, $sameSite, $partitioned);

        return $this->withAddedHeader('Set-Cookie', $cookie->write());
    }

    public function withoutCookie(string $name, string $path = '/', ?string $domain = null): static
    {
        return $this->withAddedHeader('Set-Cookie', (new Cookie($name, '', 0, $path, $domain, true, true, null, false))->write());
    }
}
