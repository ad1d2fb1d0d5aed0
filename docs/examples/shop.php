<?php
// php shop.php URL KEY VISITOR: tells Piste of a cart and of its order.
[, $tracker, $key, $visitor] = $argv;

function tell(string $method, string $path, array $body): array
{
    global $tracker, $key;
    $headers = ["Authorization: Bearer $key", 'Content-Type: application/json', 'X-Connector: example/1.0'];
    $headers[] = 'Idempotency-Key: ' . bin2hex(random_bytes(16));
    $http = ['method' => $method, 'header' => $headers, 'content' => json_encode($body), 'timeout' => 2, 'ignore_errors' => true];
    $answer = file_get_contents("$tracker/api/v1$path", false, stream_context_create(['http' => $http]));
    return $answer === false ? ['status' => 'no answer: keep it, send it later'] : json_decode($answer, true);
}

$now = (int) (microtime(true) * 1000);
$lines = [['sku' => 'sencha', 'name' => 'Sencha', 'quantity' => 2, 'price' => 14.9]];
$cart = ['v' => $visitor, 'at' => $now, 'seq' => $now, 'currency' => 'EUR', 'lines' => $lines];
echo tell('PUT', '/carts/php-1', $cart)['status'], "\n";
$order = ['v' => $visitor, 'at' => $now, 'status' => 'paid', 'currency' => 'EUR', 'total' => 29.8, 'cart' => 'php-1', 'lines' => $lines];
echo tell('PUT', '/orders/php-1', $order)['status'], "\n";
