<?php

declare(strict_types=1);

namespace Piste\Core;

/** An HTTP request as a Transport sends it. */
final class Request
{
    /** @var string GET, POST, PUT, PATCH or DELETE */
    public $method;

    /** @var string absolute address */
    public $url;

    /** @var array<string, string> by name */
    public $headers;

    /** @var string the body, empty where there is none */
    public $body;

    /**
     * @param array<string, string> $headers
     */
    public function __construct(string $method, string $url, array $headers = [], string $body = '')
    {
        $this->method = $method;
        $this->url = $url;
        $this->headers = $headers;
        $this->body = $body;
    }
}
