<?php

/**
 * What plugins say they can live with.
 */

namespace Automattic\WooCommerce\Utilities;

if (!defined('ABSPATH')) {
    exit;
}

/** Remembers what was declared. */
class FeaturesUtil
{
    /**
     * By feature: plugin file and whether they go together.
     *
     * @var array
     */
    public static $declared = [];

    /**
     * Remembers.
     *
     * @param string $feature    What.
     * @param string $file       The plugin's main file.
     * @param bool   $compatible Whether they go together.
     */
    public static function declare_compatibility($feature, $file, $compatible = true)
    {
        self::$declared[$feature] = [$file, $compatible];
        return true;
    }
}
