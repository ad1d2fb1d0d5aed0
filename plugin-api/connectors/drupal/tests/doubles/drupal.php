<?php

// What the module needs of Drupal, as far as it needs it: written for these tests, from its documentation.

// phpcs:disable PSR1.Classes.ClassDeclaration.MultipleClasses, PSR1.Classes.ClassDeclaration.MissingNamespace

namespace {
    class Drupal
    {
        public const VERSION = '10.0.0-double';
    }

    const REQUIREMENT_INFO = -1;
    const REQUIREMENT_OK = 0;
    const REQUIREMENT_WARNING = 1;
}

namespace Drupal\Core\Config {
    interface ConfigFactoryInterface
    {
        public function get($name);
    }

    class ImmutableConfig
    {
        public function __construct(private array $values)
        {
        }

        public function get($path)
        {
            $value = $this->values;
            foreach (explode('.', $path) as $key) {
                $value = $value[$key] ?? null;
            }
            return $value;
        }
    }
}

namespace Drupal\Core\State {
    interface StateInterface
    {
        public function get($key, $default = null);

        public function set($key, $value);

        public function delete($key);
    }
}

namespace Drupal\Core\Site {
    class Settings
    {
        public static array $values = [];

        public static function get($name, $default = null)
        {
            return self::$values[$name] ?? $default;
        }
    }
}

namespace Drupal\Core\Cache {
    class Cache
    {
        public static array $invalidated = [];

        public static function invalidateTags(array $tags): void
        {
            self::$invalidated = array_merge(self::$invalidated, $tags);
        }
    }
}

namespace Drupal\Core\Session {
    interface AccountInterface
    {
        public function id();

        public function getRoles($exclude_locked_roles = false);

        public function getEmail();

        public function isAuthenticated();
    }

    class AnonymousUserSession implements AccountInterface
    {
        public function id()
        {
            return 0;
        }

        public function getRoles($exclude_locked_roles = false)
        {
            return ['anonymous'];
        }

        public function getEmail()
        {
            return '';
        }

        public function isAuthenticated()
        {
            return false;
        }
    }
}

namespace Drupal\Core\Extension {
    class ModuleExtensionList
    {
        public function getAllInstalledInfo()
        {
            return ['piste' => ['version' => '1.0.0'], 'commerce' => ['version' => '3.0.0']];
        }
    }
}

namespace Drupal\Core\Language {
    interface LanguageManagerInterface
    {
        public function getCurrentLanguage($type = '');
    }
}

namespace Drupal\Core\Entity {
    interface EntityTypeManagerInterface
    {
        public function getStorage($type);

        public function hasDefinition($type);
    }

    interface EntityInterface
    {
    }

    interface ContentEntityInterface extends EntityInterface
    {
    }
}

namespace Drupal\Core\Routing {
    class AdminContext
    {
        public function __construct(public bool $isAdmin = false)
        {
        }

        public function isAdminRoute()
        {
            return $this->isAdmin;
        }
    }
}

namespace Drupal\Core\KeyValueStore {
    interface KeyValueExpirableFactoryInterface
    {
        public function get($collection);
    }
}

namespace Drupal\Core\Flood {
    interface FloodInterface
    {
        public function isAllowed($name, $threshold, $window = 3600, $identifier = null);

        public function register($name, $window = 3600, $identifier = null);
    }
}

namespace Drupal\Core\Controller {
    abstract class ControllerBase
    {
        public array $said = [];

        public $account;

        protected function currentUser()
        {
            return $this->account;
        }

        protected function messenger()
        {
            return $this;
        }

        public function addStatus($text)
        {
            $this->said[] = (string) $text;
        }

        public function addWarning($text)
        {
            $this->said[] = (string) $text;
        }

        protected function t($text, array $args = [])
        {
            return strtr($text, $args);
        }

        protected function formatPlural($count, $one, $many)
        {
            return $count == 1 ? $one : strtr($many, ['@count' => $count]);
        }
    }
}

namespace Drupal\Core {
    class Url
    {
        private function __construct(private string $route)
        {
        }

        public static function fromRoute($route)
        {
            return new self($route);
        }

        public function toString($collect = false)
        {
            return $collect ? $this : $this->getGeneratedUrl();
        }

        public function getGeneratedUrl()
        {
            return '/' . strtr($this->route, ['commerce_cart.page' => 'cart']);
        }
    }
}
