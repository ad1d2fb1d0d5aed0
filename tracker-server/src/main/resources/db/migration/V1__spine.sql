-- The spine. Times are milliseconds since 1970-01-01T00:00:00Z (columns end in _at), ids of
-- visitors, consents and events are 16 bytes, money is DECIMAL with its currency beside it.
-- See docs/adr/0004-times-are-milliseconds.md.

CREATE TABLE site (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  public_id       VARCHAR(22)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name            VARCHAR(100) NOT NULL,
  language        VARCHAR(8)   NOT NULL DEFAULT 'fr',
  time_zone       VARCHAR(64)  NOT NULL DEFAULT 'Europe/Paris',
  tracker_url     VARCHAR(255) NOT NULL COMMENT 'where the pages load the scripts from, no slash at the end',
  cookie_domain   VARCHAR(255) NULL     COMMENT 'common parent of page and tracker host when the tracker is on a subdomain',
  restore_url     VARCHAR(500) NULL     COMMENT 'page of the shop that fills the cart again',
  privacy_url     VARCHAR(500) NULL,
  sender_name     VARCHAR(100) NULL,
  sender_email    VARCHAR(254) NULL,
  postal_address  VARCHAR(300) NULL     COMMENT 'identity of the sender, at the foot of every mail',
  cart_recovery   BOOLEAN      NOT NULL DEFAULT FALSE,
  key_version     INT          NOT NULL DEFAULT 1 COMMENT 'raising it revokes the connector key and the identity secret',
  created_at      BIGINT       NOT NULL,
  UNIQUE KEY site_public_id (public_id)
);

CREATE TABLE site_origin (
  site_id  BIGINT       NOT NULL,
  origin   VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'scheme://host[:port]',
  PRIMARY KEY (site_id, origin),
  CONSTRAINT site_origin_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);

-- Consent. ------------------------------------------------------------------------------------

CREATE TABLE consent_text (
  site_id     BIGINT   NOT NULL,
  hash        BINARY(32) NOT NULL COMMENT 'SHA-256 of body, the canonical JSON that pages are shown',
  language    VARCHAR(8) NOT NULL,
  version     INT      NOT NULL,
  body        MEDIUMTEXT NOT NULL,
  created_at  BIGINT   NOT NULL,
  PRIMARY KEY (site_id, hash)
);

-- Append-only: a withdrawal is a new row.
CREATE TABLE consent_record (
  id            BIGINT     NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id       BIGINT     NOT NULL,
  consent_id    BINARY(16) NOT NULL,
  previous_id   BINARY(16) NULL COMMENT 'the consent id that this choice replaces',
  visitor_id    BINARY(16) NULL COMMENT 'empty when everything was refused',
  text_hash     BINARY(32) NOT NULL,
  text_version  INT        NOT NULL,
  language      VARCHAR(8) NOT NULL,
  granted       VARCHAR(200) NOT NULL COMMENT 'purposes granted, by commas; those not named were refused',
  refused       VARCHAR(200) NOT NULL,
  how           VARCHAR(16)  NOT NULL COMMENT 'accept, refuse, preferences, withdraw, gpc, again',
  gpc           BOOLEAN      NOT NULL,
  page          VARCHAR(500) NOT NULL COMMENT 'origin and path, no query',
  decided_at    BIGINT       NOT NULL,
  UNIQUE KEY consent_record_id (site_id, consent_id),
  KEY consent_record_visitor (site_id, visitor_id)
);

-- What holds now: one row per visitor with a consent that was not withdrawn.
CREATE TABLE consent_state (
  site_id     BIGINT     NOT NULL,
  visitor_id  BINARY(16) NOT NULL,
  consent_id  BINARY(16) NOT NULL,
  purposes    INT        NOT NULL COMMENT 'bits of io.piste.consent.Purpose',
  expires_at  BIGINT     NOT NULL,
  PRIMARY KEY (site_id, visitor_id),
  UNIQUE KEY consent_state_id (site_id, consent_id)
);

-- The event log. -------------------------------------------------------------------------------

CREATE TABLE event_log (
  stream       SMALLINT   NOT NULL COMMENT 'one writer per stream',
  seq          BIGINT     NOT NULL,
  site_id      BIGINT     NOT NULL,
  visitor_id   BINARY(16) NOT NULL,
  event_id     BINARY(16) NOT NULL,
  purposes     INT        NOT NULL COMMENT 'what the visitor had granted when it arrived',
  happened_at  BIGINT     NOT NULL,
  received_at  BIGINT     NOT NULL,
  type         VARCHAR(16) CHARACTER SET ascii NOT NULL,
  body         MEDIUMTEXT NOT NULL COMMENT 'the event as JSON, without secrets',
  PRIMARY KEY (stream, seq)
);

