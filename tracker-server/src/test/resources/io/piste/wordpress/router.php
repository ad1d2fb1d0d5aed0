<?php

// What a web server does for WordPress: files are files, everything else is WordPress's. PHP's own
// server answers 404 for a missing file with a known ending; a site with WITHOUT_SCRIPTS does so too.

declare(strict_types=1);

$path = rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$path = (string) preg_replace('#^/[a-z-]+(/wp-(?:admin|includes|content)/|/wp-[a-z-]+\.php$)#', '$1', $path);
$file = $_SERVER['DOCUMENT_ROOT'] . $path;
if (is_dir($file) && is_file(rtrim($file, '/') . '/index.php')) {
    $file = rtrim($file, '/') . '/index.php';
    $path = rtrim($path, '/') . '/index.php';
}
if (is_file($file) && substr($file, -4) !== '.php') {
    return false;
}
if (is_file($_SERVER['DOCUMENT_ROOT'] . '/answers-scripts-itself') && substr($path, -3) === '.js') {
    http_response_code(404);
    return true;
}
$script = is_file($file) ? $file : $_SERVER['DOCUMENT_ROOT'] . '/index.php';
$name = is_file($file) ? $path : '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $script;
$_SERVER['SCRIPT_NAME'] = $name;
$_SERVER['PHP_SELF'] = $name;
chdir(dirname($script));
require $script;
