<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * What a check by rules found.
 *
 * @internal
 */
class RuleFindings implements Findings
{
    /**
     * @param array<array-key, mixed> $data
     * @param Run|null                $run  What happened on the long way.
     */
    public function __construct(private readonly Schema $schema, private readonly array $data, private readonly ?Run $run)
    {
    }

    public function messages(): array
    {
        $messages = [];
        foreach ($this->run->findings ?? [] as $finding) {
            foreach ($finding->messages($this->schema, $this->data) as $message) {
                $messages[$finding->path()][] = $message;
            }
        }

        return $messages;
    }

    public function failed(): array
    {
        $failed = [];
        foreach ($this->run->findings ?? [] as $finding) {
            $rule = $finding->rule;
            $failed[] = ['field' => $finding->path(), 'rule' => $rule->name, 'parameters' => $rule->parameters($finding->keys)];
        }

        return $failed;
    }

    /**
     * @return array<array-key, mixed>
     */
    public function validated(): array
    {
        return (new Projection())->make($this->schema->tree(), $this->data, $this->run->excluded ?? []);
    }
}