CREATE TABLE event_checkpoint (
  stream  SMALLINT NOT NULL PRIMARY KEY,
  seq     BIGINT   NOT NULL
);

-- Ids of events already projected, kept 7 days: the same id counts once. Event ids begin with their
-- time, so with the id in front new rows go to the same few pages; with the visitor in front each
-- visitor has a page of its own, and projection slows down once those do not fit in the cache.
CREATE TABLE event_seen (
  site_id     BIGINT     NOT NULL,
  visitor_id  BINARY(16) NOT NULL,
  event_id    BINARY(16) NOT NULL,
  seen_at     BIGINT     NOT NULL,
  PRIMARY KEY (event_id, site_id, visitor_id),
  KEY event_seen_at (seen_at)
);

CREATE TABLE event_dead (
  stream   SMALLINT     NOT NULL,
  seq      BIGINT       NOT NULL,
  reason   VARCHAR(500) NOT NULL,
  died_at  BIGINT       NOT NULL,
  PRIMARY KEY (stream, seq)
);

-- What visitors did. -----------------------------------------------------------------------------

CREATE TABLE visit_session (
  id          BIGINT     NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT     NOT NULL,
  visitor_id  BINARY(16) NOT NULL,
  started_at  BIGINT     NOT NULL,
  last_at     BIGINT     NOT NULL,
  pages       INT        NOT NULL,
  entry_url   VARCHAR(1000) NOT NULL,
  referrer    VARCHAR(1000) NULL,
  KEY visit_session_visitor (site_id, visitor_id, last_at),
  KEY visit_session_started (site_id, started_at, visitor_id),
  KEY visit_session_last (site_id, last_at)
);

CREATE TABLE page_view (
  id          BIGINT     NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT     NOT NULL,
  visitor_id  BINARY(16) NOT NULL,
  session_id  BIGINT     NOT NULL,
  viewed_at   BIGINT     NOT NULL,
  url         VARCHAR(1000) NOT NULL,
  path        VARCHAR(500)  NOT NULL,
  title       VARCHAR(300)  NULL,
  KEY page_view_visitor (site_id, visitor_id, viewed_at),
  KEY page_view_time (site_id, viewed_at)
);

CREATE TABLE product_view (
  id          BIGINT     NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT     NOT NULL,
  visitor_id  BINARY(16) NOT NULL,
  viewed_at   BIGINT     NOT NULL,
  sku         VARCHAR(100) NOT NULL,
  name        VARCHAR(200) NOT NULL,
  url         VARCHAR(1000) NULL,
  KEY product_view_visitor (site_id, visitor_id, viewed_at)
);

-- Who they are. ----------------------------------------------------------------------------------

CREATE TABLE contact (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email       VARCHAR(254) NOT NULL COMMENT 'normalised',
  first_name  VARCHAR(100) NULL,
  last_name   VARCHAR(100) NULL,
  language    VARCHAR(8)   NULL,
  origin      VARCHAR(32)  NOT NULL COMMENT 'what first brought the address: identify, connector, hand, import',
  created_at  BIGINT       NOT NULL,
  last_interaction_at BIGINT NOT NULL COMMENT 'the last act that came from the person',
  UNIQUE KEY contact_email (email),
  KEY contact_last_interaction (last_interaction_at),
  KEY contact_first_name (first_name),
  KEY contact_last_name (last_name)
);

-- A link can be undone: undone_at is set, nothing is deleted. At most one link of a visitor is not
-- undone. The acts from since_at on and before undone_at are the contact's.
CREATE TABLE identity_link (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT      NOT NULL,
  visitor_id  BINARY(16)  NOT NULL,
  contact_id  BIGINT      NOT NULL,
  proof       VARCHAR(16) NOT NULL COMMENT 'verified or claimed',
  source      VARCHAR(32) NOT NULL COMMENT 'token, form, mail',
  linked_at   BIGINT      NOT NULL,
  since_at    BIGINT      NOT NULL DEFAULT 0 COMMENT '0 unless somebody else was proved to use the browser before',
  undone_at   BIGINT      NULL,
  KEY identity_link_visitor (site_id, visitor_id),
  KEY identity_link_contact (contact_id)
);

