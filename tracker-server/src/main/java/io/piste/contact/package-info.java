/** Contacts, their links to visitors, permission to write to them, suppressions. */
@org.jspecify.annotations.NullMarked
package io.piste.contact;
