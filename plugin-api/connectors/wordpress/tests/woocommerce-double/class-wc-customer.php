<?php

/**
 * Who is shopping.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** A guest with an address, as far as it was typed. */
class WC_Customer
{
    /**
     * Where the address is kept.
     *
     * @var WC_Session
     */
    private $session;

    /**
     * Of a session.
     *
     * @param WC_Session $session Where the address is kept.
     */
    public function __construct(WC_Session $session)
    {
        $this->session = $session;
    }

    /** The address that was typed; empty before. */
    public function get_billing_email()
    {
        return (string) $this->session->get('double_email', '');
    }

    /**
     * Keeps the address that was typed.
     *
     * @param string $email The address.
     */
    public function set_billing_email($email)
    {
        $this->session->set('double_email', $email);
    }

    /**
     * Nothing else is kept.
     *
     * @param string $key Under what name.
     */
    public function delete_meta_data($key)
    {
        $this->session->set($key, null);
    }
}
