<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Serializer;

/**
 * What can be done with notes over HTTP.
 */
class NoteController
{
    public function __construct(
        private readonly NoteStore $store,
        private readonly Router $router,
        private readonly Serializer $serializer,
    ) {
    }

    public function list(): Response
    {
        return new Response(200, ['notes' => $this->present($this->store->all())]);
    }

    public function tagged(string $tag): Response
    {
        return new Response(200, ['tag' => $this->utf8($tag), 'notes' => $this->present($this->store->tagged($tag))]);
    }

    public function on(string $day): Response
    {
        return new Response(200, ['day' => $day, 'notes' => $this->present($this->store->on($day))]);
    }

    public function folder(string $folder): Response
    {
        return new Response(200, ['folder' => $this->utf8($folder), 'notes' => $this->present($this->store->in($folder))]);
    }

    /**
     * @throws Problem if the body is not a note
     */
    public function create(Request $request): Response
    {
        $id = $this->store->add(NoteInput::fromRequest($request, $this->serializer));
        $note = $this->existing((string) $id);

        return new Response(201, $note, ['Location' => $note['url']]);
    }

    /**
     * @throws Problem if there is no such note
     */
    public function show(string $id): Response
    {
        return new Response(200, $this->existing($id));
    }

    /**
     * @throws Problem if there is no such note, or the body is not one
     */
    public function replace(string $id, Request $request): Response
    {
        $note = $this->existing($id);
        $this->store->replace($note['id'], NoteInput::fromRequest($request, $this->serializer));

        return new Response(200, $this->existing($id));
    }

    /**
     * @throws Problem if there is no such note
     */
    public function remove(string $id): Response
    {
        $this->store->remove($this->existing($id)['id']);

        return new Response(204);
    }

    /**
     * @return array{id: int, title: string, body: string, folder: string, tags: list<string>, created: string, url: string}
     *
     * @throws Problem if there is no such note
     */
    private function existing(string $id): array
    {
        // The constraint lets any number of digits through; filter_var() refuses what no integer can hold.
        $number = filter_var(ltrim($id, '0'), FILTER_VALIDATE_INT);
        $note = $number === false ? null : $this->store->find($number);
        if ($note === null) {
            throw new Problem(404, "There is no note $id.");
        }

        return $this->present([$note])[0];
    }

    /**
     * Adds to each note where it is to be found.
     *
     * @param list<array{id: int, title: string, body: string, folder: string, tags: list<string>, created: string}> $notes
     *
     * @return list<array{id: int, title: string, body: string, folder: string, tags: list<string>, created: string, url: string}>
     */
    private function present(array $notes): array
    {
        return array_map(fn (array $note): array => $note + ['url' => $this->router->url('note', ['id' => $note['id']])], $notes);
    }

    /**
     * Parameters are bytes; JSON takes only UTF-8.
     *
     * @throws Problem if the text is not UTF-8
     */
    private function utf8(string $text): string
    {
        return preg_match('//u', $text) === 1 ? $text : throw new Problem(400, 'The path is not UTF-8.');
    }
}
