-- Goals and funnels, and their figures by day. A day is counted anew as a whole whenever something of
-- it has changed; see docs/adr/0054-goals-are-counted-by-the-day.md.

-- How often what is stored of a day's visits has changed: moved in the transaction that changes it.
CREATE TABLE traffic_change (
  site_id  BIGINT NOT NULL,
  day      INT    NOT NULL COMMENT 'days since 1970-01-01 by the site''s clock',
  changes  BIGINT NOT NULL,
  PRIMARY KEY (site_id, day)
);

INSERT INTO traffic_change (site_id, day, changes)
SELECT DISTINCT site_id, day, 1 FROM traffic_day;

-- Up to when page views and events are dropped for their age: days that began before are counted no
-- more, and keep the figures that they have.
CREATE TABLE traffic_floor (
  site_id   BIGINT NOT NULL PRIMARY KEY,
  floor_at  BIGINT NOT NULL
);

-- One step: a goal. Several: a funnel.
CREATE TABLE goal (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT       NOT NULL,
  name        VARCHAR(100) NOT NULL,
  days        INT          NOT NULL COMMENT '0: within one visit; else by the same visitor within so many days',
  version     INT          NOT NULL COMMENT 'raised when its steps change: what was counted before is void',
  created_at  BIGINT       NOT NULL,
  KEY goal_site (site_id)
);

CREATE TABLE goal_step (
  goal_id   BIGINT       NOT NULL,
  position  INT          NOT NULL COMMENT 'from 1',
  kind      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'io.piste.goal.StepKind',
  pattern   VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
    COMMENT 'path or name with * for anything; empty: any',
  PRIMARY KEY (goal_id, position),
  CONSTRAINT goal_step_goal FOREIGN KEY (goal_id) REFERENCES goal (id) ON DELETE CASCADE
);

CREATE TABLE goal_day (
  goal_id    BIGINT       NOT NULL,
  dimension  TINYINT UNSIGNED NOT NULL COMMENT 'io.piste.visit.Dimension',
  day        INT          NOT NULL COMMENT 'on which the visit began, or the visitor took the first step',
  value      VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  step       INT          NOT NULL COMMENT 'from 1',
  reached    BIGINT       NOT NULL COMMENT 'visits that came so far; of a funnel over days: visitors',
  visitors   BIGINT       NOT NULL COMMENT 'one who came so far in two visits of the day counts once',
  PRIMARY KEY (goal_id, dimension, day, value, step),
  CONSTRAINT goal_day_goal FOREIGN KEY (goal_id) REFERENCES goal (id) ON DELETE CASCADE
);

CREATE TABLE goal_counted (
  goal_id     BIGINT NOT NULL,
  day         INT    NOT NULL,
  changes     BIGINT NOT NULL COMMENT 'sum of traffic_change over the day and those that it depends on',
  counted_at  BIGINT NOT NULL,
  PRIMARY KEY (goal_id, day),
  CONSTRAINT goal_counted_goal FOREIGN KEY (goal_id) REFERENCES goal (id) ON DELETE CASCADE
);

-- Finds the few events of a kind in a stretch of time among the many that tell of attention.
ALTER TABLE visit_event ADD KEY visit_event_kind (site_id, kind, happened_at);
