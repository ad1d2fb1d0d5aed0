-- Files of contacts on their way in. The file itself lies in the data folder, by the number of its
-- row, until some days after it is done.
CREATE TABLE contact_import (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id       BIGINT       NOT NULL,
  file_name     VARCHAR(255) NOT NULL COMMENT 'as the person called it; shown, never used as a path',
  state         VARCHAR(16)  CHARACTER SET ascii NOT NULL COMMENT 'uploaded, checking, checked, importing, done, refused, cancelled',
  plan_json     MEDIUMTEXT   NOT NULL COMMENT 'format, mapping of columns, what to do with known contacts',
  file_bytes    BIGINT       NOT NULL,
  total_rows    BIGINT       NULL COMMENT 'once all of it was read',
  next_row      BIGINT       NOT NULL DEFAULT 0 COMMENT 'rows before this one are done, in the run that goes on',
  made          BIGINT       NOT NULL DEFAULT 0,
  changed       BIGINT       NOT NULL DEFAULT 0,
  unchanged     BIGINT       NOT NULL DEFAULT 0,
  suppressed    BIGINT       NOT NULL DEFAULT 0,
  faulty        BIGINT       NOT NULL DEFAULT 0,
  refusal       VARCHAR(32)  CHARACTER SET ascii NULL COMMENT 'io.piste.transfer.FileFault',
  refusal_line  BIGINT       NOT NULL DEFAULT 0,
  made_by       VARCHAR(254) NOT NULL,
  made_at       BIGINT       NOT NULL,
  begun_at      BIGINT       NULL COMMENT 'when the present run began',
  ended_at      BIGINT       NULL,
  file_gone     BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'the file and its faults were deleted',
  KEY contact_import_site (site_id, id),
  KEY contact_import_state (state, id)
);

-- What is wrong with single lines, of the latest run over them.
CREATE TABLE contact_import_fault (
  import_id  BIGINT       NOT NULL,
  line       BIGINT       NOT NULL COMMENT 'line of the file, from 1',
  field      VARCHAR(70)  CHARACTER SET ascii NOT NULL COMMENT 'key of the field; empty: the line as a whole',
  fault      VARCHAR(60)  CHARACTER SET ascii NOT NULL COMMENT 'a word that the console has a sentence for',
  detail     VARCHAR(300) NOT NULL DEFAULT '' COMMENT 'what would be right, cut; never what stands in the line',
  PRIMARY KEY (import_id, line, field)
);
