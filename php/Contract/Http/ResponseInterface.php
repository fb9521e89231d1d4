<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract\Http;

use HighPerApp\HighPer\Native\Exception\JsonException;

/**
 * An HTTP response. Nothing of it changes; what with…() answers is another one.
 *
 * A status is 200 to 599. A field's name is a token, and its value has no control characters but tabs (RFC 9110, 5.1 and 5.5): nothing can be added to a response
 * by way of what stands in one of its fields. Content-Length, Transfer-Encoding, Connection and Date are the server's own.
 */
interface ResponseInterface
{
    /**
     * A response with a value as JSON.
     *
     * @param array<string, string|int|list<string|int>> $headers Fields by name.
     * @param int                                        $flags   JSON_* constants.
     *
     * @throws JsonException if the value cannot be written
     * @throws \ValueError   if the status, or a field's name or value is not as it has to be; of every method below likewise
     */
    public static function json(mixed $value, int $status = 200, array $headers = [], int $flags = 0): static;

    /**
     * A response with plain text, in UTF-8.
     *
     * @param array<string, string|int|list<string|int>> $headers
     */
    public static function text(string $text, int $status = 200, array $headers = []): static;

    /**
     * A response with HTML, in UTF-8.
     *
     * @param array<string, string|int|list<string|int>> $headers
     */
    public static function html(string $html, int $status = 200, array $headers = []): static;

    /**
     * Sends the client elsewhere.
     *
     * @param string                                     $location A URI or a reference to one: visible ASCII characters only.
     * @param int                                        $status   301, 302, 303, 307 or 308.
     * @param array<string, string|int|list<string|int>> $headers
     */
    public static function redirect(string $location, int $status = 302, array $headers = []): static;

    /**
     * A response without content.
     *
     * @param array<string, string|int|list<string|int>> $headers
     */
    public static function noContent(int $status = 204, array $headers = []): static;

    /**
     * A response with a file's content, which the server sends: whole, or the ranges that the client asks for.
     *
     * @param array<string, string|int|list<string|int>> $headers
     */
    public static function file(string $path, int $status = 200, array $headers = []): static;

    /**
     * A response whose content is made while it is sent, piece by piece.
     *
     * @param array<string>|\Traversable<string>|\Closure $pieces  Strings, or a closure that gives an iterable of them, such as a generator.
     * @param array<string, string|int|list<string|int>>  $headers
     */
    public static function stream(array|\Traversable|\Closure $pieces, int $status = 200, array $headers = []): static;

    /**
     * The status.
     */
    public function getStatusCode(): int;

    /**
     * A field's value, by its name in any case. Several lines are joined by commas, which is no use for Set-Cookie.
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
     * The content; empty if it is a file or a stream.
     */
    public function getBody(): string;

    /**
     * The path of the file that is the content.
     */
    public function getFile(): ?string;

    /**
     * What gives the pieces of the content.
     *
     * @return array<string>|\Traversable<string>|\Closure|null
     */
    public function getStream(): array|\Traversable|\Closure|null;

    /**
     * The response with another status.
     */
    public function withStatus(int $status): static;

    /**
     * The response with a field, instead of those of its name.
     *
     * @param string|int|list<string|int> $value
     */
    public function withHeader(string $name, string|int|array $value): static;

    /**
     * The response with a field, beside those of its name.
     *
     * @param string|int|list<string|int> $value
     */
    public function withAddedHeader(string $name, string|int|array $value): static;

    /**
     * The response without the fields of a name.
     */
    public function withoutHeader(string $name): static;

    /**
     * The response with other content.
     */
    public function withBody(string $body): static;

    /**
     * The response with a cookie, which scripts cannot read and which goes over encrypted connections only, unless told otherwise (RFC 6265).
     *
     * @param string      $name        A token.
     * @param string      $value       Percent-encoded when it is sent; Request::cookie() decodes it.
     * @param int|null    $maxAge      Seconds that it lives; until the browser is closed if null.
     * @param string      $path        Where it is sent to.
     * @param string|null $domain      To which hosts it is sent; to the one that set it if null.
     * @param bool        $secure      Whether it is sent over encrypted connections only.
     * @param bool        $httpOnly    Whether it is kept from scripts.
     * @param string|null $sameSite    `Lax`, `Strict`, `None` or null.
     * @param bool        $partitioned Whether it is kept apart by the site in which it is embedded.
     *
     * @throws \ValueError if a part is not as it has to be, or the name's prefix, `SameSite=None` or `Partitioned` demands what is not there
     */
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
    ): static;

    /**
     * The response with a cookie that makes the browser forget the one of that name, path and domain.
     */
    public function withoutCookie(string $name, string $path = '/', ?string $domain = null): static;
}
