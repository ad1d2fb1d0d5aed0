<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

use Piste\WordPress\Contents;

final class ContentsTest extends PluginTestCase
{
    public function test_what_is_published_is_sent_once_with_its_words(): void
    {
        $id = $this->post(['post_status' => 'publish', 'post_title' => 'Green & <b>black</b>', 'tags_input' => ['tea', 'cups']]);
        wp_update_post(['ID' => $id, 'post_content' => '<!-- wp:paragraph --><p>About tea.</p><!-- /wp:paragraph -->']);
        $told = $this->changes();
        self::assertSame(['PUT /contents/post-' . $id], array_keys($told));
        $said = $told['PUT /contents/post-' . $id];
        self::assertSame(['post', 'Green & black', 'About tea.'], [$said['type'], $said['title'], $said['excerpt']]);
        self::assertSame(['cups', 'tea'], $said['tags']);
        self::assertSame(get_permalink($id), $said['url']);
        self::assertSame('en', $said['language']);
        self::assertGreaterThan(1700000000000, $said['published']);
    }

    public function test_nothing_of_another_site_of_the_network_is_told_in_our_name(): void
    {
        $ours = $this->post(['post_status' => 'publish']);
        $this->changes();
        $GLOBALS['blog_id'] = 7;
        try {
            $this->post(['post_status' => 'publish']);
            wp_delete_post($ours, true);
        } finally {
            $GLOBALS['blog_id'] = 1;
        }
        self::assertSame([], $this->changes());
    }

    public function test_a_draft_is_not_sent(): void
    {
        $this->post(['post_status' => 'draft']);
        self::assertSame([], $this->changes());
    }

    /** @dataProvider withdrawals */
    public function test_what_nobody_may_read_any_longer_is_taken_out(callable $withdraw): void
    {
        $id = $this->post(['post_status' => 'publish']);
        $this->changes();
        $withdraw($id);
        self::assertSame(['DELETE /contents/post-' . $id], array_keys($this->changes()));
    }

    public function withdrawals(): array
    {
        $becomes = static function (array $change): callable {
            return static function (int $id) use ($change): void {
                wp_update_post(['ID' => $id] + $change);
            };
        };
        return [
            'a draft again' => [$becomes(['post_status' => 'draft'])],
            'private' => [$becomes(['post_status' => 'private'])],
            'behind a password' => [$becomes(['post_password' => 'x'])],
            'in the bin' => ['wp_trash_post'],
            'deleted' => [static function (int $id): void {
                wp_delete_post($id, true);
            }],
        ];
    }

    public function test_a_draft_that_is_changed_or_deleted_is_nobodys_business(): void
    {
        $id = $this->post(['post_status' => 'draft']);
        wp_update_post(['ID' => $id, 'post_title' => 'Other']);
        wp_delete_post($id, true);
        self::assertSame([], $this->changes());
    }

    public function test_only_chosen_types_are_sent(): void
    {
        $this->plugin->settings->save(['contents' => ['page']]);
        $this->post(['post_status' => 'publish']);
        $page = $this->post(['post_status' => 'publish', 'post_type' => 'page']);
        $told = $this->changes();
        self::assertSame(['PUT /contents/post-' . $page], array_keys($told));
        self::assertSame('page', $told['PUT /contents/post-' . $page]['type']);
    }

    public function test_everything_is_sent_again_when_asked_for(): void
    {
        $id = $this->post(['post_status' => 'publish']);
        $this->changes();
        $count = (new Contents($this->plugin))->resend();
        self::assertSame($count, $this->plugin->queue->stats()['length']);
        $this->plugin->delivery()->flush();
        self::assertContains('/api/v1/contents/post-' . $id, array_column($this->sent, 'url'));
    }

    private function post(array $with): int
    {
        return wp_insert_post($with + ['post_title' => 'Teas', 'post_content' => 'x', 'post_type' => 'post']);
    }

    private function changes(): array
    {
        foreach ($GLOBALS['wp_filter']['shutdown']->callbacks[90] as $hooked) {
            ($hooked['function'])();
        }
        return $this->told();
    }
}
