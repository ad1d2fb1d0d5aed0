<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Request;
use Piste\Core\Response;

if (!defined('ABSPATH')) {
    exit;
}

/** HTTP by WordPress's own functions: 2 seconds as a rule, no redirect, nothing thrown. */
final class Transport implements \Piste\Core\Transport
{
    public const SECONDS = 2;

    /** Where an administrator waits for the answer, not a visitor. */
    public const PATIENT_SECONDS = 20;

    /** @var int */
    private $seconds;

    public function __construct(int $seconds = self::SECONDS)
    {
        $this->seconds = $seconds;
    }

    public function send(Request $request): Response
    {
        $answer = wp_remote_request($request->url, [
            'method' => $request->method,
            'headers' => $request->headers,
            'body' => $request->body === '' ? null : $request->body,
            'timeout' => $this->seconds,
            'redirection' => 0,
            'user-agent' => $this->userAgent($request),
            'limit_response_size' => 4194304,
        ]);
        if (is_wp_error($answer)) {
            return Response::none($answer->get_error_code() . ': ' . $answer->get_error_message());
        }
        $headers = wp_remote_retrieve_headers($answer);
        return new Response(
            (int) wp_remote_retrieve_response_code($answer),
            is_array($headers) ? $headers : $headers->getAll(),
            (string) wp_remote_retrieve_body($answer)
        );
    }

    private function userAgent(Request $request): string
    {
        foreach ($request->headers as $name => $value) {
            if (strtolower($name) === 'user-agent') {
                return $value;
            }
        }
        return 'Piste/' . VERSION;
    }
}
