-- Who is real: how many events came with which verdict, who is behind the doubtful ones, and what
-- people said about visitors.

-- As events arrived; not changed when a verdict is turned.
CREATE TABLE verdict_hour (
  site_id  BIGINT           NOT NULL,
  hour_at  BIGINT           NOT NULL COMMENT 'the beginning of the hour of arrival',
  verdict  TINYINT UNSIGNED NOT NULL COMMENT 'io.piste.eventlog.Verdict',
  events   BIGINT           NOT NULL,
  PRIMARY KEY (site_id, hour_at, verdict)
);

-- Visitors with events that were not taken for a person's.
CREATE TABLE doubtful_visitor (
  site_id     BIGINT           NOT NULL,
  visitor_id  BINARY(16)       NOT NULL,
  verdict     TINYINT UNSIGNED NOT NULL COMMENT 'the latest; 0 when it was a person until somebody said otherwise',
  name        VARCHAR(60)      NULL COMMENT 'family of the browser, or what the robot calls itself',
  system      VARCHAR(60)      NULL,
  events      BIGINT           NOT NULL COMMENT 'doubtful ones',
  first_at    BIGINT           NOT NULL,
  last_at     BIGINT           NOT NULL,
  PRIMARY KEY (site_id, visitor_id),
  KEY doubtful_visitor_last (site_id, last_at, visitor_id),
  KEY doubtful_visitor_verdict (site_id, verdict, last_at, visitor_id)
);

-- What a person said about a visitor goes before what the program thinks.
CREATE TABLE visitor_word (
  site_id     BIGINT           NOT NULL,
  visitor_id  BINARY(16)       NOT NULL,
  verdict     TINYINT UNSIGNED NOT NULL,
  said_at     BIGINT           NOT NULL,
  said_by     VARCHAR(254)     NOT NULL COMMENT 'address of who said it',
  settled     BOOLEAN          NOT NULL DEFAULT FALSE COMMENT 'whether events that arrived meanwhile were turned too',
  PRIMARY KEY (site_id, visitor_id),
  KEY visitor_word_settled (settled, said_at)
);
