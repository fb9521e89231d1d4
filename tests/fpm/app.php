<?php

declare(strict_types=1);

// The request that the load consists of: what a persistent worker keeps (tables, rules, keys, random values), asked anew each time.

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Random;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Validator;

$n = (int) $_GET['n'];
$router = Router::persistent('load', function (): Router {
    $router = new Router();
    for ($i = 0; $i < 200; $i++) {
        $router->get("/part$i/{id:int}", "part $i");
    }

    return $router->get('/users/{id:int}/notes/{note}', 'note', middleware: ['auth']);
});
$match = $router->find('GET', "/users/$n/notes/note%20$n");
$validator = Validator::persistent('load', fn (): Validator => Validator::compile(['id' => 'required|integer', 'note' => 'trim|required|max:30', 'tags.*' => 'distinct|alpha_num']));
$validated = $validator->validate(['id' => $match->params['id'], 'note' => " {$match->params['note']} ", 'tags' => ['a', "b$n"], 'dropped' => 1]);
$refused = $validator->check(['id' => 'x', 'note' => '', 'tags' => ['a', 'a']])->errors();
$tokens = Paseto::local(LocalKey::fromBytes(str_repeat('k', 32)), 'load');
$claims = $tokens->parse($tokens->issue(['sub' => "user $n", 'n' => $n], ['f' => $n]))->claims;
$packed = MessagePack::unpack(MessagePack::pack(Json::decode(Json::encode(['n' => $n, 'list' => range(1, 20), 'text' => 'ü'], JSON_THROW_ON_ERROR), true)));
preg_match('/^VmRSS:\s+(\d+)/m', (string) file_get_contents('/proc/self/status'), $resident);
header('Content-Type: application/json');
echo Json::encode([
    'answer' => [$match->handler, $match->middleware, $validated, count($refused), $claims['sub'], $claims['n'], $packed],
    'backend' => Backend::current(),
    'once' => Random::uuid7(),
    'process' => getmypid(),
    'resident' => (int) $resident[1],
]);
