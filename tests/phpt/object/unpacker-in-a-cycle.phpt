--TEST--
An Unpacker whose callbacks hold it is collected, and its subclasses work without the parent's constructor
--FILE--
<?php
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Unpacker;

class Watched
{
    public ?Unpacker $unpacker = null;

    public function __destruct()
    {
        echo "collected\n";
    }
}
$watched = new Watched();
$extensions = (new Extensions())->register(1, ArrayObject::class, fn (): string => '', fn () => $watched);
$watched->unpacker = new Unpacker(0, $extensions);
$clone = clone $watched->unpacker;
unset($watched, $extensions);
gc_collect_cycles();
echo "held by the clone\n";
unset($clone);
gc_collect_cycles();
echo "after\n";

class Late extends Unpacker
{
    public function __construct()
    {
    }
}
$late = (new Late())->feed("\x92\x01\x02");
var_dump($late->take() === [1, 2], $late == new Late());

// A destructor that uses the Unpacker in mid-value: the value that an equal key replaces goes first.
class Nosy
{
    public function __destruct()
    {
        global $nosy;
        $nosy->feed("\x09\x09");
        echo 'pending ', $nosy->pending(), "\n";
    }
}
$nosy = new Unpacker(0, (new Extensions())->register(2, ArrayObject::class, fn (): string => '', fn () => new Nosy()));
$nosy->feed("\x82\xa1a\xd4\x02x\xa1a\x05\x07");
echo json_encode($nosy->take()), ' ', $nosy->take(), ' ', $nosy->take(), "\n";
?>
--EXPECT--
held by the clone
collected
after
bool(true)
bool(false)
pending 3
{"a":5} 7 9
