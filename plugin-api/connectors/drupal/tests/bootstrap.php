<?php

// With DRUPAL_ROOT, the folder of an installed site that has the module, its own classes are used; else doubles.

declare(strict_types=1);

error_reporting(E_ALL & ~E_DEPRECATED);

require_once __DIR__ . '/Shop.php';

$root = (string) getenv('DRUPAL_ROOT');
define('PISTE_ON_A_SITE', $root !== '');
if (PISTE_ON_A_SITE) {
    fwrite(STDOUT, "Shop: the Drupal site in $root\n");
    require __DIR__ . '/RealShop.php';
    \Piste\Drupal\Tests\RealShop::boot($root);
} else {
    fwrite(STDOUT, "Shop: a double that replays a recorded trace; set DRUPAL_ROOT for a real site\n");
    foreach (['EventDispatcher', 'HttpKernel', 'HttpFoundation', 'DependencyInjection', 'Yaml'] as $component) {
        require_once "/usr/share/php/Symfony/Component/$component/autoload.php";
    }
    require __DIR__ . '/doubles/drupal.php';
    require __DIR__ . '/doubles/commerce.php';
    spl_autoload_register(static function (string $class): void {
        $module = __DIR__ . '/../piste';
        foreach (
            [
            'Drupal\\piste_commerce\\' => $module . '/modules/piste_commerce/src/',
            'Drupal\\piste\\' => $module . '/src/',
            ] as $prefix => $folder
        ) {
            $file = $folder . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
            if (strpos($class, $prefix) === 0 && is_file($file)) {
                require $file;
                return;
            }
        }
    });
    require __DIR__ . '/../../php-core/autoload.php';
    require_once __DIR__ . '/../../php-core/tests/doubles.php';
    require __DIR__ . '/doubles/Rig.php';
    require __DIR__ . '/doubles/TracedShop.php';
}
