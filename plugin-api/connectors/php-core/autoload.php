<?php

/**
 * Loads the classes of Piste\Core from the folder src beside this file. A connector requires it once.
 */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    if (preg_match('/^Piste\\\\Core\\\\([A-Za-z]+)$/', $class, $found) === 1) {
        $file = __DIR__ . '/src/' . $found[1] . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
