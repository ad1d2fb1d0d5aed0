<?php

declare(strict_types=1);

namespace Piste\Core;

/** The plugin API, version 1: a method for each call that is answered at once. */
final class Client
{
    /** @var Transport */
    private $transport;

    /** @var string the tracker's address without a slash at its end */
    private $address;

    /** @var string */
    private $key;

    /** @var string */
    private $connector;

    /**
     * @param string $connector ConnectorHeader::of()
     */
    public function __construct(Transport $transport, string $address, string $key, string $connector)
    {
        $this->transport = $transport;
        $this->address = rtrim($address, '/');
        $this->key = $key;
        $this->connector = $connector;
    }

    /** Who we are over there: site, versions, addresses, cookie names, scopes. */
    public function ping(): Response
    {
        return $this->ask('GET', '/ping');
    }

    /** A call that was collected, or waited. */
    public function send(Call $call): Response
    {
        return $this->ask($call->method, $call->path, $call->body, $call->key);
    }

    /** Everything that is kept about a person. */
    public function privacy(string $email): Response
    {
        return $this->ask('GET', '/privacy?email=' . rawurlencode($email));
    }

    /** Erases a person; the answer counts what went. */
    public function erase(string $email): Response
    {
        return $this->ask('DELETE', '/privacy?email=' . rawurlencode($email));
    }

    /** The cart behind the token of a restore link. */
    public function resolve(string $token, ?Visitor $visitor): Response
    {
        $body = ['token' => $token, 'v' => $visitor === null ? null : $visitor->id()];
        return $this->ask('POST', '/carts/resolve', Payload::withoutNulls($body));
    }

    /**
     * Where the server tells us what happened; the answer has the secret.
     *
     * @param string[] $events
     */
    public function putWebhook(string $name, string $url, array $events): Response
    {
        return $this->ask('PUT', '/webhooks/' . rawurlencode($name), ['url' => $url, 'events' => $events]);
    }

    public function deleteWebhook(string $name): Response
    {
        return $this->ask('DELETE', '/webhooks/' . rawurlencode($name));
    }

    /**
     * What this connector says of itself.
     *
     * @param array{length: int, oldest: int|null} $queue
     * @param array<int, array{code: string, detail: string, at: int, count: int}> $errors
     */
    public function report(array $queue, array $errors): Response
    {
        return $this->ask('PUT', '/connector', ['queue' => $queue, 'errors' => $errors]);
    }

    /**
     * @param array<string, mixed>|null $body
     */
    private function ask(string $method, string $path, ?array $body = null, string $key = ''): Response
    {
        $headers = [
            'Authorization' => 'Bearer ' . $this->key,
            'Accept' => 'application/json',
            'X-Connector' => $this->connector,
        ];
        if ($key !== '') {
            $headers['Idempotency-Key'] = $key;
        }
        $text = '';
        if ($body !== null) {
            $headers['Content-Type'] = 'application/json';
            $text = self::json($body);
        }
        return $this->transport->send(new Request($method, $this->address . '/api/v1' . $path, $headers, $text));
    }

    /**
     * @param array<string, mixed> $body
     */
    private static function json(array $body): string
    {
        // Amounts as 12.5, whatever the server's serialize_precision.
        $before = ini_set('serialize_precision', '-1');
        $text = (string) json_encode(
            $body,
            JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE
        );
        if ($before !== false) {
            ini_set('serialize_precision', $before);
        }
        return $text;
    }
}
