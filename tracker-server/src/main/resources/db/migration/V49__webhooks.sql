-- Webhooks: what happens here is told to addresses that a site names, at least once, each time under
-- the same id. See docs/adr/0076-webhooks-are-told-at-least-once.md.

CREATE TABLE webhook (
  id             BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id        BIGINT       NOT NULL,
  name           VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  url            VARCHAR(500) NOT NULL,
  events         VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'words of io.piste.webhook.HookEvent, by commas',
  salt           BINARY(16)   NOT NULL COMMENT 'the secret follows from it and the master key',
  old_salt       BINARY(16)   NULL COMMENT 'of the secret before, which signs too until old_until',
  old_until      BIGINT       NULL,
  failures       INT          NOT NULL DEFAULT 0 COMMENT 'attempts that failed since the last good one',
  failing_since  BIGINT       NULL,
  rest_until     BIGINT       NOT NULL DEFAULT 0 COMMENT 'nothing is sent before',
  off_at         BIGINT       NULL COMMENT 'switched off since',
  off_reason     VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'hand, gone, failing',
  created_at     BIGINT       NOT NULL,
  UNIQUE KEY webhook_name (site_id, name),
  CONSTRAINT webhook_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);

CREATE TABLE webhook_delivery (
  id           BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  webhook_id   BIGINT      NOT NULL,
  fact         BINARY(16)  NOT NULL COMMENT 'what happened: the same is told once; the webhook-id follows from it',
  event        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  body         TEXT        NOT NULL,
  contact_id   BIGINT      NULL COMMENT 'whose address the body holds',
  state        VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'waiting, sending, delivered, given_up',
  attempts     INT         NOT NULL DEFAULT 0 COMMENT 'begun, the running one too',
  due_at       BIGINT      NOT NULL,
  lease_owner  BINARY(16)  NULL,
  lease_until  BIGINT      NULL,
  status       INT         NULL COMMENT 'HTTP status of the last answer',
  problem      VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'why there was no answer: io.piste.fetch.FetchProblem.Kind',
  note         VARCHAR(300) NULL COMMENT 'the beginning of the last answer, as plain text',
  took         INT         NULL COMMENT 'milliseconds until the last answer',
  created_at   BIGINT      NOT NULL,
  tried_at     BIGINT      NULL COMMENT 'when the last attempt ended',
  UNIQUE KEY webhook_delivery_fact (webhook_id, fact),
  KEY webhook_delivery_due (webhook_id, state, due_at),
  KEY webhook_delivery_lease (state, lease_until),
  KEY webhook_delivery_age (created_at),
  KEY webhook_delivery_contact (contact_id),
  CONSTRAINT webhook_delivery_webhook FOREIGN KEY (webhook_id) REFERENCES webhook (id) ON DELETE CASCADE
);
