<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Call;
use Piste\Core\Content;

if (!defined('ABSPATH')) {
    exit;
}

/** Posts and pages for the library: what everybody may read is told, what nobody may read any longer is taken out. */
final class Contents
{
    private const WORDS = 55;

    /** @var Plugin */
    private $plugin;

    /** @var array<int, true> posts that changed in this request */
    private $changed = [];

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    public function hook(): void
    {
        add_action('wp_after_insert_post', [$this, 'changed'], 10, 4);
        add_action('before_delete_post', [$this, 'deleted'], 10, 2);
        add_action('shutdown', [$this, 'collect'], 90);
    }

    public function changed($id, $post = null, $update = false, $before = null): void
    {
        $post = get_post((int) $id);
        if (!$post instanceof \WP_Post || !$this->isChosen($post) || !$this->plugin->isHome()) {
            return;
        }
        if (self::isPublic($post)) {
            $this->changed[$post->ID] = true;
        } elseif ($before instanceof \WP_Post && self::isPublic($before)) {
            $this->gone($post->ID);
        }
    }

    public function deleted($id, $post = null): void
    {
        $post = $post instanceof \WP_Post ? $post : get_post((int) $id);
        if ($post instanceof \WP_Post && $this->isChosen($post) && self::isPublic($post)) {
            $this->gone($post->ID);
        }
    }

    /** Builds each post once, at the end, when its words and picture are saved too. */
    public function collect(): void
    {
        $changed = array_keys($this->changed);
        $this->changed = [];
        foreach ($changed as $id) {
            $post = get_post($id);
            if ($post instanceof \WP_Post && self::isPublic($post)) {
                $this->plugin->delivery()->collect(Call::content($this->content($post)));
            }
        }
    }

    /**
     * Puts everything into the queue again.
     *
     * @return int how many
     */
    public function resend(): int
    {
        $count = 0;
        $types = array_values(array_filter((array) $this->plugin->settings->get('contents'), 'post_type_exists'));
        for ($page = 1; $types !== []; $page++) {
            $query = ['post_type' => $types, 'post_status' => 'publish', 'has_password' => false, 'paged' => $page,
                'posts_per_page' => 100, 'orderby' => 'ID', 'order' => 'ASC', 'suppress_filters' => true];
            $posts = get_posts($query);
            foreach ($posts as $post) {
                $this->plugin->delivery()->collect(Call::content($this->content($post)));
                $count++;
            }
            if (count($posts) < 100) {
                break;
            }
            $this->plugin->delivery()->release(false);
        }
        $this->plugin->delivery()->release(false);
        return $count;
    }

    /** How a post is known over there. */
    public static function id(int $id): string
    {
        return 'post-' . $id;
    }

    private function gone(int $id): void
    {
        unset($this->changed[$id]);
        $this->plugin->delivery()->collect(Call::contentGone(self::id($id)));
    }

    private function isChosen(\WP_Post $post): bool
    {
        return in_array($post->post_type, (array) $this->plugin->settings->get('contents'), true)
            && is_post_type_viewable($post->post_type);
    }

    private static function isPublic(\WP_Post $post): bool
    {
        return $post->post_status === 'publish' && $post->post_password === '';
    }

    private function content(\WP_Post $post): Content
    {
        $text = $post->post_excerpt !== '' ? $post->post_excerpt : excerpt_remove_blocks($post->post_content);
        $excerpt = wp_trim_words(strip_shortcodes($text), self::WORDS, '…');
        $title = html_entity_decode(wp_strip_all_tags(get_the_title($post)), ENT_QUOTES, 'UTF-8');
        $type = $post->post_type === 'page' ? 'page' : 'post';
        $title = $title === '' ? __('(no title)', 'piste') : $title;
        return (new Content(self::id($post->ID), $type, (string) get_permalink($post), $title))
            ->shown(html_entity_decode($excerpt, ENT_QUOTES, 'UTF-8'), (string) get_the_post_thumbnail_url($post, 'large'))
            ->language(self::language($post))
            ->words(self::terms($post, false), self::terms($post, true))
            ->times(self::ms($post->post_date_gmt), self::ms($post->post_modified_gmt));
    }

    /** @return string[] */
    private static function terms(\WP_Post $post, bool $nested): array
    {
        $names = [];
        foreach (get_object_taxonomies($post, 'objects') as $taxonomy) {
            if ($taxonomy->public && $taxonomy->name !== 'post_format' && $taxonomy->hierarchical === $nested) {
                $terms = get_the_terms($post, $taxonomy->name);
                $found = is_array($terms) ? wp_list_pluck($terms, 'name') : [];
                $names = array_merge($names, array_map('wp_specialchars_decode', $found));
            }
        }
        return $names;
    }

    /** Polylang and WPML know it of each post; else the site has one. */
    private static function language(\WP_Post $post): string
    {
        if (function_exists('pll_get_post_language')) {
            return (string) pll_get_post_language($post->ID) ?: get_locale();
        }
        $details = apply_filters('wpml_post_language_details', null, $post->ID);
        return is_array($details) && isset($details['locale']) ? (string) $details['locale'] : get_locale();
    }

    private static function ms(string $gmt): int
    {
        $seconds = strtotime($gmt . ' UTC');
        return $seconds === false || $seconds <= 0 ? time() * 1000 : $seconds * 1000;
    }
}
