<?php

// Orders, lines and events of Commerce, as far as the recorded trace tells of them.

// phpcs:disable PSR1.Classes.ClassDeclaration.MultipleClasses

namespace Piste\Drupal\Tests;

/** A price, with the decimals that Commerce hands out. */
final class FakePrice
{
    public function __construct(private string $number, private string $currency = 'EUR')
    {
    }

    public function getNumber()
    {
        return $this->number;
    }

    public function isZero()
    {
        return (float) $this->number === 0.0;
    }

    public function getCurrencyCode()
    {
        return $this->currency;
    }
}

/** Anything with an id, to be asked for what a test gave it. */
class Bag
{
    public function __construct(private array $answers)
    {
    }

    public function __call($name, array $arguments)
    {
        if (!array_key_exists($name, $this->answers)) {
            throw new \BadMethodCallException($name);
        }
        $answer = $this->answers[$name];
        return $answer instanceof \Closure ? $answer(...$arguments) : $answer;
    }
}

/** An order, a cart while its flag says so. */
final class FakeOrder
{
    public bool $cart = true;
    public string $state = 'draft';
    public string $email = '';
    public string $title = 'Green tea';
    public int $customer = 0;
    public int $quantity = 0;
    public bool $paid = false;
    public array $data = [];

    public function __construct(private int $id)
    {
    }

    public function id()
    {
        return $this->id;
    }

    public function uuid()
    {
        return sprintf('00000000-0000-4000-8000-%012d', $this->id);
    }

    public function hasField($name)
    {
        return $name === 'cart';
    }

    public function get($name)
    {
        return (object) ['value' => $name === 'cart' ? $this->cart : null];
    }

    public function getState()
    {
        return new Bag(['getId' => $this->state]);
    }

    public function getEmail()
    {
        return $this->email;
    }

    public function getCustomerId()
    {
        return $this->customer;
    }

    public function getData($key)
    {
        return $this->data[$key] ?? null;
    }

    public function getStore()
    {
        return new Bag(['getDefaultCurrencyCode' => 'EUR']);
    }

    public function getTotalPrice()
    {
        return $this->quantity ? new FakePrice(number_format(12.5 * $this->quantity, 6, '.', '')) : null;
    }

    public function isPaid()
    {
        return $this->paid;
    }

    public function getItems()
    {
        if ($this->quantity === 0) {
            return [];
        }
        $url = new Bag(['toString' => new Bag(['getGeneratedUrl' => 'https://shop.example/product/1'])]);
        $product = new class (['toUrl' => $url]) extends Bag implements \Drupal\Core\Entity\ContentEntityInterface {
            public function getFieldDefinitions()
            {
                return [];
            }
        };
        $variation = new class ($product) implements \Drupal\Core\Entity\ContentEntityInterface {
            public function __construct(private object $product)
            {
            }

            public function id()
            {
                return 1;
            }

            public function getSku()
            {
                return 'TEA-1';
            }

            public function getProduct()
            {
                return $this->product;
            }

            public function getFieldDefinitions()
            {
                return [];
            }
        };
        return [
            new Bag([
                'id' => 1,
                'getTitle' => $this->title,
                'getQuantity' => $this->quantity . '.00',
                'getUnitPrice' => new FakePrice('12.500000'),
                'getPurchasedEntity' => $variation,
            ]),
        ];
    }
}
