/** A real SMTP server that delivers nothing, and a page that shows what it caught. */
@org.jspecify.annotations.NullMarked
package io.piste.demo.mail;
