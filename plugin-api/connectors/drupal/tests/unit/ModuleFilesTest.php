<?php

namespace Piste\Drupal\Tests;

use PHPUnit\Framework\TestCase;
use Symfony\Component\Yaml\Yaml;

/** What Drupal reads besides the classes, and what holds it together with them. */
final class ModuleFilesTest extends TestCase
{
    private const MODULES = ['piste' => '', 'piste_commerce' => 'modules/piste_commerce/'];

    public function test_claims_what_it_was_run_on_alone(): void
    {
        foreach (self::MODULES as $module => $folder) {
            $info = Rig::yaml($folder . $module . '.info.yml');
            self::assertSame('^10', $info['core_version_requirement']);
            self::assertSame('piste.settings', $info['configure']);
            // Browsers keep scripts until it changes.
            self::assertSame(Rig::yaml('piste.libraries.yml')['account']['version'], $info['version']);
        }
    }

    public function test_services_are_made_of_as_many_parts_as_their_classes_take(): void
    {
        foreach (self::MODULES as $module => $folder) {
            foreach (Rig::yaml($folder . $module . '.services.yml')['services'] as $id => $service) {
                if (!isset($service['class'])) {
                    continue;
                }
                $source = self::source($service['class']);
                preg_match('/function __construct\((.*?)\)\s*\{/s', $source, $found);
                $parameters = preg_match_all('/\$\w+/', $found[1] ?? '');
                $optional = preg_match_all('/\$\w+ = /', $found[1] ?? '');
                $arguments = count($service['arguments'] ?? []);
                self::assertGreaterThanOrEqual($parameters - $optional, $arguments, $id);
                self::assertLessThanOrEqual($parameters, $arguments, $id);
            }
        }
    }

    public function test_every_route_leads_somewhere_and_says_who_may_go(): void
    {
        foreach (self::MODULES as $module => $folder) {
            foreach (Rig::yaml($folder . $module . '.routing.yml') as $id => $route) {
                [$class, $method] = explode('::', ($route['defaults']['_controller'] ?? '') . '::');
                $class = ltrim($class ?: $route['defaults']['_form'], '\\');
                $pattern = '/function ' . ($method ?: 'buildForm') . '\(/';
                self::assertMatchesRegularExpression($pattern, self::source($class));
                self::assertNotEmpty($route['requirements'], $id);
                $isAdmin = strpos($route['path'], '/admin/') === 0;
                self::assertSame($isAdmin, strpos($route['requirements']['_permission'] ?? '', 'piste') !== false, $id);
                // Answers outside of the administration are about one visitor: no cache of pages keeps them.
                self::assertSame(!$isAdmin, $route['options']['no_cache'] ?? false, $id);
            }
        }
    }

    public function test_permissions_are_marked_as_dangerous(): void
    {
        foreach (Rig::yaml('piste.permissions.yml') as $permission) {
            self::assertTrue($permission['restrict access']);
        }
    }

    public function test_all_that_changes_something_is_a_form_with_drupals_token(): void
    {
        foreach (glob(self::path('src/Form/*.php')) as $form) {
            self::assertMatchesRegularExpression('/extends (ConfigFormBase|FormBase)\b/', file_get_contents($form));
            self::assertStringNotContainsString('#token', file_get_contents($form), 'nobody switches it off');
        }
    }

    public function test_every_setting_has_a_schema_and_a_default(): void
    {
        foreach (self::MODULES as $module => $folder) {
            $schema = Rig::yaml($folder . "config/schema/$module.schema.yml")["$module.settings"];
            $settings = Rig::yaml($folder . "config/install/$module.settings.yml");
            self::assertSame(self::shape($schema), self::keys($settings));
        }
    }

    public function test_the_key_is_no_configuration(): void
    {
        self::assertArrayNotHasKey('key', Rig::yaml('config/install/piste.settings.yml'));
        self::assertStringNotContainsString("->set('key'", self::source('Drupal\\piste\\Form\\SettingsForm'));
    }

    public function test_uninstalling_leaves_no_state(): void
    {
        $removed = file_get_contents(self::path('piste.install'));
        foreach (self::stateKeys() as $name) {
            self::assertStringContainsString("'$name'", $removed);
        }
    }

    public function test_everything_is_said_in_french_too(): void
    {
        $french = self::french();
        foreach (self::said() as $text) {
            self::assertArrayHasKey($text, $french, 'no French for it');
            preg_match_all('/[@:%][a-z]+(?=[^a-z\/]|$)/', $text, $placeholders);
            foreach ($placeholders[0] as $placeholder) {
                if ($placeholder !== ':' && strpos($text, $placeholder) !== false) {
                    self::assertStringContainsString($placeholder, $french[$text]);
                }
            }
        }
        self::assertSame([], array_diff(array_keys($french), self::said()), 'French for what is not said any more');
    }

