<?php

declare(strict_types=1);

namespace Piste\Core;

/** A post, a page or a product for the library. */
final class Content
{
    public const MOST_WORDS = 50;

    /** @var string */
    private $id;

    /** @var array<string, mixed> */
    private $said;

    /**
     * @param string $id the CMS's own, at most 64 characters, such as "post-12"
     * @param string $type post, page or product
     */
    public function __construct(string $id, string $type, string $url, string $title)
    {
        $this->id = Text::cut($id, 64);
        $this->said = ['type' => $type, 'url' => $url, 'title' => Text::cut($title, 300)];
    }

    public function id(): string
    {
        return $this->id;
    }

    /** A few sentences as plain text, and a picture's address; both may be empty. */
    public function shown(string $excerpt, string $image): self
    {
        $this->said['excerpt'] = Text::cut(strip_tags($excerpt), 1000) ?: null;
        $this->said['image'] = $image === '' ? null : $image;
        return $this;
    }

    public function language(string $locale): self
    {
        $this->said['language'] = Text::language($locale) ?: null;
        return $this;
    }

    /**
     * @param string[] $tags
     * @param string[] $categories
     */
    public function words(array $tags, array $categories): self
    {
        foreach (['tags' => $tags, 'categories' => $categories] as $name => $words) {
            $cut = array_filter(array_map(static function (string $word): string {
                return Text::cut($word, 100);
            }, array_values($words)));
            $this->said[$name] = array_slice(array_values(array_unique($cut)), 0, self::MOST_WORDS);
        }
        return $this;
    }

    /** Milliseconds. */
    public function times(int $published, int $updated): self
    {
        $this->said['published'] = $published;
        $this->said['updated'] = max($published, $updated);
        return $this;
    }

    /**
     * What it costs, and whether it can be had.
     *
     * @param mixed $price
     */
    public function price($price, string $currency, bool $inStock): self
    {
        $this->said['price'] = Text::amount($price);
        $this->said['currency'] = strtoupper($currency);
        $this->said['inStock'] = $inStock;
        return $this;
    }

    /**
     * @return array<string, mixed>
     */
    public function toArray(): array
    {
        return Payload::withoutNulls($this->said);
    }
}
