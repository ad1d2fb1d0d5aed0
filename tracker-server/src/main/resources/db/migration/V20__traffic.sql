-- Where sessions come from, on what they happen, and the roll-ups that reports read instead of rows.

-- Attributes follow the session's first page; without a page, its first event.
ALTER TABLE visit_session
  ADD COLUMN actions    INT          NOT NULL DEFAULT 0 COMMENT 'events that are neither a page nor attention',
  ADD COLUMN visible_ms BIGINT       NOT NULL DEFAULT 0 COMMENT 'how long its pages were in front',
  ADD COLUMN entered_at BIGINT       NOT NULL DEFAULT 0 COMMENT 'of the event that entry_url and the attributes come from',
  ADD COLUMN entry_path VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'empty without a page',
  ADD COLUMN exited_at  BIGINT       NOT NULL DEFAULT 0 COMMENT 'of the last page',
  ADD COLUMN exit_path  VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'empty without a page',
  ADD COLUMN channel    VARCHAR(20)  CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'io.piste.visit.Channel',
  ADD COLUMN source     VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'utm_source or what the referrer''s host is called',
  ADD COLUMN medium     VARCHAR(100) NOT NULL DEFAULT '',
  ADD COLUMN campaign   VARCHAR(150) NOT NULL DEFAULT '',
  ADD COLUMN device     VARCHAR(20)  NOT NULL DEFAULT '',
  ADD COLUMN browser    VARCHAR(60)  NOT NULL DEFAULT '',
  ADD COLUMN os         VARCHAR(60)  NOT NULL DEFAULT '',
  ADD COLUMN country    VARCHAR(2)   NOT NULL DEFAULT '';

-- What visitors did beside seeing pages, one row per event.
CREATE TABLE visit_event (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT       NOT NULL,
  visitor_id  BINARY(16)   NOT NULL,
  session_id  BIGINT       NOT NULL,
  happened_at BIGINT       NOT NULL,
  kind        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'io.piste.visit.Act.Kind',
  name        VARCHAR(500) NOT NULL COMMENT 'term, target, sku, form or own name; may be empty',
  path        VARCHAR(500) NOT NULL COMMENT 'of the page',
  amount      BIGINT       NOT NULL COMMENT 'engage: visible milliseconds; search: results, -1 when unknown',
  KEY visit_event_visitor (site_id, visitor_id, happened_at)
);

-- Roll-ups: sums of what sessions, page views and events contribute, kept by the projection itself.
-- value: '' where nothing is known, a single \u0001 for all that came when the day was full.
CREATE TABLE traffic_day (
  site_id     BIGINT       NOT NULL,
  dimension   TINYINT UNSIGNED NOT NULL COMMENT 'io.piste.visit.Dimension',
  day         INT          NOT NULL COMMENT 'days since 1970-01-01 by the site''s clock',
  value       VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  hits        BIGINT       NOT NULL COMMENT 'page views, or events',
  sessions    BIGINT       NOT NULL,
  visitors    BIGINT       NOT NULL COMMENT 'one who came twice on the day counts once',
  bounces     BIGINT       NOT NULL,
  visible_ms  BIGINT       NOT NULL,
  PRIMARY KEY (site_id, dimension, day, value)
);

CREATE TABLE traffic_hour (
  site_id     BIGINT       NOT NULL,
  dimension   TINYINT UNSIGNED NOT NULL,
  hour_at     BIGINT       NOT NULL COMMENT 'when the hour begins by the site''s clock',
  value       VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  hits        BIGINT       NOT NULL,
  sessions    BIGINT       NOT NULL,
  visitors    BIGINT       NOT NULL,
  bounces     BIGINT       NOT NULL,
  visible_ms  BIGINT       NOT NULL,
  PRIMARY KEY (site_id, dimension, hour_at, value)
);

-- How many came on a day whose last day here was so many days before. Visitors of any period are a
-- sum over these: those of each day who were not here earlier in the period.
CREATE TABLE traffic_return (
  site_id    BIGINT NOT NULL,
  day        INT    NOT NULL,
  days_since INT    NOT NULL COMMENT '0: never seen before',
  visitors   BIGINT NOT NULL,
  PRIMARY KEY (site_id, day, days_since)
);

-- By which clock a site's hours and days are counted from when on, so that what was added to a day is
-- taken from the same one.
CREATE TABLE traffic_clock (
  site_id   BIGINT      NOT NULL,
  since_at  BIGINT      NOT NULL,
  time_zone VARCHAR(64) NOT NULL,
  PRIMARY KEY (site_id, since_at)
);

-- Asked before the shipped list, in this order. Patterns may hold * for anything; empty: not asked.
CREATE TABLE channel_rule (
  id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  position  INT          NOT NULL,
  referrer  VARCHAR(200) NOT NULL COMMENT 'host of the page before',
  source    VARCHAR(200) NOT NULL COMMENT 'utm_source',
  medium    VARCHAR(200) NOT NULL COMMENT 'utm_medium',
  campaign  VARCHAR(200) NOT NULL COMMENT 'utm_campaign',
  channel   VARCHAR(20)  CHARACTER SET ascii NOT NULL
);
