<?php

namespace Drupal\piste;

use Drupal\Core\DependencyInjection\ContainerBuilder;
use Drupal\Core\DependencyInjection\ServiceProviderInterface;

/**
 * Lets Drupal load the classes that all connectors share, from php-core.
 */
class PisteServiceProvider implements ServiceProviderInterface
{
    /**
     * {@inheritdoc}
     */
    public function register(ContainerBuilder $container)
    {
        $modules = $container->getParameter('container.modules');
        $namespaces = $container->getParameter('container.namespaces');
        $namespaces['Piste\Core'] = dirname($modules['piste']['pathname']) . '/lib/php-core/src';
        $container->setParameter('container.namespaces', $namespaces);
    }
}
