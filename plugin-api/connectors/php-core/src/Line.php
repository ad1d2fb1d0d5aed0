<?php

declare(strict_types=1);

namespace Piste\Core;

/** One line of a cart or an order. */
final class Line
{
    private function __construct()
    {
    }

    /**
     * @param mixed $quantity pieces; a float or a text of one too
     * @param mixed $price of one piece
     * @param array{url?: string, image?: string} $links
     * @return array<string, mixed>
     */
    public static function of(string $sku, string $name, $quantity, $price, array $links = []): array
    {
        $cut = Text::cut($name, 200);
        $line = [
            'sku' => Text::cut($sku, 100),
            'name' => $cut === '' ? Text::cut($sku, 100) : $cut,
            'quantity' => Text::pieces($quantity),
            'price' => Text::amount($price),
        ];
        foreach (['url', 'image'] as $link) {
            $address = (string) ($links[$link] ?? '');
            if ($address !== '' && strlen($address) <= 2000) {
                $line[$link] = $address;
            }
        }
        return $line;
    }
}