-- Consent to e-mail marketing, per contact and site. Rows are replaced, history is in the log.
CREATE TABLE marketing_permission (
  contact_id  BIGINT      NOT NULL,
  site_id     BIGINT      NOT NULL,
  granted     BOOLEAN     NOT NULL,
  proof       VARCHAR(16) NOT NULL COMMENT 'verified or claimed',
  source      VARCHAR(32) NOT NULL COMMENT 'checkout, form, unsubscribe',
  page        VARCHAR(500) NULL,
  decided_at  BIGINT      NOT NULL,
  PRIMARY KEY (contact_id, site_id)
);

-- Addresses that must not be written to, as a keyed hash, so that an import does not revive them.
CREATE TABLE suppression (
  site_id        BIGINT      NOT NULL,
  email_hash     BINARY(32)  NOT NULL,
  reason         VARCHAR(32) NOT NULL,
  suppressed_at  BIGINT      NOT NULL,
  PRIMARY KEY (site_id, email_hash)
);

-- Carts and orders. ------------------------------------------------------------------------------

CREATE TABLE cart (
  id            BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id       BIGINT        NOT NULL,
  visitor_id    BINARY(16)    NOT NULL,
  cart_key      VARCHAR(64)   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'the id that the shop gave it',
  state         VARCHAR(16)   NOT NULL COMMENT 'open, abandoned, ordered, recovered, emptied',
  seq           BIGINT        NOT NULL,
  currency      CHAR(3)       NOT NULL,
  total         DECIMAL(14,2) NOT NULL,
  lines_json    MEDIUMTEXT    NOT NULL,
  language      VARCHAR(8)    NULL COMMENT 'of the page that sent it',
  created_at    BIGINT        NOT NULL,
  changed_at    BIGINT        NOT NULL COMMENT 'when its owner last changed it',
  updated_at    BIGINT        NOT NULL COMMENT 'the last sign of life of its owner',
  checkout_at   BIGINT        NULL,
  abandoned_at  BIGINT        NULL,
  restored_at   BIGINT        NULL COMMENT 'the last time that a restore link of a mail was followed',
  closed_at     BIGINT        NULL,
  life          INT           NOT NULL DEFAULT 1 COMMENT 'from 1: a shop may use the id of an ordered cart again',
  UNIQUE KEY cart_key (site_id, visitor_id, cart_key, life),
  KEY cart_idle (state, updated_at),
  KEY cart_updated (site_id, updated_at),
  KEY cart_state (site_id, state, updated_at),
  KEY cart_created (site_id, created_at, state)
);

CREATE TABLE purchase (
  id          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT        NOT NULL,
  visitor_id  BINARY(16)    NOT NULL,
  order_key   VARCHAR(64)   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  cart_id     BIGINT        NULL,
  currency    CHAR(3)       NOT NULL,
  total       DECIMAL(14,2) NOT NULL,
  lines_json  MEDIUMTEXT    NOT NULL,
  recovered   BOOLEAN       NOT NULL COMMENT 'it followed a restore link',
  ordered_at  BIGINT        NOT NULL,
  UNIQUE KEY purchase_key (site_id, visitor_id, order_key),
  KEY purchase_time (site_id, ordered_at)
);

-- Interests and scores, per visitor: a contact's are those of the visitors linked to it. ---------

CREATE TABLE tag_rule (
  id       BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id  BIGINT        NOT NULL,
  pattern  VARCHAR(300)  NOT NULL COMMENT 'path with * for anything: /teas/*',
  tag      VARCHAR(60)   NOT NULL,
  weight   DECIMAL(10,3) NOT NULL,
  UNIQUE KEY tag_rule_pattern (site_id, pattern, tag)
);

CREATE TABLE visitor_tag (
  site_id     BIGINT     NOT NULL,
  visitor_id  BINARY(16) NOT NULL,
  tag         VARCHAR(60) NOT NULL,
  weight      DOUBLE     NOT NULL COMMENT 'at weighed_at; it halves every 30 days after',
  weighed_at  BIGINT     NOT NULL,
  PRIMARY KEY (site_id, visitor_id, tag)
);

CREATE TABLE score_rule (
  id       BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id  BIGINT        NOT NULL,
  pattern  VARCHAR(300)  NOT NULL,
  score    VARCHAR(60)   NOT NULL,
  points   DECIMAL(10,3) NOT NULL,
  UNIQUE KEY score_rule_pattern (site_id, pattern, score)
);

