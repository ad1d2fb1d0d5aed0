<?php

namespace Drupal\piste;

use Drupal\Core\State\StateInterface;
use Piste\Core\Webhook;
use Symfony\Component\HttpFoundation\Request;

/**
 * Requests that the server signed with the secret that it gave us.
 */
class SignedRequests
{
    public const SECRET = 'piste.webhook_secret';

    public function __construct(protected StateInterface $state)
    {
    }

    /**
     * What it says; null for everybody else, and for what is stale or too long.
     *
     * @return array{id: string, type: string, data: array}|null
     */
    public function read(Request $request): ?array
    {
        $body = (string) $request->getContent();
        $headers = [];
        foreach (['id', 'timestamp', 'signature'] as $name) {
            $headers[$name] = (string) $request->headers->get('webhook-' . $name, '');
        }
        return Webhook::verify((string) $this->state->get(self::SECRET, ''), $headers, $body, time());
    }
}
