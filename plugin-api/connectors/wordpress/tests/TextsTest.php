<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

require_once ABSPATH . WPINC . '/pomo/po.php';
require_once ABSPATH . WPINC . '/pomo/mo.php';

/** Every text is there in French, and the file that WordPress reads is made of the one that people read. */
final class TextsTest extends PluginTestCase
{
    private const FOLDER = WP_PLUGIN_DIR . '/piste';

    public function test_every_text_has_a_french_one_with_the_same_places_for_values(): void
    {
        $french = new \MO();
        self::assertTrue($french->import_from_file(self::FOLDER . '/languages/piste-fr_FR.mo'));
        $texts = $this->texts();
        self::assertGreaterThan(90, count($texts), 'this test looks in the wrong place');
        foreach ($texts as $text) {
            $entry = new \Translation_Entry(['singular' => $text]);
            $found = $french->translate_entry($entry);
            self::assertNotFalse($found, 'no French for: ' . $text);
            self::assertSame(self::places($text), self::places($found->translations[0]), $text);
        }
    }

    public function test_the_compiled_file_is_up_to_date(): void
    {
        $written = new \PO();
        $compiled = new \MO();
        $po = getenv('PISTE_PO') ?: self::FOLDER . '/languages/piste-fr_FR.po';
        self::assertTrue($written->import_from_file($po));
        $compiled->import_from_file(self::FOLDER . '/languages/piste-fr_FR.mo');
        $said = static function (\Translations $all): array {
            $pairs = array_map(static function (\Translation_Entry $entry): string {
                return $entry->translations[0];
            }, $all->entries);
            ksort($pairs);
            return $pairs;
        };
        self::assertSame($said($written), $said($compiled), 'run msgfmt, as the head of the .po file says');
    }

    /** @return string[] */
    private function texts(): array
    {
        $found = [];
        $files = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(self::FOLDER . '/includes'));
        foreach ($files as $file) {
            if ($file->isFile() && $file->getExtension() === 'php') {
                $code = (string) file_get_contents($file->getPathname());
                preg_match_all("/\\b(?:__|esc_(?:html|attr)_[_e])\\('((?:[^'\\\\]|\\\\.)*)', 'piste'\\)/", $code, $texts);
                $found = array_merge($found, array_map('stripslashes', $texts[1]));
            }
        }
        return array_values(array_unique($found));
    }

    /** @return string[] */
    private static function places(string $text): array
    {
        preg_match_all('/%(?:\d\$)?[sd]/', $text, $places);
        sort($places[0]);
        return $places[0];
    }
}
