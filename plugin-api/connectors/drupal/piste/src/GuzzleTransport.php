<?php

namespace Drupal\piste;

use GuzzleHttp\ClientInterface;
use GuzzleHttp\Exception\GuzzleException;
use Piste\Core\Request;
use Piste\Core\Response;
use Piste\Core\Transport;

/**
 * Drupal's HTTP client: waits 2 seconds at most, follows no redirect.
 */
class GuzzleTransport implements Transport
{
    public const SECONDS = 2;

    public function __construct(protected ClientInterface $client)
    {
    }

    /**
     * {@inheritdoc}
     */
    public function send(Request $request): Response
    {
        try {
            $answer = $this->client->request($request->method, $request->url, [
                'headers' => $request->headers,
                'body' => $request->body === '' ? null : $request->body,
                'timeout' => self::SECONDS,
                'connect_timeout' => self::SECONDS,
                'allow_redirects' => false,
                'http_errors' => false,
            // Bytes as they came: the proxy hands them on.
                'decode_content' => true,
            ]);
            return new Response($answer->getStatusCode(), $answer->getHeaders(), (string) $answer->getBody());
        } catch (GuzzleException $e) {
            return Response::none($this->reason($e));
        }
    }

    /**
     * What went wrong, without addresses and keys that messages may quote.
     */
    protected function reason(\Throwable $e): string
    {
        return preg_match('/cURL error (\d+): ([^(]*)/', $e->getMessage(), $found) === 1
        ? trim($found[2])
        : 'no connection';
    }
}
