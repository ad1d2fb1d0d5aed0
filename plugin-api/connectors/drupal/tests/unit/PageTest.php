<?php

namespace Piste\Drupal\Tests;

use Drupal\Core\Routing\AdminContext;
use Drupal\piste\Controller\IdentityController;
use Drupal\piste\Page;
use PHPUnit\Framework\TestCase;

/** Pages are kept by caches: they say nothing about anybody. */
final class PageTest extends TestCase
{
    public function test_a_page_carries_the_tag_and_nothing_about_the_visitor(): void
    {
        $rig = new Rig();
        $rig->requests->push(Rig::request('GET', '/'));
        $page = $this->attached($rig);
        self::assertContains('piste/tracker', $page['#attached']['library']);
        self::assertStringNotContainsString(Rig::VISITOR, json_encode($page));
        self::assertStringNotContainsString('consentid1', json_encode($page));
        self::assertSame(['signedIn' => false], $page['#attached']['drupalSettings']['piste']);
        self::assertContains('config:piste.settings', $page['#cache']['tags']);
        self::assertContains('user.roles:authenticated', $page['#cache']['contexts']);
    }

    public function test_with_and_without_our_cookies_the_page_is_the_same(): void
    {
        $one = new Rig();
        $one->requests->push(Rig::request('GET', '/'));
        $other = new Rig();
        $other->requests->push(Rig::request('GET', '/', []));
        self::assertSame($this->attached($one), $this->attached($other));
    }

    public function test_the_tag_is_deferred_and_names_the_site(): void
    {
        $rig = new Rig();
        $js = $this->page($rig)->libraries('/')['tracker']['js']['https://t.example/p/t.js'];
        self::assertSame(['defer' => true, 'data-site' => 'abc123'], $js['attributes']);
    }

    public function test_on_the_own_host_the_script_lies_below_the_path_of_the_site(): void
    {
        $rig = new Rig();
        $rig->config['piste.settings']['own_host'] = true;
        self::assertSame(['/shop/p/t.js'], array_keys($this->page($rig)->libraries('/shop/')['tracker']['js']));
    }

    public function test_roles_that_are_left_out_and_administrators_have_no_tag(): void
    {
        $rig = new Rig();
        $rig->config['piste.settings']['excluded_roles'] = ['editor'];
        $rig->account->roles = ['authenticated', 'editor'];
        $page = $this->attached($rig);
        self::assertArrayNotHasKey('#attached', $page);
        self::assertContains('user.roles', $page['#cache']['contexts']);
        self::assertArrayNotHasKey('#attached', $this->attached(new Rig(), true));
    }

    public function test_there_is_no_tag_before_the_first_connection(): void
    {
        $rig = new Rig();
        $rig->state->values['piste.site'] = [];
        self::assertArrayNotHasKey('#attached', $this->attached($rig));
        self::assertSame([], $this->page($rig)->libraries('/'));
    }

    public function test_a_token_is_for_the_signed_in_user_and_no_cache(): void
    {
        $rig = new Rig();
        $rig->state->values['piste.site']['identitySecret'] = str_repeat('s', 43);
        $rig->account->id = 7;
        $rig->account->email = 'ann@example.org';
        $answer = $this->token($rig);
        self::assertStringContainsString('no-store', $answer->headers->get('cache-control'));
        [, $claims] = explode('.', json_decode($answer->getContent())->token);
        $said = json_decode(base64_decode(strtr($claims, '-_', '+/')), true);
        self::assertSame('ann@example.org', $said['email']);
        self::assertSame('abc123', $said['aud']);
        self::assertSame(300, $said['exp'] - $said['iat']);
    }

    public function test_no_token_for_strangers_and_for_roles_that_are_left_out(): void
    {
        $rig = new Rig();
        $rig->state->values['piste.site']['identitySecret'] = str_repeat('s', 43);
        $rig->account->email = 'nobody@example.org';
        self::assertSame('{"token":""}', $this->token($rig)->getContent());
        $rig->config['piste.settings']['excluded_roles'] = ['editor'];
        $rig->account->id = 7;
        $rig->account->email = 'ann@example.org';
        $rig->account->roles = ['authenticated', 'editor'];
        self::assertSame('{"token":""}', $this->token($rig)->getContent());
    }

    private function token(Rig $rig): object
    {
        $controller = new IdentityController($rig->settings);
        $controller->account = $rig->account;
        return $controller->token();
    }

    private function page(Rig $rig, bool $admin = false): Page
    {
        return new Page($rig->settings, $rig->account, new AdminContext($admin));
    }

    private function attached(Rig $rig, bool $admin = false): array
    {
        $page = [];
        $this->page($rig, $admin)->attach($page);
        return $page;
    }
}
