package io.piste.console;

import io.piste.base.EmailAddress;

/**
 * Somebody who may read the console.
 *
 * @param language fr or en
 */
record User(long id, EmailAddress email, String language) {}
