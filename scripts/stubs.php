<?php

declare(strict_types=1);

/*
 * Prints the stubs of the loaded extension: every class, method and function as PHP sees it, with its documentation. PHP keeps the documentation of
 * native functions from 8.4 on, so that is what this script wants; --undocumented says that the signatures will do.
 *
 * Usage: php8.4 -d extension=build/highper.so scripts/stubs.php > stubs/highper.stub.php
 */

if (!extension_loaded('highper') || (PHP_VERSION_ID < 80400 && !in_array('--undocumented', $argv, true))) {
    fwrite(STDERR, "stubs.php wants PHP 8.4 or newer with the extension loaded\n");
    exit(1);
}

// Not all that PHP knows: 8.4 adds a visibility for writing to every readonly property.
const WRITTEN_MODIFIERS = ReflectionProperty::IS_PUBLIC | ReflectionProperty::IS_PROTECTED | ReflectionProperty::IS_PRIVATE
    | ReflectionProperty::IS_STATIC | ReflectionProperty::IS_READONLY;

const ROOT_NAMESPACE = 'HighPerApp\\HighPer\\Native';

/** A doc comment, brought to a level of indentation. */
function documentation(string|false $comment, string $indent): string
{
    if ($comment === false) {
        return '';
    }
    $lines = array_map(trim(...), explode("\n", $comment));

    return $indent . implode("\n$indent ", $lines) . "\n";
}

function type_of(?ReflectionType $type): string
{
    if ($type === null) {
        return '';
    }
    $name = static function (ReflectionNamedType $type): string {
        return $type->isBuiltin() || in_array($type->getName(), ['static', 'self'], true) ? $type->getName() : '\\' . $type->getName();
    };
    if ($type instanceof ReflectionNamedType) {
        return ($type->allowsNull() && !in_array($type->getName(), ['mixed', 'null'], true) ? '?' : '') . $name($type);
    }

    return implode('|', array_map($name, $type->getTypes()));
}

function signature(ReflectionFunctionAbstract $function): string
{
    $parameters = array_map(static function (ReflectionParameter $parameter): string {
        $type = type_of($parameter->getType());
        $default = $parameter->isDefaultValueAvailable() ? ' = ' . literal($parameter->getDefaultValue()) : '';

        // Analysers and editors of those who implement an interface want to know it, too.
        $isSensitive = $parameter->getAttributes(SensitiveParameter::class) !== [];

        return ($isSensitive ? '#[\\SensitiveParameter] ' : '') . ($type === '' ? '' : "$type ") . ($parameter->isVariadic() ? '...' : '') . '$' . $parameter->getName() . $default;
    }, $function->getParameters());
    $return = type_of($function->getReturnType());

    return $function->getShortName() . '(' . implode(', ', $parameters) . ')' . ($return === '' ? '' : ": $return");
}

function literal(mixed $value): string
{
    return match (true) {
        $value === [] => '[]',
        $value === null => 'null',
        is_bool($value) => $value ? 'true' : 'false',
        default => var_export($value, true),
    };
}

/** @param list<string> $names */
function names(string $keyword, array $names): string
{
    return $names === [] ? '' : " $keyword \\" . implode(', \\', $names);
}

/** The interfaces that a class names itself, not by way of a parent or another interface. */
function own_interfaces(ReflectionClass $class): array
{
    $inherited = $class->getParentClass() === false ? [] : $class->getParentClass()->getInterfaceNames();
    foreach ($class->getInterfaces() as $interface) {
        array_push($inherited, ...$interface->getInterfaceNames());
    }
    $own = array_diff($class->getInterfaceNames(), $inherited, ['UnitEnum', 'BackedEnum']);
    sort($own);

    return $own;
}

function class_stub(ReflectionClass $class): string
{
    $parent = $class->getParentClass();
    $interfaces = own_interfaces($class);
    $head = match (true) {
        $class->isEnum() => 'enum ' . $class->getShortName() . ': ' . (new ReflectionEnum($class->getName()))->getBackingType(),
        $class->isInterface() => 'interface ' . $class->getShortName() . names('extends', $interfaces),
        default => ($class->isFinal() ? 'final ' : '') . 'class ' . $class->getShortName() . names('extends', $parent === false ? [] : [$parent->getName()]) . names('implements', $interfaces),
    };
    $members = [];
    foreach ($class->getReflectionConstants() as $constant) {
        if ($constant->getDeclaringClass()->getName() === $class->getName()) {
            $members['constants'][] = documentation($constant->getDocComment(), '    ') . ($constant->isEnumCase()
                ? "    case {$constant->getName()} = " . literal($constant->getValue()->value) . ";\n"
                : "    public const {$constant->getName()} = " . literal($constant->getValue()) . ";\n");
        }
    }
    foreach ($class->isEnum() ? [] : $class->getProperties() as $property) {
        if ($property->getDeclaringClass()->getName() === $class->getName()) {
            $default = $property->hasDefaultValue() && !$property->isReadOnly() ? ' = ' . literal($property->getDefaultValue()) : '';
            $members[] = documentation($property->getDocComment(), '    ') . '    ' . implode(' ', Reflection::getModifierNames($property->getModifiers() & WRITTEN_MODIFIERS))
                . ' ' . type_of($property->getType()) . " \${$property->getName()}$default;\n";
        }
    }
    foreach ($class->getMethods() as $method) {
        $inherited = $method->getDeclaringClass()->getName() !== $class->getName() || ($class->isEnum() && in_array($method->getName(), ['cases', 'from', 'tryFrom'], true));
        if (!$inherited) {
            $modifiers = implode(' ', Reflection::getModifierNames($method->getModifiers() & ~ReflectionMethod::IS_ABSTRACT));
            $members[] = documentation($method->getDocComment(), '    ') . "    $modifiers function " . signature($method) . ($class->isInterface() ? ';' : ' {}') . "\n";
        }
    }
    if (isset($members['constants'])) {
        $members = [implode('', $members['constants']), ...array_values(array_diff_key($members, ['constants' => 0]))];
    }

    return documentation($class->getDocComment(), '') . "$head\n{\n" . implode("\n", $members) . "}\n";
}

$extension = new ReflectionExtension('highper');
$stubs = [];
foreach ($extension->getClasses() as $class) {
    $stubs[$class->getNamespaceName()][$class->getShortName()] = class_stub($class);
}
foreach ($extension->getFunctions() as $function) {
    $stubs[$function->getNamespaceName()][$function->getShortName() . '()'] = documentation($function->getDocComment(), '') . 'function ' . signature($function) . " {}\n";
}
ksort($stubs);

echo "<?php\n\n// Generated by scripts/stubs.php from the built extension, version {$extension->getVersion()}; do not edit. For editors and analysers, never to be loaded.\n";
foreach ($stubs as $namespace => $members) {
    ksort($members);
    echo "\nnamespace $namespace {\n\n", preg_replace('/^(?=.)/m', '    ', implode("\n", $members)), "}\n";
}
