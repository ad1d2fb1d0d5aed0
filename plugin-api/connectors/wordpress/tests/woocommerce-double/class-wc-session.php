<?php

/**
 * The session of a shopper.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** Values by name, under a cookie; written at the end of the request. */
class WC_Session
{
    public const COOKIE = 'wp_woocommerce_session_double';

    /**
     * The value of the cookie; empty before there is one.
     *
     * @var string
     */
    private $id;

    /**
     * All values.
     *
     * @var array
     */
    private $values = [];

    /**
     * Whether something is to be stored.
     *
     * @var bool
     */
    private $dirty = false;

    /** Reads what the cookie stands for. */
    public function __construct()
    {
        $this->id = preg_replace('/[^a-f0-9]/', '', wp_unslash($_COOKIE[self::COOKIE] ?? ''));
        if ('' !== $this->id) {
            $this->values = (array) get_option($this->row(), []);
        }
    }

    /** Where it is stored. */
    private function row()
    {
        return 'double_session_' . $this->id;
    }

    /**
     * A value.
     *
     * @param string $key      Its name.
     * @param mixed  $fallback Where there is none.
     */
    public function get($key, $fallback = null)
    {
        return $this->values[$key] ?? $fallback;
    }

    /**
     * Keeps a value until the end of the request.
     *
     * @param string $key   Its name.
     * @param mixed  $value The new one.
     */
    public function set($key, $value)
    {
        $this->values[$key] = $value;
        $this->dirty          = true;
    }

    /** Whether the browser has a cookie for it. */
    public function has_session()
    {
        return '' !== $this->id;
    }

    /** Gives the browser a cookie. */
    public function set_customer_session_cookie()
    {
        if ('' === $this->id) {
            $this->id = bin2hex(random_bytes(16));
            $_COOKIE[self::COOKIE] = $this->id;
            if (!headers_sent()) {
                setcookie(self::COOKIE, $this->id, 0, '/');
            }
        }
    }

    /** Stores what changed, where the browser has a cookie. */
    public function save_data()
    {
        if ($this->dirty && '' !== $this->id) {
            update_option($this->row(), $this->values, false);
            $this->dirty = false;
        }
    }
}
