<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\LocalTokens;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\SymmetricKey;
use HighPerApp\HighPer\Native\Validator;

/**
 * Does one piece of work with each component, and says which backend did it.
 *
 * @internal
 *
 * @phpstan-import-type Component from Examination
 */
class Trial
{
    /** The classes that do the work. */
    private const CLASSES = [
        'route' => Router::class,
        'JSON' => Json::class,
        'MessagePack' => MessagePack::class,
        'token' => LocalTokens::class,
        'seal' => Aead::class,
        'validation' => Validator::class,
    ];

    /**
     * @return list<Component>
     */
    public function components(): array
    {
        $components = [];
        foreach (self::CLASSES as $component => $class) {
            $works = false;
            $message = null;
            try {
                $works = $this->try($component);
                $message = $works ? null : 'the answer is wrong';
            } catch (\Throwable $thrown) {
                $message = $thrown->getMessage();
            }
            $components[] = ['component' => $component, 'class' => $class, 'backend' => self::backend($class), 'works' => $works, 'message' => $message];
        }

        return $components;
    }

    /**
     * @param list<Component> $components
     * @param string|null     $refusal    Why there is no backend: a finding by itself, which is not told again of each component.
     *
     * @return list<Finding>
     */
    public static function findings(array $components, ?string $refusal): array
    {
        $findings = [];
        foreach ($components as ['component' => $component, 'class' => $class, 'works' => $works, 'message' => $message]) {
            // Where ext-sodium is absent, that is a finding by itself, and names the remedy.
            if ($works || $message === $refusal || ($message !== null && str_contains($message, 'needs ext-sodium'))) {
                continue;
            }
            $findings[] = new Finding(
                Code::ComponentFailed,
                Level::Broken,
                "Trying the component '$component' failed: $message.",
                "What uses $class does not work.",
            );
        }

        return $findings;
    }

    private function try(string $component): bool
    {
        return match ($component) {
            'route' => (new Router())->get('/users/{id:int}', 'user')->match('GET', '/users/42') === ['user', ['id' => '42']],
            'JSON' => Json::decode((string) Json::encode(['a' => [1, 2.5, "\u{e9}"]]), true) === ['a' => [1, 2.5, "\u{e9}"]],
            'MessagePack' => MessagePack::unpack(MessagePack::pack(['a' => [1, 2.5, null]])) === ['a' => [1, 2.5, null]],
            'token' => $this->token(),
            'seal' => $this->seal(),
            default => Validator::compile(['id' => 'required|integer'])->validate(['id' => 42, 'other' => 1]) === ['id' => 42],
        };
    }

    private function token(): bool
    {
        $tokens = Paseto::local(LocalKey::generate());

        return $tokens->parse($tokens->issue(['sub' => 'doctor']))->get('sub') === 'doctor';
    }

    private function seal(): bool
    {
        $aead = new Aead(SymmetricKey::generate());

        return $aead->open($aead->seal('message', 'bound'), 'bound') === 'message';
    }

    /**
     * The backend of a class: the extension declares it itself, the others inherit from what does the work.
     */
    private static function backend(string $class): ?string
    {
        try {
            if (!class_exists($class)) {
                return null;
            }
        } catch (\Throwable) {
            // No backend can be had.
            return null;
        }
        $reflection = new \ReflectionClass($class);
        if ($reflection->isInternal()) {
            return 'extension';
        }
        for (; $reflection !== false; $reflection = $reflection->getParentClass()) {
            if (str_contains($reflection->getName(), '\\Native\\Ffi\\')) {
                return 'ffi';
            }
        }

        return 'php';
    }
}
