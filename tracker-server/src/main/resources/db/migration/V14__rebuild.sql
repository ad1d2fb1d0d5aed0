-- What a rebuild of the projections needs, and what is kept of events that are dropped.

-- Dead letters: whose, what, since when, and what became of them.
ALTER TABLE event_dead
  ADD COLUMN site_id       BIGINT       NOT NULL DEFAULT 0 AFTER seq,
  ADD COLUMN visitor_id    BINARY(16)   NOT NULL DEFAULT 0 AFTER site_id,
  ADD COLUMN event_id      BINARY(16)   NOT NULL DEFAULT 0 AFTER visitor_id,
  ADD COLUMN type          VARCHAR(16)  CHARACTER SET ascii NOT NULL DEFAULT '' AFTER event_id,
  ADD COLUMN received_at   BIGINT       NOT NULL DEFAULT 0 AFTER type,
  ADD COLUMN cause         VARCHAR(16)  CHARACTER SET ascii NOT NULL DEFAULT 'fault'
    COMMENT 'io.piste.eventlog.DeathCause' AFTER received_at,
  ADD COLUMN state         VARCHAR(16)  CHARACTER SET ascii NOT NULL DEFAULT 'dead'
    COMMENT 'dead, replayed, discarded' AFTER cause,
  ADD COLUMN tries         INT          NOT NULL DEFAULT 1,
  ADD COLUMN settled_at    BIGINT       NULL COMMENT 'when it was replayed or discarded',
  ADD COLUMN settled_by    VARCHAR(254) NULL,
  ADD COLUMN settled_after BIGINT       NULL
    COMMENT 'the checkpoint then: a rebuild puts a replayed event behind that one',
  ADD KEY event_dead_state (state, cause, seq),
  ADD KEY event_dead_event (event_id);

UPDATE event_dead d
JOIN event_log l ON l.stream = d.stream AND l.seq = d.seq
SET d.site_id = l.site_id, d.visitor_id = l.visitor_id, d.event_id = l.event_id, d.type = l.type,
    d.received_at = l.received_at;

-- What was received from these visitors until then has no effects any more, and never again.
CREATE TABLE erased_visitor (
  site_id     BIGINT     NOT NULL,
  visitor_id  BINARY(16) NOT NULL,
  erased_at   BIGINT     NOT NULL,
  PRIMARY KEY (site_id, visitor_id)
);

-- While a part of the log is being closed: which events of a visitor its opening balance holds.
CREATE TABLE event_covered (
  site_id      BIGINT     NOT NULL,
  visitor_id   BINARY(16) NOT NULL,
  until_at     BIGINT     NOT NULL COMMENT 'received before that',
  through_seq  BIGINT     NOT NULL,
  PRIMARY KEY (site_id, visitor_id)
);

-- How far a rebuild is; its work tables are made and dropped by the program.
CREATE TABLE rebuild_run (
  job            VARCHAR(16) CHARACTER SET ascii NOT NULL PRIMARY KEY COMMENT 'all, part',
  state          VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'gathering, projecting, done',
  started_at     BIGINT      NOT NULL,
  beat_at        BIGINT      NOT NULL COMMENT 'the last step forward',
  ended_at       BIGINT      NULL,
  until_at       BIGINT      NULL COMMENT 'the end of the part that is being closed',
  through_seq    BIGINT      NOT NULL COMMENT 'gathered up to here',
  target_seq     BIGINT      NOT NULL COMMENT 'the checkpoint at the start',
  cursor_site    BIGINT      NOT NULL DEFAULT 0,
  cursor_visitor BINARY(16)  NOT NULL DEFAULT 0,
  events         BIGINT      NOT NULL DEFAULT 0,
  events_done    BIGINT      NOT NULL DEFAULT 0,
  visitors_done  BIGINT      NOT NULL DEFAULT 0
);

-- Visitors whose rows are to be made anew, with the verdict that their events get before that.
CREATE TABLE rebuild_request (
  site_id     BIGINT     NOT NULL,
  visitor_id  BINARY(16) NOT NULL,
  verdict     TINYINT UNSIGNED NULL COMMENT 'io.piste.eventlog.Verdict; empty: as it is',
  asked_at    BIGINT     NOT NULL,
  PRIMARY KEY (site_id, visitor_id)
);
