<?php

declare(strict_types=1);

// Which numbers a card scheme issues: how they begin (a prefix, or two of one length for all between), and after the colon how long they are.
// One scheme a line, in the order in which messages name them: the engine reads this file, too.
return [
    'visa' => '4:13,16,19',
    'mastercard' => '51-55,2221-2720:16',
    'amex' => '34,37:15',
    'discover' => '6011,622126-622925,644-649,65:16',
    'diners' => '300-305,36,38:14',
    'jcb' => '1800,2131:15;35:16',
    'maestro' => '50,56-69:12-19',
    'unionpay' => '62:16-19',
];
