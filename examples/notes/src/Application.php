<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Exception\NotAcceptable;
use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\RouteStatus;
use HighPerApp\HighPer\Native\Serializer;

/**
 * From a request to an answer: asks the router, then calls what it names.
 */
class Application
{
    /** Made where a request first needs them: a worker that serves many requests reads the key once. */
    private ?Tokens $tokens = null;

    public function __construct(
        private readonly Router $router,
        private readonly Serializer $serializer,
        private readonly Storage $storage,
    ) {
    }

    public function handle(Request $request): Response
    {
        try {
            $match = $this->router->find($request->method, $request->target, $request->host);

            return match ($match->status) {
                RouteStatus::Found => $this->found($match, $request),
                RouteStatus::MethodNotAllowed => $this->otherMethod($match, $request),
                RouteStatus::NotFound => $this->notFound($match),
            };
        } catch (Problem $problem) {
            return $problem->toResponse();
        }
    }

    /**
     * @throws Problem if the client takes neither JSON nor MessagePack
     */
    private function found(RouteMatch $match, Request $request): Response
    {
        try {
            // Before anything is done: a note must not be made whose maker is then told that it cannot be shown.
            $type = $this->serializer->negotiate($request->accept);
        } catch (NotAcceptable $exception) {
            throw new Problem(406, $exception->getMessage() . '.');
        }

        try {
            return $this->call($match, $request)->as($type);
        } catch (Problem $problem) {
            return $problem->toResponse($type);
        }
    }

    /**
     * @throws Problem if the request is at fault
     */
    private function call(RouteMatch $match, Request $request): Response
    {
        if (!Routes::isOpen($match->handler)) {
            $this->tokens()->check($request->authorization);
        }
        if ($match->handler === 'health') {
            return new Response(200, ['status' => 'ok', 'backend' => Backend::current(), 'php' => PHP_VERSION]);
        }
        if ($match->handler === 'login') {
            return (new LoginController($this->storage->users(), $this->tokens(), $this->serializer))->login($request);
        }
        $notes = new NoteController($this->storage->notes(), $this->router, $this->serializer);

        return match ($match->handler) {
            'list' => $notes->list(),
            'create' => $notes->create($request),
            'show' => $notes->show($match->params['id']),
            'replace' => $notes->replace($match->params['id'], $request),
            'remove' => $notes->remove($match->params['id']),
            'tagged' => $notes->tagged($match->params['tag']),
            'on' => $notes->on($match->params['day']),
            'folder' => $notes->folder($match->params['folder']),
            default => throw new \LogicException('A route leads to nothing'),
        };
    }

    private function tokens(): Tokens
    {
        return $this->tokens ??= new Tokens($this->storage->key());
    }

    /**
     * @throws Problem unless this is an OPTIONS request, which the router can answer by itself
     */
    private function otherMethod(RouteMatch $match, Request $request): Response
    {
        if ($match->automaticOptions) {
            return new Response(204, headers: ['Allow' => $match->allow]);
        }
        throw new Problem(405, "This is not there for {$request->method}.", headers: ['Allow' => $match->allow]);
    }

    /**
     * @throws Problem unless the path is right but for its last slash
     */
    private function notFound(RouteMatch $match): Response
    {
        if ($match->redirect !== null) {
            // 308 keeps the method and the body, other than 301.
            return new Response(308, headers: ['Location' => $match->redirect]);
        }
        throw new Problem(404, 'There is nothing at this path.');
    }
}
