-- The log by time of arrival: months are cut off the last part ahead of time, and those past
-- retention are dropped whole. A partitioned table cannot keep (stream, seq) unique by itself, so the
-- number of the last event of a stream is a row of its own, moved in the transaction that appends.

CREATE TABLE event_stream (
  stream    SMALLINT NOT NULL PRIMARY KEY,
  last_seq  BIGINT   NOT NULL
);

INSERT INTO event_stream (stream, last_seq)
SELECT 0, GREATEST(COALESCE((SELECT MAX(seq) FROM event_log WHERE stream = 0), 0),
                   COALESCE((SELECT seq FROM event_checkpoint WHERE stream = 0), 0));

ALTER TABLE event_log
  ADD COLUMN verdict TINYINT UNSIGNED NOT NULL DEFAULT 0
    COMMENT 'io.piste.eventlog.Verdict; 0: a person' AFTER received_at,
  ADD COLUMN client VARCHAR(500) NULL
    COMMENT 'device and place as JSON' AFTER type,
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (stream, seq, received_at)
  PARTITION BY RANGE (received_at) (PARTITION later VALUES LESS THAN MAXVALUE);
