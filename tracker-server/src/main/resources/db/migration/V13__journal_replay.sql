-- How much of each file of the local journal is in the database: moved in the transaction that brings
-- its entries in, so they have their effects once. Files are deleted when all of them is here; a row
-- outlives its file by a while, for a file that came back with a restored disk.

CREATE TABLE journal_replay (
  segment   BINARY(16) NOT NULL PRIMARY KEY COMMENT 'the id in the head of the file',
  entries   INT        NOT NULL COMMENT 'how many of its entries, from the first one, are here',
  moved_at  BIGINT     NOT NULL,
  KEY journal_replay_moved (moved_at)
);