-- The sum of the ledger is the score.
CREATE TABLE score_ledger (
  id          BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT        NOT NULL,
  visitor_id  BINARY(16)    NOT NULL,
  score       VARCHAR(60)   NOT NULL,
  points      DECIMAL(10,3) NOT NULL,
  reason      VARCHAR(300)  NOT NULL,
  scored_at   BIGINT        NOT NULL,
  KEY score_ledger_visitor (site_id, visitor_id, score)
);

-- Automations and the outbox. ------------------------------------------------------------------

-- One contact's way through one automation. A cart that gets no mail has a row too, with the reason.
CREATE TABLE enrolment (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  automation  VARCHAR(32) NOT NULL COMMENT 'cart-recovery',
  site_id     BIGINT      NOT NULL,
  cart_id     BIGINT      NOT NULL,
  contact_id  BIGINT      NULL,
  state       VARCHAR(16) NOT NULL COMMENT 'refused, running, completed, stopped',
  reason      VARCHAR(32) NULL     COMMENT 'why refused or stopped',
  step        INT         NOT NULL COMMENT 'the next step to take, from 1',
  due_at      BIGINT      NULL     COMMENT 'when it is due, empty when nothing is left to do',
  enrolled_at BIGINT      NOT NULL,
  ended_at    BIGINT      NULL,
  round       INT         NOT NULL DEFAULT 1 COMMENT 'a cart that came back to life and was left again starts a new round',
  UNIQUE KEY enrolment_cart (automation, cart_id, round),
  KEY enrolment_due (state, due_at),
  KEY enrolment_contact (contact_id, enrolled_at)
);

-- One mail to one person, sent once.
CREATE TABLE outbox_message (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  dedupe_key    VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'one row per (enrolment, step)',
  kind          VARCHAR(32)  NOT NULL COMMENT 'cart-recovery',
  site_id       BIGINT       NOT NULL,
  contact_id    BIGINT       NOT NULL,
  enrolment_id  BIGINT       NULL,
  step          INT          NULL,
  state         VARCHAR(16)  NOT NULL COMMENT 'queued, claimed, sending, sent, unknown, cancelled, failed',
  reason        VARCHAR(32)  NULL     COMMENT 'why cancelled or failed',
  subject       VARCHAR(300) NULL,
  attempts      INT          NOT NULL DEFAULT 0,
  due_at        BIGINT       NOT NULL,
  lease_until   BIGINT       NULL,
  lease_owner   BINARY(16)   NULL,
  server_reply  VARCHAR(500) NULL     COMMENT 'the last words of the SMTP server',
  created_at    BIGINT       NOT NULL,
  sent_at       BIGINT       NULL,
  UNIQUE KEY outbox_dedupe (dedupe_key),
  KEY outbox_due (state, due_at),
  KEY outbox_contact (contact_id, created_at),
  KEY outbox_site (site_id, state),
  KEY outbox_enrolment (enrolment_id)
);

-- Links in mails: only a hash of the token is kept.
CREATE TABLE mail_link (
  token_hash  BINARY(32)  NOT NULL PRIMARY KEY,
  kind        VARCHAR(16) NOT NULL COMMENT 'restore, unsubscribe',
  site_id     BIGINT      NOT NULL,
  contact_id  BIGINT      NOT NULL,
  message_id  BIGINT      NOT NULL,
  cart_id     BIGINT      NULL,
  created_at  BIGINT      NOT NULL,
  expires_at  BIGINT      NOT NULL,
  followed_at BIGINT      NULL COMMENT 'the first time',
  KEY mail_link_message (message_id)
);

-- People who read the console. --------------------------------------------------------------------

CREATE TABLE console_user (
  id             BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email          VARCHAR(254) NOT NULL,
  password_hash  VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  language       VARCHAR(8)   NOT NULL,
  created_at     BIGINT       NOT NULL,
  UNIQUE KEY console_user_email (email)
);

CREATE TABLE console_session (
  token_hash  BINARY(32) NOT NULL PRIMARY KEY,
  user_id     BIGINT     NOT NULL,
  created_at  BIGINT     NOT NULL,
  expires_at  BIGINT     NOT NULL,
  CONSTRAINT console_session_user FOREIGN KEY (user_id) REFERENCES console_user (id) ON DELETE CASCADE
);

-- One-time links printed in the terminal: the first administrator, a forgotten password.
CREATE TABLE console_invitation (
  token_hash  BINARY(32) NOT NULL PRIMARY KEY,
  user_id     BIGINT     NULL COMMENT 'whose password it resets; empty: makes the first administrator',
  expires_at  BIGINT     NOT NULL,
  used_at     BIGINT     NULL
);
