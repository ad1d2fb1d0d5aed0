-- What the clock said, by hours of watching it: nothing is dropped on the word of a clock that has
-- just jumped.
CREATE TABLE upkeep_clock (
  id          TINYINT NOT NULL PRIMARY KEY,
  seen_at     BIGINT  NOT NULL COMMENT 'what it said last',
  watched_ms  BIGINT  NOT NULL COMMENT 'how long it was watched in all; jumps do not count'
);

CREATE TABLE upkeep_hour (
  hour     BIGINT NOT NULL PRIMARY KEY COMMENT 'of watching, from 0',
  seen_at  BIGINT NOT NULL COMMENT 'the earliest that it said in that hour'
);
