<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Call;
use Piste\Core\Person;
use Piste\Core\Text;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Who signed in, registered, commented or sent a form becomes a contact, when the browser at hand
 * allowed anything at all; and who ticked the box for marketing mails is told of whatever they allowed
 * to the tracker.
 */
final class People
{
    /** @var Plugin */
    private $plugin;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    public function hook(): void
    {
        if ($this->plugin->settings->isOn('people')) {
            add_action('wp_login', [$this, 'signedIn'], 10, 2);
            add_action('user_register', [$this, 'registered'], 100);
        }
        if ($this->plugin->settings->isOn('comments')) {
            add_action('comment_post', [$this, 'commented'], 10, 2);
        }
    }

    public function signedIn($login, $user = null): void
    {
        if ($user instanceof \WP_User && !$this->plugin->settings->leavesOut($user)) {
            $this->tell(self::personOf($user, 'login'));
        }
    }

    /** Only who registers himself: whom an administrator adds does not sit at this browser. */
    public function registered($id): void
    {
        $user = get_userdata((int) $id);
        $own = !is_user_logged_in() || get_current_user_id() === (int) $id;
        if ($user !== false && $own && !is_admin() && !$this->plugin->settings->leavesOut($user)) {
            $this->tellWithBox(self::personOf($user, 'register'), OptinBox::state($_POST));
            if (OptinBox::state($_POST) === true) {
                update_user_meta($user->ID, Profile::META, 'yes');
            }
        }
    }

    public function commented($id, $approved = 1): void
    {
        $comment = $approved === 'spam' || $approved === 'trash' ? null : get_comment((int) $id);
        if ($comment instanceof \WP_Comment && $comment->comment_type === 'comment') {
            $person = (new Person((string) $comment->comment_author_email, 'comment'))
                ->name((string) $comment->comment_author, '')
                ->page(determine_locale(), (string) get_permalink((int) $comment->comment_post_ID));
            $this->tellWithBox($person, OptinBox::state($_POST));
        }
    }

    /**
     * Somebody typed their address; what the box for marketing mails says goes with it.
     *
     * @param bool|null $ticked null where there was no box
     */
    public function tellWithBox(Person $person, ?bool $ticked, string $words = ''): void
    {
        $words = $words === '' ? OptinBox::words($this->plugin->settings) : $words;
        $this->tell($person->marketing($ticked, $words));
        if ($ticked === true && $person->isValid()) {
            $agreed = (new Person((string) $person->identity()['email'], 'form'))
                ->marketing(true, $words)->page(determine_locale(), self::page())->at(Text::now());
            $this->plugin->delivery()->collect(Call::consent($agreed->in($this->plugin->consent->visitor()), true));
        }
    }

    /** The address that the request came from, for forms that are sent behind the page. */
    public static function page(): string
    {
        $from = wp_get_referer();
        return $from === false ? home_url('/') : (string) wp_validate_redirect($from, home_url('/'));
    }

    private function tell(Person $person): void
    {
        $visitor = $this->plugin->consent->visitor();
        if ($visitor !== null && $person->isValid()) {
            $this->plugin->delivery()->collect(Call::identify($person->in($visitor)->at(Text::now())));
        }
    }

    private static function personOf(\WP_User $user, string $source): Person
    {
        return (new Person((string) $user->user_email, $source))
            ->name((string) $user->first_name, (string) $user->last_name)
            ->page(get_user_locale($user), self::page());
    }
}
