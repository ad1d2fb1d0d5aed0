<?php

declare(strict_types=1);

namespace Piste\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

/** The long sentences, each in one piece for translators. */
final class Texts
{
    private function __construct()
    {
    }

    /** What came of a test of the connection, by its code. @return array<string, string> */
    public static function outcomes(): array
    {
        return [
            /* translators: %s: name of the site on the Piste server */
            'connected' => __('Connected to the site “%s”.', 'piste'),
            'bad_address' => __('This is no address of a server. It looks like https://piste.example.com, as the console shows it.', 'piste'),
            'not_https' => __('The address must begin with https://, so that the key cannot be read on its way.', 'piste'),
            'odd_key' => __('The key is not complete, or has characters that no key has. Copy it from the console once more.', 'piste'),
            'bad_key' => __('The server does not know this key. It may have been revoked, or belong to another server. Make a new one in the console, under Connectors.', 'piste'),
            'scope_missing' => __('The key may not do this. Make one of the kind “Connector” in the console.', 'piste'),
            'not_piste' => __('There is a server at this address, but it is no Piste server, or not its top address. Copy the address from the console.', 'piste'),
            /* translators: %s: an address */
            'moved' => __('The server sends us on to %s. Enter the address that it is reached at directly.', 'piste'),
            'blocked' => __('WordPress is told not to call other servers (WP_HTTP_BLOCK_EXTERNAL). Add the server’s name to WP_ACCESSIBLE_HOSTS in wp-config.php.', 'piste'),
            'no_such_host' => __('There is no server of this name. Check the address for a typing error.', 'piste'),
            'bad_certificate' => __('The server’s certificate is not valid, so nothing was sent to it.', 'piste'),
            'slow' => __('The server does not answer within 2 seconds. Is it running, and does a firewall let this site through?', 'piste'),
            'refused' => __('The server does not answer at this address. Is it running?', 'piste'),
            'database_away' => __('The server runs, but its database is away. What happens here is kept and sent later.', 'piste'),
            'busy' => __('The server is busy. Try again in a minute.', 'piste'),
            'too_many_requests' => __('There were too many tries. Wait a minute.', 'piste'),
            /* translators: %s: HTTP status, such as 500 */
            'server_ill' => __('The server is not well (%s). Its log says why. What happens here is kept and sent later.', 'piste'),
        ];
    }

    /** A sentence by its name, as plain text. */
    public static function of(string $name): string
    {
        return self::all()[$name];
    }

    /** @return array<string, string> */
    private static function all(): array
    {
        return [
            'health_unconnected' => __('Enter the server’s address and a key to connect. Until then nothing is sent.', 'piste'),
            /* translators: %d: a number of messages */
            'health_stuck' => __('Messages waiting: %d, the first of them for more than an hour. Is the server running, and does WordPress’s cron run (wp-cron.php)? “wp piste flush” sends them now.', 'piste'),
            'health_proxy' => __('Script and events should go through this site, but its web server answers for /p/t.js itself, or permalinks are off. Pages use the tracker’s own address until then: browsers forget visitors sooner, and carts cannot be told by the server. Let addresses below /p/ reach WordPress, then test the connection again.', 'piste'),
            'policy_intro' => __('This describes what Piste does as set up here. Check it against the purposes of your banner.', 'piste'),
            'policy_visits' => __('With your consent we record which pages you visit here, and link them to your account or the address that you leave in a form, in a comment or at the checkout. What you allow is asked in our banner, purpose by purpose; you can change it at any time by the button “Cookies”. Without consent nothing is stored in your browser and no visit is recorded.', 'piste'),
            'policy_mails' => __('Marketing e-mails are sent only to those who ticked the box for them. Each has a link to unsubscribe.', 'piste'),
            'policy_own_host' => __('The data is kept on a server of ours; your browser talks to this site alone.', 'piste'),
            'policy_other_host' => __('The data is kept on a server of ours, with which your browser talks directly.', 'piste'),
            /* translators: %s: a short code, such as no_answer */
            'privacy_later' => __('The Piste server could not be asked (%s). Its part is not done: start this request again later.', 'piste'),
            'start' => __('Make a key in the console of your Piste server, under Connectors, and paste it here with the server’s address. Nothing is sent before.', 'piste'),
            'key_hint' => __('From the console, under Connectors. It is kept here and never shown again.', 'piste'),
            'proxy_hint' => __('Browsers keep the visitor’s choice longer then, and carts can be told by the server. Each event is a short request to this site.', 'piste'),
            'contents_hint' => __('What everybody may read is sent when it is published or changed, and taken out when it is withdrawn.', 'piste'),
            'roles_hint' => __('Nothing is sent about them, and their pages have no tag.', 'piste'),
            'words_hint' => __('They are kept with each permission, as its proof. The block “Piste opt-in” and the shortcode [piste_optin] show them too.', 'piste'),
            'people_hint' => __('Only of browsers whose owner agreed in the banner.', 'piste'),
        ];
    }
}
