-- Anonymous statistics, apart from everything else: no visitor, no contact, no consent, no event.
-- See docs/exempt-mode.md.

-- Sites that switched them on.
CREATE TABLE anonymous_site (
  site_id   BIGINT NOT NULL PRIMARY KEY,
  since_at  BIGINT NOT NULL,
  CONSTRAINT anonymous_site_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);

-- What browsers are told apart with on one day of one site; overwritten and dropped when it is over.
CREATE TABLE anonymous_salt (
  site_id  BIGINT     NOT NULL,
  day      INT        NOT NULL COMMENT 'of the site''s clock, days since 1970-01-01',
  salt     BINARY(32) NOT NULL,
  PRIMARY KEY (site_id, day),
  CONSTRAINT anonymous_salt_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);

-- Who was counted on the running day, so that a restart counts nobody twice; dropped with the salt.
CREATE TABLE anonymous_seen (
  site_id  BIGINT NOT NULL,
  day      INT    NOT NULL,
  hash     BIGINT NOT NULL COMMENT 'means nothing without the salt of its day',
  last_at  BIGINT NOT NULL COMMENT 'first millisecond of the minute of the last view, UTC',
  PRIMARY KEY (site_id, day, hash),
  CONSTRAINT anonymous_seen_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);

CREATE TABLE anonymous_hour (
  site_id   BIGINT NOT NULL,
  day       INT    NOT NULL COMMENT 'of the site''s clock',
  hour_at   BIGINT NOT NULL COMMENT 'first millisecond of the hour, UTC',
  views     BIGINT NOT NULL,
  visits    BIGINT NOT NULL,
  visitors  BIGINT NOT NULL COMMENT 'seen in this hour for the first time that day',
  PRIMARY KEY (site_id, day, hour_at),
  CONSTRAINT anonymous_hour_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);

CREATE TABLE anonymous_day (
  site_id  BIGINT       NOT NULL,
  day      INT          NOT NULL,
  kind     TINYINT      NOT NULL COMMENT 'io.piste.anonymous.Kind',
  value    VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT '* for all that found no room',
  views    BIGINT       NOT NULL,
  visits   BIGINT       NOT NULL COMMENT 'that began so',
  PRIMARY KEY (site_id, day, kind, value),
  CONSTRAINT anonymous_day_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);
