package io.piste.mail;

/** How the way to the mail server is protected. */
public enum MailSecurity {
  /** Not at all: for a server on the same machine. */
  NONE,
  /** The connection starts in the clear and must be encrypted before anything is said. */
  STARTTLS,
  /** Encrypted from the first byte. */
  TLS
}
