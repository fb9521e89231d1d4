<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Contract\ValidationResultInterface;
use HighPerApp\HighPer\Native\Contract\ValidatorInterface;
use HighPerApp\HighPer\Native\Exception\HighPerException;
use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\ValidationResult;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Names, signatures and constants; copies, subclasses, and what cannot be done with a validator.
 */
class ValidatorSurfaceTest extends TestCase
{
    use RuleAssertions;

    private const CONTRACTS = [Validator::class => ValidatorInterface::class, ValidationResult::class => ValidationResultInterface::class];

    /**
     * A method as it would be declared.
     */
    private static function declared(\ReflectionMethod $method): string
    {
        $parameters = array_map(
            static fn (\ReflectionParameter $parameter): string => $parameter->getType() . ' $' . $parameter->getName()
                . ($parameter->isDefaultValueAvailable() ? ' = ' . var_export($parameter->getDefaultValue(), true) : ''),
            $method->getParameters(),
        );

        return ($method->isStatic() ? 'static ' : '') . $method->getName() . '(' . implode(', ', $parameters) . '): ' . $method->getReturnType();
    }

    private static function thrown(callable $call, string $input): \Throwable
    {
        try {
            $call();
        } catch (\Throwable $thrown) {
            return $thrown;
        }
        self::fail("nothing was refused: $input");
    }

    public function testTheExtensionAloneDeclaresTheClassesItself(): void
    {
        foreach ([...array_keys(self::CONTRACTS), ...array_values(self::CONTRACTS), RuleException::class, ValidationException::class] as $class) {
            self::assertSame(Backend::current() === 'extension', (new \ReflectionClass($class))->isInternal(), $class);
        }
    }

    public function testSignaturesAreThoseOfTheInterface(): void
    {
        foreach (self::CONTRACTS as $class => $interface) {
            self::assertTrue(is_subclass_of($class, $interface), $class);
            foreach ((new \ReflectionClass($interface))->getMethods() as $promised) {
                $method = new \ReflectionMethod($class, $promised->getName());
                // Of a final class, static and the class itself are one.
                self::assertSame(self::declared($promised), self::declared($method), "$class::{$promised->getName()}()");
                self::assertTrue($method->isPublic());
            }
            self::assertTrue((new \ReflectionMethod($class, '__construct'))->isPrivate(), $class);
        }
        $ok = new \ReflectionProperty(ValidationResult::class, 'ok');
        self::assertSame([true, true, 'bool'], [$ok->isPublic(), $ok->isReadOnly(), (string) $ok->getType()]);
        self::assertSame([false, true], [(new \ReflectionClass(Validator::class))->isFinal(), (new \ReflectionClass(ValidationResult::class))->isFinal()]);
    }

    public function testTheExceptions(): void
    {
        $codes = [
            'UNKNOWN_RULE' => 1, 'BAD_PARAMETERS' => 2, 'BAD_PATTERN' => 3, 'MISSING_CALLBACK' => 4, 'BAD_DEFINITION' => 5, 'BAD_FIELD' => 6, 'NOT_PERSISTENT' => 7, 'NESTED_BUILD' => 8,
            'BAD_BUILD' => 9, 'BAD_OPTION' => 10, 'PATTERN_GAVE_UP' => 11,
        ];
        foreach ($codes as $name => $code) {
            self::assertSame($code, \constant(RuleException::class . "::$name"), $name);
        }
        foreach ([RuleException::class => \LogicException::class, ValidationException::class => \RuntimeException::class] as $class => $parent) {
            self::assertTrue(is_subclass_of($class, $parent), $class);
            self::assertTrue(is_subclass_of($class, HighPerException::class), $class);
            $exception = new $class('message', 7, $previous = new \DomainException());
            self::assertSame(['message', 7, $previous], [$exception->getMessage(), $exception->getCode(), $exception->getPrevious()]);
        }
    }

