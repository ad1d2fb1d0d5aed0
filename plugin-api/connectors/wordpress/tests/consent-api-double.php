<?php

// What the WP Consent API offers in PHP.

declare(strict_types=1);

final class ConsentApiDouble
{
    /** @var string[] */
    public static $allowed = [];

    /** @var string|false */
    public static $type = false;
}

function wp_get_consent_type()
{
    return ConsentApiDouble::$type;
}

function wp_has_consent(string $category): bool
{
    return ConsentApiDouble::$type === false || in_array($category, ConsentApiDouble::$allowed, true);
}
