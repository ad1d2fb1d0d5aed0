<?php

namespace Drupal\piste_commerce;

use Drupal\Core\Config\ConfigFactoryInterface;
use Drupal\Core\Entity\EntityTypeManagerInterface;
use Drupal\Core\Session\AnonymousUserSession;
use Drupal\piste\Contents;
use Drupal\piste\Pending;
use Drupal\piste\Settings;
use Piste\Core\Call;
use Piste\Core\Content;

/**
 * Tells products as contents: each translation is one of its own.
 */
class Products
{
    public function __construct(
        protected EntityTypeManagerInterface $entityTypes,
        protected Pending $pending,
        protected Settings $settings,
        protected Availability $availability,
        protected ConfigFactoryInterface $configFactory,
    ) {
    }

    /**
     * A product, or one of its variations, was written.
     */
    public function changed(object $product): void
    {
        if ($this->isTold()) {
            $id = (string) $product->id();
            $this->pending->later('product:' . $id, fn (): array => $this->calls($id));
        }
    }

    /**
     * A product is gone.
     */
    public function gone(object $product): void
    {
        if (!$this->isTold()) {
            return;
        }
        $calls = array_map(
            fn (string $language): Call => Call::contentGone(Contents::id($product, $language)),
            array_keys($product->getTranslationLanguages()),
        );
        $this->pending->later('product:' . $product->id(), fn (): array => $calls);
    }

    /**
     * Products that follow this number.
     *
     * @return int[]
     *   Their numbers.
     */
    public function after(int $id, int $most): array
    {
        return array_map('intval', array_values($this->entityTypes->getStorage('commerce_product')->getQuery()
        ->accessCheck(false)
        ->condition('status', 1)
        ->condition('product_id', $id, '>')
        ->sort('product_id')
        ->range(0, $most)
        ->execute()));
    }

    /**
     * The calls about a product as it is now.
     *
     * @return \Piste\Core\Call[]
     *   One for each translation.
     */
    public function calls(string $id): array
    {
        $product = $this->entityTypes->getStorage('commerce_product')->loadUnchanged($id);
        if ($product === null) {
            return [];
        }
        $calls = [];
        foreach (array_keys($product->getTranslationLanguages()) as $language) {
            $translation = $product->getTranslation($language);
            $calls[] = $translation->isPublished() && $translation->access('view', new AnonymousUserSession())
            ? Call::content($this->content($translation))
            : Call::contentGone(Contents::id($product, $language));
        }
        return $calls;
    }

    /**
     * What a product says; the price is that of its default variation.
     */
    protected function content(object $product): Content
    {
        $url = $product->toUrl('canonical', ['absolute' => true])->toString(true)->getGeneratedUrl();
        $language = $product->language()->getId();
        $content = new Content(Contents::id($product, $language), 'product', $url, (string) $product->label());
        $default = $product->getDefaultVariation();
        $image = Contents::image($product) ?: ($default === null ? '' : Contents::image($default));
        $content->shown(Contents::excerpt($product), $image)
        ->language($language)
        ->words([], [])
        ->times($product->getCreatedTime() * 1000, $product->getChangedTime() * 1000);
        $price = $default === null ? null : $this->availability->price($default);
        if ($price !== null) {
            $sold = array_filter($product->getVariations(), [$this->availability, 'isSold']);
            $content->price($price->getNumber(), $price->getCurrencyCode(), $sold !== []);
        }
        return $content;
    }

    /**
     * Whether products are told.
     */
    protected function isTold(): bool
    {
        $config = $this->configFactory->get('piste_commerce.settings');
        return $this->settings->isComplete() && (bool) $config->get('products');
    }
}