    public function testNobodyConstructsThem(): void
    {
        foreach (array_keys(self::CONTRACTS) as $class) {
            self::assertFalse((new \ReflectionClass($class))->isInstantiable(), $class);
            foreach ([[], [['x' => 'required']]] as $arguments) {
                self::assertInstanceOf(\Error::class, self::thrown(static fn (): object => new $class(...$arguments), $class), $class);
            }
        }
        $validator = Validator::compile(['x' => 'required']);
        self::assertInstanceOf(\Error::class, self::thrown(static fn (): mixed => $validator->__construct(), 'again'));
        self::assertFalse($validator->passes([]));
    }

    /**
     * Where PHP makes objects that never saw their constructor, they fail, and do not crash.
     */
    public function testObjectsThatNobodyMade(): void
    {
        foreach (array_keys(self::CONTRACTS) as $class) {
            try {
                $empty = (new \ReflectionClass($class))->newInstanceWithoutConstructor();
            } catch (\ReflectionException) {
                continue;
            }
            $calls = $empty instanceof Validator
                ? [
                    static fn () => $empty->passes([]), static fn () => $empty->check([]), static fn () => $empty->validate([]), static fn () => $empty->strict()->passes([]),
                    static fn () => (clone $empty)->check([]), static fn () => Validator::persistent('empty-' . getmypid(), static fn () => $empty),
                ]
                : [static fn () => $empty->validated(), static fn () => $empty->ok];
            foreach ($calls as $number => $call) {
                self::assertNotSame('', self::thrown($call, "$class, call $number")->getMessage());
            }
        }
    }

    public function testTheyCannotBeSerialized(): void
    {
        $validator = Validator::compile(['x' => 'required']);
        foreach ([$validator, $validator->check(['x' => 1]), $validator->check([])] as $object) {
            $class = $object::class;
            foreach ([$object, [$object], (object) ['it' => $object]] as $value) {
                $thrown = self::thrown(static fn (): string => serialize($value), $class);
                self::assertSame([\Exception::class, "Serialization of '$class' is not allowed"], [$thrown::class, $thrown->getMessage()]);
            }
            $length = \strlen($class);
            foreach (["O:$length:\"$class\":0:{}", "O:$length:\"$class\":1:{s:2:\"ok\";b:1;}", "a:1:{i:0;O:$length:\"$class\":0:{}}"] as $text) {
                $thrown = self::thrown(static fn (): mixed => unserialize($text), $text);
                self::assertSame([\Exception::class, "Unserialization of '$class' is not allowed"], [$thrown::class, $thrown->getMessage()]);
            }
        }
        $sub = ValidatorSubclass::ofMail();
        $thrown = self::thrown(static fn (): string => serialize($sub), 'a subclass');
        self::assertSame("Serialization of '" . ValidatorSubclass::class . "' is not allowed", $thrown->getMessage());
    }

    public function testCopies(): void
    {
        $closure = static function (string $field, mixed $value, callable $fail): void {
            $fail('closure');
        };
        $validator = Validator::compile(['x' => ['required', $closure], 'y' => 'string'])->maxErrors(1);
        $clone = clone $validator;
        unset($validator);
        gc_collect_cycles();
        self::assertSame(['x' => ['closure']], $clone->check(['x' => 1, 'y' => 1])->errors());
        self::assertTrue((clone Validator::compile([]))->passes([]));
    }

    public function testResultsAreClosed(): void
    {
        $result = Validator::compile(['x' => 'required'])->check([]);
        self::assertFalse((new \ReflectionClass($result))->isCloneable());
        self::assertSame(\Error::class, self::thrown(static fn (): object => clone $result, 'a copy')::class);
        $changes = [
            'Cannot create dynamic property ' . ValidationResult::class . '::$own' => static fn () => $result->own = 1,
            'Cannot modify readonly property ' => static fn () => $result->ok = true,
            'Cannot unset readonly property ' => static function () use ($result): void {
                unset($result->ok);
            },
        ];
        foreach ($changes as $message => $change) {
            $thrown = self::thrown($change, $message);
            self::assertSame(\Error::class, $thrown::class);
            self::assertStringStartsWith($message, $thrown->getMessage());
        }
        self::assertSame([false, ['x' => ['X is required.']]], [$result->ok, $result->errors()]);
    }

