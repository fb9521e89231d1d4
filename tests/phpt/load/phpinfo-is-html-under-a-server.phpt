--TEST--
phpinfo() under a server has the module's section in HTML, what comes from outside escaped, and the table of settings
--FILE--
<?php
require __DIR__ . '/../support/server.inc';

// Read when the server starts: another backend than the extension, so that what was asked for is shown.
putenv('HIGHPER_BACKEND=<b>"php"&');
$server = new BuiltInServer('<?php phpinfo(INFO_MODULES);');
$page = $server->get();
$begin = strpos($page, '<h2><a name="module_highper"');
$section = substr($page, $begin, strpos($page, '<h2>', $begin + 1) - $begin);
foreach (['/<tr[^>]*><th>highper<\/th><th>enabled<\/th><\/tr>/', '/<td class="e">Backend *<\/td><td class="v">(.*?)<\/td>/', '/<td class="e">highper\.json_override<\/td>(.*?)<\/tr>/s'] as $pattern) {
    echo preg_match($pattern, $section, $found) === 1 ? trim(strip_tags(str_replace('</td><td', '</td> <td', $found[1] ?? 'header'))) : "no $pattern in $section", "\n";
}
echo substr_count($section, '<b>'), ' ', substr_count($section, '<table>') === substr_count($section, '</table>') ? 'tables are closed' : 'open tables', "\n";
?>
--EXPECT--
header
left to PHP (HIGHPER_BACKEND=&lt;b&gt;&quot;php&quot;&amp;)
Off Off
0 tables are closed
