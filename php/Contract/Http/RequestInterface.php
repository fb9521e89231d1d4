<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract\Http;

use HighPerApp\HighPer\Native\Exception\JsonException;

/**
 * An HTTP request. Nothing of it changes; what with…() answers is another one.
 *
 * Method, path, fields, cookies and body are read when they are asked for.
 */
interface RequestInterface
{
    /**
     * Makes a request, for tests and for whoever has no server.
     *
     * @param string                                      $method  A token; names are told apart by case (RFC 9110, 9.1).
     * @param string                                      $target  As it is sent: `/path?query`, `https://example.com/path`, `*`, or `host:port` for CONNECT.
     * @param array<string, string|int|list<string|int>>  $headers Fields by name.
     * @param string                                      $body    The content.
     *
     * @throws \ValueError if method, target, or a field's name or value is not as it has to be
     */
    public static function create(string $method, string $target, array $headers = [], string $body = ''): static;

    /**
     * The method, as it was sent.
     */
    public function getMethod(): string;

    /**
     * The request target, as it was sent (RFC 9112, 3.2).
     */
    public function getTarget(): string;

    /**
     * The target's path, percent-encoded as it was sent: what Router::match() takes. `*` if that is the target, empty for CONNECT.
     */
    public function getPath(): string;

    /**
     * What stands behind the target's first `?`, as it was sent.
     */
    public function getQueryString(): string;

    /**
     * `1.1` or `1.0`.
     */
    public function getProtocolVersion(): string;

    /**
     * `http` or `https`: the target's own, or that of the connection.
     */
    public function getScheme(): string;

    /**
     * The host that the request is for, in lower case and without the port: the target's, or the Host field's; empty if there is neither.
     */
    public function getHost(): string;

    /**
     * The port beside the host, if one is named.
     */
    public function getPort(): ?int;

    /**
     * The whole URI that the request is for (RFC 9110, 7.1).
     */
    public function getUri(): string;

    /**
     * A field's value, by its name in any case. What was sent in several lines is joined by commas (RFC 9110, 5.3), or by semicolons for Cookie.
     */
    public function header(string $name, ?string $default = null): ?string;

    /**
     * The values of a field's lines.
     *
     * @return list<string>
     */
    public function headerLines(string $name): array;

    /**
     * Whether there is a field of that name.
     */
    public function hasHeader(string $name): bool;

    /**
     * All fields: the values of their lines, by their names in lower case.
     *
     * @return array<string, list<string>>
     */
    public function headers(): array;

    /**
     * A parameter of the query by name, or all of them, read as parse_str() does it: `a[b]=c` is an array, and max_input_vars limits their number.
     */
    public function query(?string $name = null, mixed $default = null): mixed;

    /**
     * A cookie's value, percent-decoded. The first of several with that name counts.
     */
    public function cookie(string $name, ?string $default = null): ?string;

    /**
     * All cookies by name.
     *
     * @return array<string>
     */
    public function cookies(): array;

    /**
     * The content.
     */
    public function getBody(): string;

    /**
     * The content, read as JSON.
     *
     * @param bool $associative Whether objects are read as arrays; otherwise as stdClass objects.
     *
     * @throws JsonException if it is no JSON
     */
    public function json(bool $associative = true): mixed;

    /**
     * A field of a form by name, or all of them, if the content is one (`application/x-www-form-urlencoded`); read as query() reads.
     */
    public function form(?string $name = null, mixed $default = null): mixed;

    /**
     * Whether the connection, as far as is known, is encrypted: the scheme is `https`.
     */
    public function isSecure(): bool;

    /**
     * What was put to the request under a name: parameters of its route, and whatever middleware has found.
     */
    public function attribute(string $name, mixed $default = null): mixed;

    /**
     * All attributes by name.
     *
     * @return array<mixed>
     */
    public function attributes(): array;

    /**
     * The request with one more attribute, or another value for it.
     */
    public function withAttribute(string $name, mixed $value): static;

    /**
     * The request with more attributes, or other values for them.
     *
     * @param array<mixed> $attributes
     */
    public function withAttributes(array $attributes): static;
}
