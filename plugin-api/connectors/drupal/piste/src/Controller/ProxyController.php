<?php

namespace Drupal\piste\Controller;

use Drupal\Core\Controller\ControllerBase;
use Drupal\piste\Connection;
use Drupal\piste\Settings;
use Piste\Core\Call;
use Piste\Core\Proxy;
use Piste\Core\QueueStore;
use Piste\Core\Request as Asked;
use Symfony\Component\DependencyInjection\ContainerInterface;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\HttpKernel\Exception\NotFoundHttpException;

/**
 * The tracker under this site's name: a few fixed paths below /p/ and nothing else.
 */
class ProxyController extends ControllerBase
{
    public function __construct(
        protected Settings $settings,
        protected Connection $connection,
        protected QueueStore $queue,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public static function create(ContainerInterface $container)
    {
        return new static(
            $container->get('piste.settings'),
            $container->get('piste.connection'),
            $container->get('piste.queue'),
        );
    }

    /**
     * A file beside the tracker's script.
     */
    public function file(Request $request, string $file): Response
    {
        return $this->pass($request, '/p/' . $file);
    }

    /**
     * A path one folder deeper.
     */
    public function inFolder(Request $request, string $folder, string $file): Response
    {
        return $this->pass($request, '/p/' . $folder . '/' . $file);
    }

    /**
     * A link of a mail.
     */
    public function link(Request $request, string $kind, string $token): Response
    {
        return $this->pass($request, '/p/l/' . $kind . '/' . $token);
    }

    /**
     * Hands it on, with the client's address, and hands back what came.
     */
    protected function pass(Request $request, string $path): Response
    {
        $proxy = $this->connection->proxy();
        if (!$this->settings->isOwnHost() || !$proxy->serves($request->getMethod(), $path)) {
            throw new NotFoundHttpException();
        }
        $body = (string) $request->getContent();
        if (strlen($body) > Proxy::MOST_BYTES) {
            return self::plain('', 413);
        }
        $query = $request->getQueryString();
        $url = $path . ($query === null ? '' : '?' . $query);
        $asked = new Asked($request->getMethod(), $url, $this->headers($request), $body);
        $answer = $this->connection->pass($proxy->forward($asked, [
            'for' => (string) $request->getClientIp(),
            'host' => $request->getHttpHost(),
            'proto' => $request->getScheme(),
        ]));
        if ($answer->status === 0) {
            return self::plain('', 503, ['Retry-After' => '60', 'Cache-Control' => 'no-store']);
        }
        $this->withdraw($request, $body, $path, $answer->ok());
        $response = self::plain($request->getMethod() === 'HEAD' ? '' : $answer->body, $answer->status);
        $set = [];
        foreach (Proxy::returned($answer) as [$name, $value]) {
            // The first takes the place of what a response says by itself; several are for cookies.
            $response->headers->set($name, $value, !isset($set[$name]));
            $set[$name] = true;
        }
        return $response;
    }

    /**
     * What the browser says; of it the core takes what the tracker needs, and of its cookies the tracker's own.
     */
    protected function headers(Request $request): array
    {
        return array_map(static fn (array $values): string => implode(', ', $values), $request->headers->all());
    }

    /**
     * What waits here about a visitor goes with the consent that allowed it.
     */
    protected function withdraw(Request $request, string $body, string $path, bool $taken): void
    {
        $isChoice = $taken && $request->getMethod() === 'POST' && $path === $this->consentPath();
        $choice = $isChoice ? Proxy::choice($body) : null;
        $visitor = $request->cookies->all()[$this->settings->cookies()['visitor']] ?? null;
        if ($choice !== null && is_string($visitor)) {
            $this->queue->forgetVisitor(Call::hash($visitor), $choice);
        }
    }

    /**
     * Where choices are posted to.
     */
    protected function consentPath(): string
    {
        return (string) ($this->settings->site()['paths']['consent'] ?? '/p/v1/consent');
    }

    /**
     * An answer that no page cache keeps: what may be kept for how long, the server says.
     */
    protected static function plain(string $body, int $status, array $headers = []): Response
    {
        return new Response($body, $status, $headers + ['X-Content-Type-Options' => 'nosniff']);
    }
}
