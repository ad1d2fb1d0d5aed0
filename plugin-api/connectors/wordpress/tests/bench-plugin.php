<?php

/**
 * A must-use plugin of the bench: leaves the connector out of a request that asks for it, so that
 * requests with and without it can take turns. Never shipped.
 */

declare(strict_types=1);

add_filter('option_active_plugins', static function ($active) {
    $left = isset($_SERVER['HTTP_X_WITHOUT']) ? ['piste/piste.php'] : [];
    return array_values(array_diff((array) $active, $left));
});
add_filter('determine_current_user', static function ($user) {
    return isset($_SERVER['HTTP_X_EDITOR']) ? 1 : $user;
}, 100);
add_filter('rest_authentication_errors', static function ($errors) {
    return isset($_SERVER['HTTP_X_EDITOR']) ? true : $errors;
}, 200);
add_filter('wp_is_comment_flood', '__return_false', 100);
add_filter('pre_wp_mail', '__return_true');
