--TEST--
HIGHPER_BACKEND=php and =ffi register no public name; an empty value and 'extension' register all
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$names = <<<'PHP'
    $extension = new ReflectionExtension('highper');
    $names = [...array_keys($extension->getClasses()), ...array_keys($extension->getFunctions())];
    foreach ([...get_declared_classes(), ...get_declared_interfaces(), ...get_defined_functions()['internal']] as $name) {
        if (stripos($name, 'highper') === 0) {
            $names[] = $name;
        }
    }
    $names = array_unique(array_map(strtolower(...), $names));
    sort($names);
    echo count($names), ': ', implode(' ', $names);
    PHP;
foreach (['php', 'ffi', '', 'extension'] as $backend) {
    echo "$backend: ", run_code($names, [], ['HIGHPER_BACKEND' => $backend])[1], "\n";
}
?>
--EXPECTF--
php: 0:%w
ffi: 0:%w
: 31: highperapp\highper\native\backend highperapp\highper\native\bin highperapp\highper\native\contract\jsondecoderinterface highperapp\highper\native\contract\jsoninterface highperapp\highper\native\contract\messagepackinterface highperapp\highper\native\contract\routerinterface highperapp\highper\native\contract\serializerinterface highperapp\highper\native\contract\unpackerinterface highperapp\highper\native\exception\backendexception highperapp\highper\native\exception\highperexception highperapp\highper\native\exception\jsonexception highperapp\highper\native\exception\messagepackexception highperapp\highper\native\exception\notacceptable highperapp\highper\native\exception\routerexception highperapp\highper\native\exception\unsupportedmediatype highperapp\highper\native\extension highperapp\highper\native\extensions highperapp\highper\native\json highperapp\highper\native\jsondecoder highperapp\highper\native\jsonlines highperapp\highper\native\map highperapp\highper\native\mapiterator highperapp\highper\native\messagepack highperapp\highper\native\payload highperapp\highper\native\route_match highperapp\highper\native\routematch highperapp\highper\native\router highperapp\highper\native\routestatus highperapp\highper\native\serializer highperapp\highper\native\timestamp highperapp\highper\native\unpacker
extension: 31: highperapp\highper\native\backend highperapp\highper\native\bin highperapp\highper\native\contract\jsondecoderinterface highperapp\highper\native\contract\jsoninterface highperapp\highper\native\contract\messagepackinterface highperapp\highper\native\contract\routerinterface highperapp\highper\native\contract\serializerinterface highperapp\highper\native\contract\unpackerinterface highperapp\highper\native\exception\backendexception highperapp\highper\native\exception\highperexception highperapp\highper\native\exception\jsonexception highperapp\highper\native\exception\messagepackexception highperapp\highper\native\exception\notacceptable highperapp\highper\native\exception\routerexception highperapp\highper\native\exception\unsupportedmediatype highperapp\highper\native\extension highperapp\highper\native\extensions highperapp\highper\native\json highperapp\highper\native\jsondecoder highperapp\highper\native\jsonlines highperapp\highper\native\map highperapp\highper\native\mapiterator highperapp\highper\native\messagepack highperapp\highper\native\payload highperapp\highper\native\route_match highperapp\highper\native\routematch highperapp\highper\native\router highperapp\highper\native\routestatus highperapp\highper\native\serializer highperapp\highper\native\timestamp highperapp\highper\native\unpacker
