<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

use Piste\WordPress\OptinBlock;

require_once __DIR__ . '/form-doubles.php';

final class FormsTest extends PluginTestCase
{
    public function test_contact_form_7(): void
    {
        $this->agree('visits');
        $form = new \ContactFormDouble([
            ['name' => 'your-email', 'basetype' => 'email'],
            ['name' => 'piste_marketing', 'basetype' => 'acceptance', 'content' => 'Mails, <b>please</b>'],
        ]);
        \WPCF7_Submission::$posted = ['your-email' => 'jo@example.com', 'your-name' => 'Jo', 'piste_marketing' => '1'];
        do_action('wpcf7_mail_sent', $form);
        $this->assertTold('jo@example.com', 'Jo', true, 'Mails, please');
        \WPCF7_Submission::$posted = ['your-email' => 'jo@example.com', 'piste_marketing' => ''];
        do_action('wpcf7_mail_sent', $form);
        $told = $this->told();
        self::assertSame(['POST /identify'], array_keys($told));
        self::assertFalse($told['POST /identify']['marketing']);
    }

    public function test_wpforms(): void
    {
        $this->agree('visits');
        $fields = [
            1 => ['type' => 'name', 'first' => 'Jo', 'last' => 'Martin', 'value' => 'Jo Martin'],
            2 => ['type' => 'email', 'value' => 'jo@example.com'],
            3 => ['type' => 'checkbox', 'value' => 'Mails, please'],
        ];
        $form = ['fields' => [1 => [], 2 => ['css' => ''], 3 => ['css' => 'wide piste-marketing', 'label' => 'Mails']]];
        do_action('wpforms_process_complete', $fields, [], $form, 7);
        $this->assertTold('jo@example.com', 'Jo', true, 'Mails, please');
    }

    public function test_gravity_forms(): void
    {
        $this->agree('visits');
        $field = static function (int $id, string $type, string $class, string $label): object {
            return (object) ['id' => $id, 'type' => $type, 'cssClass' => $class, 'label' => $label];
        };
        $fields = [$field(1, 'name', '', ''), $field(2, 'email', '', ''), $field(3, 'consent', 'piste-marketing', 'Mails, please')];
        $entry = ['1.3' => 'Jo', '1.6' => 'Martin', '2' => 'jo@example.com', '3.1' => '1'];
        do_action('gform_after_submission', $entry, ['fields' => $fields]);
        $this->assertTold('jo@example.com', 'Jo', true, 'Mails, please');
    }

    public function test_a_form_without_an_address_says_nothing_and_breaks_nothing(): void
    {
        $this->agree('visits');
        do_action('wpforms_process_complete', 'nonsense', null, null, 7);
        do_action('gform_after_submission', [], []);
        do_action('wpcf7_mail_sent', null);
        self::assertSame([], $this->told());
    }

    public function test_who_refused_the_tracker_may_still_ask_for_mails(): void
    {
        $form = ['fields' => [3 => ['css' => 'piste-marketing', 'label' => 'Mails']]];
        $fields = [2 => ['type' => 'email', 'value' => 'jo@example.com'], 3 => ['type' => 'checkbox', 'value' => 'Yes']];
        do_action('wpforms_process_complete', $fields, [], $form, 7);
        self::assertSame(['POST /consents'], array_keys($this->told()));
    }

    public function test_the_opt_in_form_asks_without_a_tick_and_sends_what_was_agreed_to(): void
    {
        $html = do_blocks('<!-- wp:piste/optin {"words":"Tea news \u003cb\u003e","button":"Yes"} /-->');
        self::assertStringContainsString('type="checkbox" name="agree" value="1" required> Tea news &lt;b&gt;', $html);
        self::assertStringNotContainsString('checked', $html);
        preg_match_all('/name="(\w+)" value="([^"]*)"/', $html, $found);
        $_POST = array_map('html_entity_decode', array_combine($found[1], $found[2])) + ['email' => 'jo@example.com'];
        self::assertStringContainsString('piste_optin=thanks', $this->send());
        $said = $this->told()['POST /consents'];
        self::assertSame(['jo@example.com', 'Tea news <b>', 'form'], [$said['email'], $said['text'], $said['source']]);
        self::assertArrayNotHasKey('verified', $said);
    }

    public function test_the_opt_in_form_takes_no_words_that_were_not_shown(): void
    {
        $sent = ['words' => 'Everything', 'proof' => 'forged', 'email' => 'jo@example.com', 'agree' => '1'];
        $_POST = $sent;
        self::assertStringContainsString('piste_optin=incomplete', $this->send());
        self::assertSame([], $this->told());
    }

    public function test_the_opt_in_form_is_no_way_to_send_without_end_and_tells_robots_nothing(): void
    {
        preg_match_all('/name="(\w+)" value="([^"]*)"/', (new OptinBlock($this->plugin))->render(), $found);
        $_POST = array_combine($found[1], $found[2]) + ['email' => 'jo@example.com'];
        for ($i = 0; $i < 10; $i++) {
            self::assertStringContainsString('thanks', $this->send());
        }
        self::assertStringContainsString('later', $this->send());
        self::assertCount(10, $this->calls());
        $_POST['website'] = 'https://spam.example';
        self::assertStringContainsString('thanks', $this->send());
        self::assertSame([], $this->told());
    }

    private function calls(): array
    {
        $this->told();
        return $this->sent;
    }

    private function send(): string
    {
        return $this->ending([new OptinBlock($this->plugin), 'receive']);
    }

    private function assertTold(string $email, string $first, bool $marketing, string $words): void
    {
        $told = $this->told();
        self::assertSame(['POST /identify', 'POST /consents'], array_keys($told));
        $said = $told['POST /identify'];
        self::assertSame([$email, $first, $marketing], [$said['email'], $said['firstName'], $said['marketing']]);
        self::assertSame('form', $said['source']);
        self::assertSame([$email, $words], [$told['POST /consents']['email'], $told['POST /consents']['text']]);
    }
}
