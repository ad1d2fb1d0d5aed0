/** Rendering, SMTP and the links in mails. The only package that knows Jakarta Mail. */
@org.jspecify.annotations.NullMarked
package io.piste.mail;
