<?php

declare(strict_types=1);

namespace Piste\Core;

/** How a CMS talks HTTP. It waits 2 seconds at most, follows no redirect and throws nothing. */
interface Transport
{
    /** Sends the request; Response::none() when nobody answered. */
    public function send(Request $request): Response;
}