    public function test_french_counts_nothing_as_one_and_still_says_nought(): void
    {
        preg_match_all('/^msgstr\[0\] "(.*)"$/m', file_get_contents(self::path('translations/piste.fr.po')), $found);
        self::assertNotEmpty($found[1]);
        self::assertSame($found[1], array_values(preg_grep('/^@count /', $found[1])));
    }

    public function test_no_line_is_too_long_but_for_sentences_to_be_translated(): void
    {
        $long = [];
        foreach (self::files() as $file) {
            foreach (file($file) as $number => $line) {
                if (strlen(rtrim($line)) > 120 && !preg_match('/\bt\([\'"]|formatPlural\(/', $line)) {
                    $long[] = basename($file) . ':' . ($number + 1);
                }
            }
        }
        self::assertSame([], $long);
    }

    public function test_no_class_of_commerce_is_needed_to_hear_of_it(): void
    {
        foreach (['Carts', 'Orders', 'Lines', 'EventSubscriber\\OrderEvents'] as $class) {
            $source = self::source('Drupal\\piste_commerce\\' . $class);
            self::assertDoesNotMatchRegularExpression('/use Drupal\\\\(commerce|state_machine)/', $source);
        }
    }

    private static function stateKeys(): array
    {
        $keys = [];
        foreach (self::files() as $file) {
            $source = file_get_contents($file);
            preg_match_all("/state(?:Store)?->(?:get|set)\('(piste[a-z_.]+)'/", $source, $direct);
            preg_match_all("/const (?:KEY|PROXY|SECRET|REPORTED) = '(piste[a-z_.]+)'/", $source, $named);
            $keys = array_merge($keys, $direct[1], $named[1]);
        }
        return array_values(array_unique($keys));
    }

    /** All that is said to people. */
    private static function said(): array
    {
        $said = [];
        foreach (self::files() as $file) {
            $source = file_get_contents($file);
            preg_match_all('/\bt\(\'((?:[^\'\\\\]|\\\\.)*)\'|\bt\("((?:[^"\\\\]|\\\\.)*)"/', $source, $found);
            preg_match_all('/@Translation\("([^"]*)"\)/', $source, $annotated);
            preg_match_all('/\'(1 [^\']*)\',\s*\'(@count [^\']*)\'/', $source, $plural);
            $said = array_merge($said, array_filter($found[1]), array_filter($found[2]), $annotated[1]);
            $said = array_merge($said, $plural[1], $plural[2]);
        }
        foreach (Rig::yaml('piste.permissions.yml') as $permission) {
            array_push($said, $permission['title'], $permission['description']);
        }
        foreach (['piste.links.menu.yml', 'piste.links.task.yml', 'piste.routing.yml'] as $file) {
            foreach (Rig::yaml($file) as $entry) {
                $title = $entry['title'] ?? $entry['defaults']['_title'] ?? '';
                array_push($said, $title, $entry['description'] ?? '');
            }
        }
        $names = ['Piste', ''];
        return array_values(array_unique(array_diff(array_map('stripslashes', $said), $names)));
    }

    /** French by English; both forms of a plural stand for themselves. */
    private static function french(): array
    {
        $french = [];
        $po = file_get_contents(self::path('translations/piste.fr.po'));
        $entry = '/^msgid "(.+)"\n(?:msgid_plural "(.+)"\nmsgstr\[0\] "(.+)"\nmsgstr\[1\] "(.+)"|msgstr "(.+)")$/m';
        preg_match_all($entry, $po, $entries, PREG_SET_ORDER);
        foreach ($entries as $found) {
            if (isset($found[5])) {
                $french[stripslashes($found[1])] = stripslashes($found[5]);
            } else {
                $french[stripslashes($found[1])] = stripslashes($found[3]);
                $french[stripslashes($found[2])] = stripslashes($found[4]);
            }
        }
        return $french;
    }

    private static function shape(array $schema): array
    {
        $keys = [];
        foreach ($schema['mapping'] as $key => $of) {
            $keys[$key] = isset($of['mapping']) ? self::shape($of) : true;
        }
        ksort($keys);
        return $keys;
    }

    private static function keys(array $values): array
    {
        $keys = array_map(static fn ($value) => is_array($value) && $value !== [] ? self::keys($value) : true, $values);
        ksort($keys);
        return $keys;
    }

    private static function files(): array
    {
        $all = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(self::path('')));
        $files = [];
        foreach ($all as $file) {
            if (preg_match('/\.(php|module|install)$/', (string) $file)) {
                $files[] = (string) $file;
            }
        }
        return $files;
    }

    private static function source(string $class): string
    {
        $path = str_replace('\\', '/', preg_replace('/^Drupal\\\\\w+\\\\/', '', $class)) . '.php';
        $folder = strpos($class, 'Drupal\\piste_commerce\\') === 0 ? 'modules/piste_commerce/' : '';
        return file_get_contents(self::path($folder . 'src/' . $path));
    }

    private static function path(string $file): string
    {
        return __DIR__ . '/../../piste/' . $file;
    }
}
