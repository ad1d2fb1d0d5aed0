<?php

/**
 * Plugin Name:       Piste
 * Description:       Consented visits, contacts, contents and carts for your own Piste server, without slowing a page.
 * Version:           1.0.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            Piste
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       piste
 * Domain Path:       /languages
 */

declare(strict_types=1);

namespace Piste\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

const VERSION = '1.0.0';

// In the zip the core lies beside this file, in a checkout beside the folder of all connectors.
require is_file(__DIR__ . '/lib/php-core/autoload.php')
    ? __DIR__ . '/lib/php-core/autoload.php'
    : dirname(__DIR__, 2) . '/php-core/autoload.php';

// Piste\WordPress\SiteHealth lies in includes/site-health.php, …\WooCommerce\Cart in includes/woocommerce/cart.php.
spl_autoload_register(static function (string $class): void {
    if (strpos($class, __NAMESPACE__ . '\\') === 0) {
        $words = preg_replace('/(?<=[a-z])(?=[A-Z])/', '-', substr($class, strlen(__NAMESPACE__) + 1));
        $words = str_replace(['woo-commerce', '\\'], ['woocommerce', '/'], strtolower((string) $words));
        $file = __DIR__ . '/includes/' . $words . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});

Plugin::start(__FILE__);
