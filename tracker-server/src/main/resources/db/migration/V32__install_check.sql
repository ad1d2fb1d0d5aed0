-- What the last look at a site's page found, to be read again without looking again.
CREATE TABLE install_check (
  site_id    BIGINT        NOT NULL PRIMARY KEY,
  address    VARCHAR(2000) NOT NULL COMMENT 'of the page, as it was asked for',
  checked_at BIGINT        NOT NULL,
  findings   MEDIUMTEXT    NOT NULL COMMENT 'io.piste.install.Finding as JSON',
  CONSTRAINT install_check_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);

-- What came for a site in the last hour, by minute: who waits for the first event sees here what
-- came before it, and what was refused. No addresses of people, no visitors.
CREATE TABLE recent_arrival (
  site_id    BIGINT       NOT NULL,
  minute_at  BIGINT       NOT NULL COMMENT 'first millisecond of the minute, UTC',
  what       VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL
             COMMENT 'io.piste.site.Callers.Call, or an outcome as in ingest_count',
  origin     VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
             COMMENT 'of the page, where it is known; else empty',
  times      BIGINT       NOT NULL COMMENT 'requests, or events',
  PRIMARY KEY (site_id, minute_at, what, origin),
  KEY recent_arrival_old (minute_at)
);
