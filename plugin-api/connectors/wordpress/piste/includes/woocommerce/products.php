<?php

declare(strict_types=1);

namespace Piste\WordPress\WooCommerce;

use Piste\Core\Call;
use Piste\Core\Content;
use Piste\Core\Text;
use Piste\WordPress\Plugin;

if (!defined('ABSPATH')) {
    exit;
}

/** Products are contents of the library, with price and stock; what nobody may see is taken out of it. */
final class Products
{
    private const CHANGES = [
        'woocommerce_new_product',
        'woocommerce_update_product',
        'woocommerce_product_set_stock_status',
    ];

    /** On the product: a hash of what was told of it. */
    private const TOLD = '_piste';

    private const MOVES = ['wp_trash_post', 'untrashed_post', 'before_delete_post'];

    /** @var Plugin */
    private $plugin;

    /** @var array<int, bool> the products that changed in this request, by number */
    private $changed = [];

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    /** Hears of changes. */
    public function listen(): void
    {
        foreach (self::CHANGES as $hook) {
            add_action($hook, [$this, 'changed'], 10, 1);
        }
        foreach (self::MOVES as $hook) {
            add_action($hook, [$this, 'moved'], 10, 1);
        }
        add_filter('piste_resend', [$this, 'resend']);
        add_action('transition_post_status', [$this, 'published'], 10, 3);
        add_action('shutdown', [$this, 'tell'], 15);
    }

    /**
     * A product changed.
     *
     * @param int|string $id
     */
    public function changed($id): void
    {
        if ($this->plugin->isHome()) {
            $this->changed[(int) $id] = true;
        }
    }

    /**
     * A post went away, or came back.
     *
     * @param int $id
     */
    public function moved($id): void
    {
        if (get_post_type((int) $id) === 'product') {
            $this->changed($id);
        }
    }

    /**
     * A post was published or hidden.
     *
     * @param string $to
     * @param string $from
     * @param \WP_Post $post
     */
    public function published($to, $from, $post): void
    {
        if ($post->post_type === 'product' && $to !== $from) {
            $this->changed($post->ID);
        }
    }

    /** Tells each product once, as it is at the end of the request. */
    public function tell(): void
    {
        foreach (array_keys($this->changed) as $id) {
            $product = wc_get_product($id);
            // Variations are parts of a product that is told itself.
            if ($product && $product->is_type('variation')) {
                continue;
            }
            if ($product && self::isShown($product)) {
                $this->tellNews($product);
            } else {
                delete_post_meta($id, self::TOLD);
                $this->plugin->delivery()->collect(Call::contentGone('product-' . $id));
            }
        }
        $this->changed = [];
    }

    /**
     * Puts all products into the queue again.
     *
     * @param int $count what was put there before
     * @return int with ours
     */
    public function resend($count): int
    {
        $page = 1;
        do {
            $query = ['post_type' => 'product', 'post_status' => 'publish', 'has_password' => false, 'paged' => $page++,
                'posts_per_page' => 100, 'orderby' => 'ID', 'order' => 'ASC', 'fields' => 'ids'];
            $ids = get_posts($query);
            foreach (array_filter(array_map('wc_get_product', $ids), [self::class, 'isShown']) as $product) {
                $this->plugin->delivery()->collect(Call::content($this->content($product)));
            }
            $this->plugin->delivery()->release(false);
            $count += count($ids);
        } while (count($ids) === 100);
        return (int) $count;
    }

    /**
     * Whether the shop shows it to everybody: one that is hidden from its lists is for those who have its link.
     *
     * @param \WC_Product|false|null $product
     */
    private static function isShown($product): bool
    {
        return $product && Goods::isPublic($product) && $product->get_catalog_visibility() !== 'hidden';
    }

    /**
     * Each sale saves a product: what is the same as last time is not told again.
     *
     * @param \WC_Product $product
     */
    private function tellNews($product): void
    {
        $call = Call::content($this->content($product));
        $hash = md5((string) wp_json_encode(['updated' => 0] + (array) $call->body));
        if (get_post_meta($product->get_id(), self::TOLD, true) !== $hash) {
            update_post_meta($product->get_id(), self::TOLD, $hash);
            $this->plugin->delivery()->collect($call);
        }
    }

    /**
     * What is told of one.
     *
     * @param \WC_Product $product
     */
    public function content($product): Content
    {
        $id = $product->get_id();
        $post = get_post($id);
        $title = wp_strip_all_tags($product->get_name());
        $words = $post->post_excerpt === '' ? $post->post_content : $post->post_excerpt;
        $content = new Content('product-' . $id, 'product', (string) get_permalink($id), $title);
        return $content->shown(wp_strip_all_tags(strip_shortcodes($words)), Goods::image($product))
            ->language(get_locale())
            ->words($this->names($id, 'product_tag'), $this->names($id, 'product_cat'))
            ->times(1000 * (int) get_post_time('U', true, $post), Text::now())
            ->price(wc_get_price_to_display($product), get_woocommerce_currency(), (bool) $product->is_in_stock());
    }

    /**
     * The words of a taxonomy.
     *
     * @return string[]
     */
    private function names(int $id, string $taxonomy): array
    {
        $terms = taxonomy_exists($taxonomy) ? get_the_terms($id, $taxonomy) : false;
        return is_array($terms) ? wp_list_pluck($terms, 'name') : [];
    }
}
