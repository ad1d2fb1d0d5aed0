<?php

// Runs inside a real WordPress that has the plugin: WORDPRESS names its folder.

declare(strict_types=1);

error_reporting(E_ALL);
$_SERVER += ['HTTP_HOST' => 'shop.example', 'REQUEST_URI' => '/', 'REMOTE_ADDR' => '192.0.2.7', 'REQUEST_METHOD' => 'GET'];
require getenv('WORDPRESS') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require __DIR__ . '/PluginTestCase.php';
Piste\WordPress\Queue::make();
