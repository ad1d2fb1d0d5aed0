<?php

namespace Piste\Drupal\Tests;

use Drupal\piste\EventSubscriber\SendAfterResponse;
use Drupal\piste_commerce\EventSubscriber\OrderEvents;
use Symfony\Component\EventDispatcher\EventDispatcher;
use Symfony\Component\HttpFoundation\Request;

/** Replays what a real shop fired, request by request, as it was recorded. */
final class TracedShop implements Shop
{
    private Rig $rig;
    private EventDispatcher $events;

    /** @var array<int, FakeOrder> */
    private array $orders = [];

    private bool $consented;

    public function open(bool $consented, bool $remembers): void
    {
        $this->consented = $consented;
        $this->rig = new Rig();
        $this->events = new EventDispatcher();
        $links = $remembers ? new MemoryLinks() : new class extends MemoryLinks {
            public function of(int $order): array
            {
                return ['hash' => ''] + parent::of($order);
            }
        };
        $this->events->addSubscriber($this->rig->orderEvents($links));
    }

    public function buy(): void
    {
        foreach (self::requests() as [$asked, $events]) {
            [$method, $path] = explode(' ', $asked);
            $request = Rig::request($method, $path, $this->consented ? null : []);
            $this->rig->requests->push($request);
            foreach ($events as [$name, $order]) {
                $this->fire($name, $order);
            }
            $this->rig->requests->pop();
            // The page is out.
            $this->rig->requests->push($request);
            $this->rig->pending->release(true);
            $this->rig->requests->pop();
        }
    }

    public function sent(): array
    {
        return $this->rig->sent();
    }

    public function close(): void
    {
    }

    private function fire(string $name, string $told): void
    {
        if (preg_match('/^#(\d+) (\w+) (?:([\d.]+) EUR)? ?mail=(\S*)$/', $told, $found) !== 1) {
            return;
        }
        $order = $this->orders[(int) $found[1]] ??= new FakeOrder((int) $found[1]);
        $order->state = $found[2];
        $order->cart = $found[2] === 'draft';
        $order->quantity = (int) round((float) $found[3] / 12.5);
        $order->email = $found[4];
        $transition = new Bag(['getId' => 'place', 'getToState' => new Bag(['getId' => $order->state])]);
        $event = new Bag(['getOrder' => $order, 'getEntity' => $order, 'getTransition' => $transition]);
        $this->events->dispatch($event, $name);
    }

    /**
     * The first purchase of the recording.
     *
     * @return array<int, array{0: string, 1: array<int, array{0: string, 1: string}>}> requests with their events
     */
    private static function requests(): array
    {
        $requests = [];
        $before = '';
        foreach (file(__DIR__ . '/../traces/drupal-10.4.10-commerce-3.0.0.txt', FILE_IGNORE_NEW_LINES) as $line) {
            if (strpos($line, '--- settings form') === 0) {
                break;
            }
            if (strpos($line, '---') === 0) {
                $before = '';
                continue;
            }
            [$asked, $name, $class] = explode("\t", $line);
            if ($asked !== $before) {
                $requests[] = [$asked, []];
                $before = $asked;
            }
            $order = strpos($class, ' #') === false ? '' : substr($class, strpos($class, '#'));
            $requests[count($requests) - 1][1][] = [$name, preg_replace('/ {2,}/', ' ', $order)];
        }
        return $requests;
    }
}
