<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

use Piste\WordPress\Profile;

final class PeopleTest extends PluginTestCase
{
    public function test_who_signs_in_is_told_when_the_browser_agreed(): void
    {
        $user = $this->user('subscriber');
        $this->agree('visits');
        do_action('wp_login', $user->user_login, $user);
        $told = $this->told();
        self::assertSame(['POST /identify'], array_keys($told));
        $said = $told['POST /identify'];
        self::assertSame('jo@example.com', $said['email']);
        self::assertSame('login', $said['source']);
        self::assertSame('Martin', $said['lastName']);
        self::assertSame(self::VISITOR, $said['v']);
    }

    /** @dataProvider silences */
    public function test_nothing_is_told_of_others(array $purposes, string $role): void
    {
        $user = $this->user($role);
        if ($purposes !== []) {
            $this->agree(...$purposes);
        }
        do_action('wp_login', $user->user_login, $user);
        self::assertSame([], $this->told());
    }

    public function silences(): array
    {
        return [
            'never asked' => [[], 'subscriber'],
            'refused' => [['0'], 'subscriber'],
            'an administrator' => [['visits', 'profile', 'carts'], 'administrator'],
        ];
    }

    public function test_nothing_is_told_before_there_is_a_connection(): void
    {
        $this->plugin->settings->saveSite(null);
        $user = $this->user('subscriber');
        $this->agree('visits');
        do_action('wp_login', $user->user_login, $user);
        self::assertSame([], $this->told());
    }

    public function test_who_registers_is_told_but_not_whom_an_administrator_adds(): void
    {
        $this->agree('visits');
        $id = wp_insert_user(['user_login' => 'new', 'user_pass' => 'x', 'user_email' => 'new@example.com']);
        self::assertSame('register', $this->told()['POST /identify']['source']);
        wp_set_current_user($id);
        wp_insert_user(['user_login' => 'other', 'user_pass' => 'x', 'user_email' => 'other@example.com']);
        self::assertSame([], $this->told());
    }

    public function test_the_box_of_the_registration_form_is_remembered(): void
    {
        $_POST = ['piste_marketing_asked' => '1', 'piste_marketing' => '1'];
        $id = wp_insert_user(['user_login' => 'new', 'user_pass' => 'x', 'user_email' => 'new@example.com']);
        self::assertSame('yes', get_user_meta($id, Profile::META, true));
        $told = $this->told();
        self::assertSame(['POST /consents'], array_keys($told), 'a refused tracker is no refusal of mails');
        self::assertTrue($told['POST /consents']['granted']);
        self::assertStringContainsString('news and offers', $told['POST /consents']['text']);
        self::assertArrayNotHasKey('v', $told['POST /consents']);
    }

    public function test_who_comments_is_told_with_the_box(): void
    {
        $this->agree('profile');
        $_POST = ['piste_marketing_asked' => '1'];
        $this->comment(['comment_author_email' => 'lu@example.com', 'comment_author' => 'Lu']);
        $said = $this->told()['POST /identify'];
        self::assertSame(['lu@example.com', 'comment', false], [$said['email'], $said['source'], $said['marketing']]);
        self::assertSame('Lu', $said['firstName']);
    }

    /** @dataProvider attacks */
    public function test_what_looks_like_code_is_a_text_like_any_other(string $typed): void
    {
        global $wpdb;
        $this->agree('visits');
        $this->comment(['comment_author_email' => 'lu@example.com', 'comment_author' => wp_slash($typed)]);
        $this->plugin->delivery()->release(false);
        self::assertSame(1, $this->plugin->queue->stats()['length']);
        $kept = $this->plugin->queue->due(time() * 1000 + 1000, 1000);
        self::assertSame(trim($typed), $kept->call->body['firstName']);
        self::assertSame('', $wpdb->last_error);
    }

    public function attacks(): array
    {
        return [
            ["'); DROP TABLE wp_piste_queue; --"], ['%s %d %1$s'], ['<script>alert(1)</script>'], ['\\" OR 1=1'],
            ['{"v":"forged"}'],
        ];
    }

    public function test_spam_and_comments_without_an_address_are_not(): void
    {
        $this->agree('visits');
        $id = $this->comment(['comment_author_email' => 'lu@example.com']);
        $this->told();
        do_action('comment_post', $id, 'spam');
        $this->comment(['comment_author_email' => '']);
        self::assertSame([], $this->told());
    }

    public function test_a_switch_that_is_off_sends_nothing_of_it(): void
    {
        // Switches are read when the plugin is hooked in: so hook in another one.
        remove_all_actions('comment_post');
        $this->plugin->settings->save(['comments' => false]);
        (new \Piste\WordPress\People($this->plugin))->hook();
        self::assertFalse(has_action('comment_post'));
    }

    public function test_people_say_in_their_profile_what_they_allow(): void
    {
        $user = $this->user('subscriber');
        wp_set_current_user($user->ID);
        $profile = new Profile($this->plugin);
        $_POST = ['piste_marketing_asked' => '1', 'piste_marketing' => '1'];
        $profile->save($user->ID);
        $said = $this->told()['POST /consents'];
        self::assertSame(['account', true, true], [$said['source'], $said['granted'], $said['verified']]);
        $profile->save($user->ID);
        self::assertSame([], $this->told(), 'nothing changed');
        $_POST = ['piste_marketing_asked' => '1'];
        $profile->save($user->ID);
        self::assertFalse($this->told()['POST /consents']['granted']);
        self::assertSame('no', get_user_meta($user->ID, Profile::META, true));
    }

    public function test_nobody_allows_mails_for_another(): void
    {
        $user = $this->user('subscriber');
        wp_set_current_user($this->user('administrator', 'boss@example.com')->ID);
        $_POST = ['piste_marketing_asked' => '1', 'piste_marketing' => '1'];
        (new Profile($this->plugin))->save($user->ID);
        self::assertSame([], $this->told());
        self::assertSame('', get_user_meta($user->ID, Profile::META, true));
    }

    private function comment(array $with): int
    {
        $post = wp_insert_post(['post_title' => 'Teas', 'post_content' => 'x', 'post_status' => 'draft']);
        $id = wp_insert_comment($with + ['comment_post_ID' => $post, 'comment_content' => 'Nice', 'comment_type' => 'comment']);
        do_action('comment_post', $id, 1);
        return (int) $id;
    }
}
