<?php

namespace Drupal\piste\Plugin\QueueWorker;

use Drupal\Core\Plugin\ContainerFactoryPluginInterface;
use Drupal\Core\Queue\QueueWorkerBase;
use Drupal\piste\Connection;
use Symfony\Component\DependencyInjection\ContainerInterface;

/**
 * Sends what waits and is due. The item itself says nothing but that there is something.
 *
 * @QueueWorker(
 *   id = "piste_delivery",
 *   title = @Translation("Piste: calls to the server"),
 *   cron = {"time" = 30}
 * )
 */
class Delivery extends QueueWorkerBase implements ContainerFactoryPluginInterface
{
    public const SECONDS = 20;

    public function __construct(array $configuration, $plugin_id, $plugin_definition, protected Connection $connection)
    {
        parent::__construct($configuration, $plugin_id, $plugin_definition);
    }

    /**
     * {@inheritdoc}
     */
    public static function create(ContainerInterface $container, array $configuration, $plugin_id, $plugin_definition)
    {
        return new static($configuration, $plugin_id, $plugin_definition, $container->get('piste.connection'));
    }

    /**
     * {@inheritdoc}
     */
    public function processItem($data)
    {
        $this->connection->delivery()->flush(self::SECONDS);
    }
}