    public function testSubclasses(): void
    {
        $sub = ValidatorSubclass::ofMail();
        self::assertSame([ValidatorSubclass::class, 'unset', 0], [$sub::class, $sub->own, $sub->checks]);
        self::assertFalse($sub->passes(['email' => 'x']));
        self::assertFalse($sub->check(['email' => 'x'])->ok);
        self::assertSame(1, $sub->checks, 'passes() does not ask check()');
        foreach ([$sub->strict(), $sub->stopOnFirstFailure(), $sub->maxErrors(1), clone $sub, ValidatorSubclass::compile([])] as $other) {
            self::assertSame(ValidatorSubclass::class, $other::class);
        }
        self::assertSame(['email' => 'a@b'], $sub->validate(['email' => 'a@b', 'x' => 1]));
        $anonymous = (new class () {
            public function make(): Validator
            {
                return ValidatorSubclass::compile(['x' => 'required'], ['required' => 'mine']);
            }
        })->make();
        self::assertSame('mine', $anonymous->check([])->first());
    }

    public function testASubclassWithAConstructorOfItsOwn(): void
    {
        $class = new class ('made') extends ValidatorSubclass {
            public static int $constructed = 0;

            public function __construct(public string $made = 'default')
            {
                ++self::$constructed;
            }
        };
        $compiled = $class::compile(['x' => 'required']);
        self::assertSame([$class::class, 1], [$compiled::class, $class::$constructed], 'compile() does not call it');
        self::assertFalse($compiled->passes([]));
        self::assertFalse($compiled->strict()->passes([]));
        self::assertNotSame('', self::thrown(static fn () => $class->passes([]), 'there are no rules')->getMessage());
    }

    public function testArguments(): void
    {
        $validator = Validator::compile([]);
        $calls = [
            static fn () => Validator::compile(), static fn () => Validator::compile('required'), static fn () => Validator::compile(new \ArrayObject()), static fn () => Validator::compile([], 'a'),
            static fn () => Validator::compile([], [], null), static fn () => Validator::compile([], [], [], 7), static fn () => $validator->passes(), static fn () => $validator->passes(null), static fn () => $validator->passes('x'),
            static fn () => $validator->check(new \stdClass()), static fn () => $validator->validate(7), static fn () => $validator->maxErrors('x'), static fn () => $validator->maxErrors(), static fn () => $validator->strict('x'),
            static fn () => $validator->stopOnFirstFailure([]), static fn () => $validator->check([])->first([]), static fn () => Validator::persistent([], static fn () => $validator),
            static fn () => Validator::persistent('k', 'no_such_function'), static fn () => Validator::persistent('k', static fn () => $validator, []),
        ];
        foreach ($calls as $number => $call) {
            self::assertInstanceOf(\TypeError::class, self::thrown($call, "call $number"), "call $number");
        }
        self::assertSame('A is required.', Validator::compile(custom: [], rules: ['a' => 'required'], attributes: [], messages: [])->check(data: [])->first(field: 'a'));
        self::assertTrue(Validator::compile(rules: [])->strict(strict: false)->stopOnFirstFailure(stop: true)->maxErrors(errors: 3)->passes(data: ['x' => 1]));
    }

    public function testNothingOfAValidatorIsShown(): void
    {
        $validator = Validator::compile(['x' => 'in:secret']);
        ob_start();
        var_dump($validator);
        $shown = (string) ob_get_clean();
        self::assertStringContainsString('Validator', $shown);
        self::assertInstanceOf(\Error::class, self::thrown(static fn () => $validator->nothing(), 'a method that is not there'));
    }

    public function testTheCollectorSeesWhatAValidatorHolds(): void
    {
        $holder = new class () {
            public ?Validator $validator = null;

            public function refuse(string $field, mixed $value, callable $fail): void
            {
                $fail('refused');
            }
        };
        $holder->validator = Validator::compile(['x' => [$holder->refuse(...)], 'y' => 'own'], custom: ['own' => [$holder, 'refuse']]);
        $seen = \WeakReference::create($holder);
        self::assertFalse($holder->validator->passes(['x' => 1]));
        unset($holder);
        gc_collect_cycles();
        self::assertNull($seen->get());
    }
}
