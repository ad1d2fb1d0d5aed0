-- What became of events: received = accepted + dropped, by site and hour. Kept in memory and added
-- here every few seconds.
CREATE TABLE ingest_count (
  site_id  BIGINT      NOT NULL COMMENT '0: of no site that could be told',
  hour_at  BIGINT      NOT NULL COMMENT 'first millisecond of the hour, UTC',
  outcome  VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'received, accepted…, or the reason',
  events   BIGINT      NOT NULL,
  PRIMARY KEY (site_id, hour_at, outcome)
);
