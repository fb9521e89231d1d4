<?php

declare(strict_types=1);

/**
 * Where a call of ours has called the user's code: what that code can reach from there. A site fills in what it has.
 */
class Place
{
    /** Lets go of whatever the running call works on. */
    public ?Closure $letGo = null;

    /** Changes what the running call works on. */
    public ?Closure $change = null;

    /** Asks the same object once more. */
    public ?Closure $again = null;

    /** Set by the first act, so that what acts does so once, however often it is called. */
    private bool $hasActed = false;

    /** What to do, as the cell wants it. */
    private readonly Closure $act;

    /**
     * @param callable(self): void $act
     */
    public function __construct(callable $act)
    {
        $this->act = $act(...);
    }

    /**
     * The user's code, in the midst of a call.
     *
     * @throws Throwable whatever the act throws
     */
    public function __invoke(): void
    {
        if (!$this->hasActed) {
            $this->hasActed = true;
            ($this->act)($this);
        }
    }

    /**
     * Lets go of what the site gave: a stream that is PHP code can hold itself by it, and the collector does not look into streams.
     */
    public function forget(): void
    {
        $this->letGo = $this->change = $this->again = null;
    }

    /**
     * Whether the call has called back at all: a site that does not is no site.
     */
    public function wasReached(): bool
    {
        return $this->hasActed;
    }
}
