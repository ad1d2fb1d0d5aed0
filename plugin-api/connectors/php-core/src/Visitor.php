<?php

declare(strict_types=1);

namespace Piste\Core;

/**
 * A browser whose owner agreed, by our two cookies. Without both of them there is no visitor, and
 * nothing is sent.
 */
final class Visitor
{
    /** @var string */
    private $id;

    /** @var string[] */
    private $granted;

    /**
     * @param string[] $granted
     */
    private function __construct(string $id, array $granted)
    {
        $this->id = $id;
        $this->granted = $granted;
    }

    /**
     * @param array<string, mixed> $cookies of the request
     * @param array<string, mixed> $names as the server told them: consent and visitor
     */
    public static function fromCookies(array $cookies, array $names = []): ?self
    {
        $id = $cookies[$names['visitor'] ?? 'piste_visitor'] ?? '';
        $granted = self::granted($cookies[$names['consent'] ?? 'piste_consent'] ?? '');
        if (!is_string($id) || preg_match('/^[A-Za-z0-9_.-]{16,1024}$/', $id) !== 1 || $granted === []) {
            return null;
        }
        return new self($id, $granted);
    }

    /** What stands in the cookie; the server alone knows what it means. */
    public function id(): string
    {
        return $this->id;
    }

    /** Whether they allowed this purpose: visits, profile or carts. */
    public function allows(string $purpose): bool
    {
        return in_array($purpose, $this->granted, true);
    }

    /**
     * @param mixed $cookie "1.id.version.purposes.time"; anything else is a refusal
     * @return string[]
     */
    private static function granted($cookie): array
    {
        $pattern = '/^1\.[A-Za-z0-9_-]{1,64}\.\d{1,10}\.([a-z0-9_-]{1,400})\.\d{1,12}$/';
        if (!is_string($cookie) || preg_match($pattern, $cookie, $found) !== 1 || $found[1] === '0') {
            return [];
        }
        return explode('-', $found[1]);
    }
}
