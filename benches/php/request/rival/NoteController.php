<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Rival;

use Notes\NoteInput;
use Notes\NoteStore;
use Notes\Problem;
use Notes\Response;

/**
 * What can be done with notes over HTTP: the example's controller, without its router, serializer and validator.
 */
class NoteController
{
    public function __construct(private readonly NoteStore $store, private readonly Rules $rules)
    {
    }

    public function list(): Response
    {
        return new Response(200, ['notes' => $this->present($this->store->all())]);
    }

    public function tagged(string $tag): Response
    {
        return new Response(200, ['tag' => $this->utf8($tag), 'notes' => $this->present($this->store->tagged($tag))]);
    }

    /**
     * @throws Problem if the day is not in the calendar, of which a route's pattern knows nothing
     */
    public function on(string $day): Response
    {
        [$year, $month, $date] = explode('-', $day);
        if (!checkdate((int) $month, (int) $date, (int) $year)) {
            throw new Problem(404, 'There is nothing at this path.');
        }

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
        $id = $this->store->add($this->input($request));
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
        $this->store->replace($note['id'], $this->input($request));

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
     * @throws Problem if the body is not a note
     */
    private function input(Request $request): NoteInput
    {
        $note = $this->rules->note($request->fields());

        return new NoteInput($note['title'], $note['body'] ?? '', $note['folder'] ?? '', array_values(array_unique($note['tags'] ?? [])));
    }

    /**
     * @return array<string, mixed>
     *
     * @throws Problem if there is no such note
     */
    private function existing(string $id): array
    {
        $number = filter_var(ltrim($id, '0'), FILTER_VALIDATE_INT);
        $note = $number === false ? null : $this->store->find($number);
        if ($note === null) {
            throw new Problem(404, "There is no note $id.");
        }

        return $this->present([$note])[0];
    }

    /**
     * FastRoute builds no addresses: this one is put together by hand.
     *
     * @param list<array<string, mixed>> $notes
     *
     * @return list<array<string, mixed>>
     */
    private function present(array $notes): array
    {
        return array_map(static fn (array $note): array => $note + ['url' => "/notes/{$note['id']}"], $notes);
    }

    /**
     * @throws Problem if the text is not UTF-8
     */
    private function utf8(string $text): string
    {
        return preg_match('//u', $text) === 1 ? $text : throw new Problem(400, 'The path is not UTF-8.');
    }
}
