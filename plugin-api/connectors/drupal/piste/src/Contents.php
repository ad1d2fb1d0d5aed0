<?php

namespace Drupal\piste;

use Drupal\Core\Entity\ContentEntityInterface;
use Drupal\Core\Entity\EntityTypeManagerInterface;
use Drupal\Core\Session\AnonymousUserSession;
use Drupal\file\FileInterface;
use Drupal\node\NodeInterface;
use Piste\Core\Call;
use Piste\Core\Content;

/**
 * Tells what everybody may read: each translation is a content of its own.
 */
class Contents
{
    public const TAGS = 'tags';

    public function __construct(
        protected EntityTypeManagerInterface $entityTypes,
        protected Pending $pending,
        protected Settings $settings,
    ) {
    }

    /**
     * A node was written or published; it is read again when the page is out.
     */
    public function changed(NodeInterface $node): void
    {
        if ($this->isTold($node)) {
            $id = $node->id();
            $this->pending->later('node:' . $id, fn (): array => $this->calls((string) $id));
        }
    }

    /**
     * A node, or one of its translations, is gone.
     */
    public function gone(NodeInterface $node, bool $translation = false): void
    {
        if (!$this->isTold($node)) {
            return;
        }
        $all = array_keys($node->getTranslationLanguages());
        foreach ($translation ? [$node->language()->getId()] : $all as $language) {
            $about = self::id($node, $language);
            $this->pending->later('content:' . $about, fn (): array => [Call::contentGone($about)]);
        }
        if (!$translation) {
            $this->pending->later('node:' . $node->id(), fn (): array => []);
        }
    }

    /**
     * Everything that is published, a page at a time, for a first run.
     *
     * @return int[]
     *   The numbers that follow this one.
     */
    public function after(int $id, int $most): array
    {
        $query = $this->entityTypes->getStorage('node')->getQuery()
        ->accessCheck(false)
        ->condition('status', 1)
        ->condition('nid', $id, '>')
        ->sort('nid')
        ->range(0, $most);
        $types = (array) $this->settings->config()->get('content_types');
        if ($types) {
            $query->condition('type', $types, 'IN');
        }
        return array_map('intval', array_values($query->execute()));
    }

    /**
     * The calls about a node as it is now.
     *
     * @return \Piste\Core\Call[]
     *   One for each translation.
     */
    public function calls(string $id): array
    {
        $node = $this->entityTypes->getStorage('node')->loadUnchanged($id);
        if (!$node instanceof NodeInterface) {
            return [];
        }
        $calls = [];
        foreach (array_keys($node->getTranslationLanguages()) as $language) {
            $translation = $node->getTranslation($language);
          // What strangers may not read leaves the site for nobody.
            $calls[] = $translation->isPublished() && $translation->access('view', new AnonymousUserSession())
            ? Call::content($this->content($translation))
            : Call::contentGone(self::id($node, $language));
        }
        return $calls;
    }

    /**
     * What a node says.
     */
    protected function content(NodeInterface $node): Content
    {
        $url = $node->toUrl('canonical', ['absolute' => true])->toString(true)->getGeneratedUrl();
        $type = $node->bundle() === 'page' ? 'page' : 'post';
        $content = new Content(self::id($node, $node->language()->getId()), $type, $url, (string) $node->label());
        return $content
        ->shown(self::excerpt($node), self::image($node))
        ->language($node->language()->getId())
        ->words(...$this->words($node))
        ->times($node->getCreatedTime() * 1000, $node->getChangedTime() * 1000);
    }

    /**
     * A few sentences: the summary, else the beginning.
     */
    public static function excerpt(ContentEntityInterface $entity): string
    {
        if (!$entity->hasField('body') || $entity->get('body')->isEmpty()) {
            return '';
        }
        $body = $entity->get('body')->first()->getValue();
        $text = trim((string) ($body['summary'] ?? '')) ?: (string) ($body['value'] ?? '');
      // Words of neighbouring elements do not run into each other.
        $plain = html_entity_decode(strip_tags(str_replace('<', ' <', $text)), ENT_QUOTES | ENT_HTML5);
        return mb_substr(trim((string) preg_replace('/\s+/u', ' ', $plain)), 0, 300);
    }

    /**
     * The address of the first public picture; empty where there is none.
     */
    public static function image(ContentEntityInterface $entity): string
    {
        foreach ($entity->getFieldDefinitions() as $name => $definition) {
            if ($definition->getType() !== 'image' || $entity->get($name)->isEmpty()) {
                continue;
            }
            $file = $entity->get($name)->entity;
            if ($file instanceof FileInterface && str_starts_with((string) $file->getFileUri(), 'public://')) {
                return $file->createFileUrl(false);
            }
        }
        return '';
    }

    /**
     * Names of terms: free tags, and all others as categories.
     *
     * @return array{0: string[], 1: string[]}
     *   Tags and categories.
     */
    protected function words(ContentEntityInterface $entity): array
    {
        $words = [[], []];
        foreach ($entity->getFieldDefinitions() as $name => $definition) {
            $isReference = $definition->getType() === 'entity_reference';
            if (!$isReference || $definition->getSetting('target_type') !== 'taxonomy_term') {
                continue;
            }
            foreach ($entity->get($name)->referencedEntities() as $term) {
                if ($term->access('view', new AnonymousUserSession())) {
                    $words[$term->bundle() === self::TAGS ? 0 : 1][] = (string) $term->label();
                }
            }
        }
        return $words;
    }

    /**
     * Whether contents of this type are told at all.
     */
    protected function isTold(NodeInterface $node): bool
    {
        $types = (array) $this->settings->config()->get('content_types');
        return $this->settings->tells('contents') && (!$types || in_array($node->bundle(), $types, true));
    }

    /**
     * The id over there: "node-5-fr".
     */
    public static function id(ContentEntityInterface $entity, string $language): string
    {
        $kind = str_replace('commerce_', '', $entity->getEntityTypeId());
        return $kind . '-' . $entity->id() . '-' . $language;
    }
}
