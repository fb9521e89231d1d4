<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Rival;

use FastRoute\Dispatcher;
use Notes\Problem;
use Notes\Response;
use Notes\Storage;

/**
 * The example application on FastRoute, Symfony's validator, lcobucci/jwt and ext/json. What needs none of highper's classes is the example's own: the
 * store, problems, responses. What is made here is made once for each object, so that a worker that serves many requests pays for it once.
 */
class Application
{
    private const OPEN = ['health', 'login', 'list', 'show', 'tagged', 'on', 'folder'];

    private ?Tokens $tokens = null;
    private ?NoteController $notes = null;
    private readonly Rules $rules;

    /**
     * @param string $algorithm "EdDSA" or "HS256"
     */
    public function __construct(
        private readonly Dispatcher $dispatcher,
        private readonly Storage $storage,
        private readonly string $keyFile,
        private readonly string $algorithm = 'EdDSA',
    ) {
        $this->rules = new Rules();
    }

    public function handle(Request $request): Response
    {
        try {
            $path = strtok($request->target, '?');
            $route = $this->dispatcher->dispatch($request->method, $path);

            return match ($route[0]) {
                Dispatcher::FOUND => $this->found($route[1], array_map(rawurldecode(...), $route[2]), $request),
                Dispatcher::METHOD_NOT_ALLOWED => $this->otherMethod($route[1], $request),
                Dispatcher::NOT_FOUND => $this->notFound($request->method, $path),
            };
        } catch (Problem $problem) {
            return $problem->toResponse();
        }
    }

    public function body(Response $response): string
    {
        return $response->value === null ? '' : Json::encode($response->value);
    }

    /**
     * @param array<string, string> $params
     *
     * @throws Problem if the request is at fault
     */
    private function found(string $handler, array $params, Request $request): Response
    {
        if (!Json::isAccepted($request->accept)) {
            throw new Problem(406, "Nothing fits the Accept header '$request->accept': there is application/json.");
        }
        if (!in_array($handler, self::OPEN, true)) {
            $this->tokens()->check($request->authorization);
        }

        return $this->call($handler, $params, $request)->as('application/json');
    }

    /**
     * @param array<string, string> $params
     *
     * @throws Problem if the request is at fault
     */
    private function call(string $handler, array $params, Request $request): Response
    {
        if ($handler === 'health') {
            return new Response(200, ['status' => 'ok', 'backend' => 'rival', 'php' => PHP_VERSION]);
        }
        if ($handler === 'login') {
            return $this->login($request);
        }
        $notes = $this->notes ??= new NoteController($this->storage->notes(), $this->rules);

        return match ($handler) {
            'list' => $notes->list(),
            'create' => $notes->create($request),
            'show' => $notes->show($params['id']),
            'replace' => $notes->replace($params['id'], $request),
            'remove' => $notes->remove($params['id']),
            'tagged' => $notes->tagged($params['tag']),
            'on' => $notes->on($params['day']),
            'folder' => $notes->folder($params['folder']),
        };
    }

    /**
     * Hashing passwords is no part of what is compared: users are the example's own.
     *
     * @throws Problem if the body is no login, or not one of a user
     */
    private function login(Request $request): Response
    {
        $login = $this->rules->login($request->fields());
        if (!$this->storage->users()->knows($login['user'], $login['password'])) {
            throw Problem::unauthorized('There is no such user with this password.');
        }

        return new Response(200, $this->tokens()->issue($login['user']), ['Cache-Control' => 'no-store']);
    }

    private function tokens(): Tokens
    {
        return $this->tokens ??= new Tokens((new KeyFile($this->keyFile))->key(), $this->algorithm);
    }

    /**
     * @param list<string> $allowed
     *
     * @throws Problem unless this is an OPTIONS request
     */
    private function otherMethod(array $allowed, Request $request): Response
    {
        // FastRoute answers HEAD with what is there for GET, but does not name it.
        $head = in_array('GET', $allowed, true) ? ['HEAD'] : [];
        $allow = implode(', ', [...array_intersect(['GET'], $allowed), ...$head, ...array_diff($allowed, ['GET']), 'OPTIONS']);
        if ($request->method === 'OPTIONS') {
            return new Response(204, headers: ['Allow' => $allow]);
        }
        throw new Problem(405, "This is not there for {$request->method}.", headers: ['Allow' => $allow]);
    }

    /**
     * @throws Problem unless the path is right but for its last slash
     */
    private function notFound(string $method, string $path): Response
    {
        $other = rtrim($path, '/');
        if ($other !== $path && $other !== '' && $this->dispatcher->dispatch($method, $other)[0] === Dispatcher::FOUND) {
            return new Response(308, headers: ['Location' => $other]);
        }
        throw new Problem(404, 'There is nothing at this path.');
    }
}
