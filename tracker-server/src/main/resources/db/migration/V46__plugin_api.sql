-- Calls of the plugin API that may be repeated under an Idempotency-Key, for 24 hours.
CREATE TABLE api_replay (
  site_id       BIGINT      NOT NULL,
  replay_key    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_hash  BINARY(32)  NOT NULL COMMENT 'SHA-256 of call, path and body',
  begun_at      BIGINT      NOT NULL,
  status        SMALLINT    NULL COMMENT 'empty while it is being answered',
  answer        MEDIUMTEXT  NULL COMMENT 'never a secret nor a person''s data',
  PRIMARY KEY (site_id, replay_key),
  KEY api_replay_begun (begun_at),
  CONSTRAINT api_replay_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);

-- What shops say of an order later. An order that was reported by a page alone stays placed.
ALTER TABLE purchase
  ADD COLUMN status     VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'placed'
    COMMENT 'placed, paid, completed, cancelled, failed, refunded',
  ADD COLUMN status_at  BIGINT        NOT NULL DEFAULT 0,
  ADD COLUMN paid       BOOLEAN       NOT NULL DEFAULT FALSE COMMENT 'once, whatever came of it',
  ADD COLUMN refunded   DECIMAL(14,2) NOT NULL DEFAULT 0;
ALTER TABLE purchase_opening
  ADD COLUMN status     VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'placed',
  ADD COLUMN status_at  BIGINT        NOT NULL DEFAULT 0,
  ADD COLUMN paid       BOOLEAN       NOT NULL DEFAULT FALSE,
  ADD COLUMN refunded   DECIMAL(14,2) NOT NULL DEFAULT 0;
UPDATE purchase SET status_at = ordered_at;
UPDATE purchase_opening SET status_at = ordered_at;
