<?php

// What Contact Form 7 offers to other plugins, as far as ours asks.

declare(strict_types=1);

final class WPCF7_Submission
{
    /** @var array<string, string> */
    public static $posted = [];

    public static function get_instance(): self
    {
        return new self();
    }

    public function get_posted_data(): array
    {
        return self::$posted;
    }
}

final class ContactFormDouble
{
    /** @var object[] */
    private $tags;

    public function __construct(array $tags)
    {
        $this->tags = array_map(static function (array $tag): object {
            return (object) $tag;
        }, $tags);
    }

    public function scan_form_tags(): array
    {
        return $this->tags;
    }
}
