<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Call;
use Piste\Core\Person;
use Piste\Core\Text;

if (!defined('ABSPATH')) {
    exit;
}

/** In their own profile people say whether they want marketing mails; nobody says it for them. */
final class Profile
{
    /** User meta: "yes", "no", or nothing as long as nobody said anything. */
    public const META = 'piste_marketing';

    /** @var Plugin */
    private $plugin;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    public function hook(): void
    {
        if ($this->plugin->settings->isConnected() && $this->plugin->settings->isOn('people')) {
            add_action('show_user_profile', [$this, 'show']);
            add_action('personal_options_update', [$this, 'save']);
        }
    }

    public function show(\WP_User $user): void
    {
        ?>
        <h2><?php esc_html_e('E-mails', 'piste'); ?></h2>
        <table class="form-table" role="presentation"><tr>
          <th scope="row"><?php esc_html_e('News and offers', 'piste'); ?></th>
          <td>
            <input type="hidden" name="piste_marketing_asked" value="1">
            <label>
              <input type="checkbox" name="piste_marketing" value="1"
                <?php checked(get_user_meta($user->ID, self::META, true), 'yes'); ?>>
              <?php echo esc_html(OptinBox::words($this->plugin->settings)); ?>
            </label>
          </td>
        </tr></table>
        <?php
    }

    /** WordPress checked the nonce of the profile form, and that it is the person's own. */
    public function save($id): void
    {
        $user = get_userdata((int) $id);
        $ticked = OptinBox::state($_POST);
        $before = get_user_meta((int) $id, self::META, true) === 'yes';
        if ($user === false || $ticked === null || $ticked === $before || get_current_user_id() !== (int) $id) {
            return;
        }
        update_user_meta($user->ID, self::META, $ticked ? 'yes' : 'no');
        $person = (new Person((string) $user->user_email, 'account'))
            ->name((string) $user->first_name, (string) $user->last_name)
            ->marketing($ticked, OptinBox::words($this->plugin->settings))
            ->page(get_user_locale($user), People::page())
            ->verified()
            ->at(Text::now());
        if ($person->isValid()) {
            $this->plugin->delivery()->collect(Call::consent($person, $ticked));
        }
    }
}
