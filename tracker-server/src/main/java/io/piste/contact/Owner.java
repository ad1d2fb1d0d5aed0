package io.piste.contact;

import io.piste.base.ContactId;

/**
 * Whose act something was.
 *
 * @param contact who was linked to the visitor at the time
 * @param sure whether nothing speaks for somebody else; only then may the act be used to write to
 *     the contact
 */
public record Owner(ContactId contact, boolean sure) {}
