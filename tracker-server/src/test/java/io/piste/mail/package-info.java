/** Rendered mails, real SMTP, links. */
@org.jspecify.annotations.NullMarked
package io.piste.mail;
