-- How a site asks for consent, by publication; what is being edited; and what was served when.
CREATE TABLE consent_setup (
  site_id       BIGINT     NOT NULL,
  revision      INT        NOT NULL COMMENT 'counts publications from 1; before the first the defaults hold',
  version       INT        NOT NULL COMMENT 'grows when everybody has to be asked again',
  body          MEDIUMTEXT NOT NULL COMMENT 'JSON of io.piste.consent.ConsentSetup',
  hash          BINARY(32) NOT NULL COMMENT 'SHA-256 of body',
  material      BOOLEAN    NOT NULL,
  published_at  BIGINT     NOT NULL,
  published_by  VARCHAR(254) NOT NULL,
  PRIMARY KEY (site_id, revision)
);

CREATE TABLE consent_draft (
  site_id   BIGINT     NOT NULL PRIMARY KEY,
  body      MEDIUMTEXT NOT NULL,
  saved_at  BIGINT     NOT NULL,
  saved_by  VARCHAR(254) NOT NULL
);

-- Languages are BCP 47 tags now, and a site may ask for purposes of its own.
ALTER TABLE consent_text MODIFY language VARCHAR(35) NOT NULL;
ALTER TABLE consent_record
  MODIFY language VARCHAR(35) NOT NULL,
  MODIFY granted VARCHAR(400) CHARACTER SET ascii NOT NULL COMMENT 'purposes granted, by commas',
  MODIFY refused VARCHAR(400) CHARACTER SET ascii NOT NULL,
  MODIFY how VARCHAR(16) CHARACTER SET ascii NOT NULL
    COMMENT 'accept, refuse, preferences, withdraw, gpc, again, api',
  ADD KEY consent_record_previous (site_id, previous_id),
  -- All that statistics read: they never touch the rows.
  ADD KEY consent_record_figures (site_id, decided_at, text_version, how, granted, refused);

-- How often pages asked for the text, by quarter of an hour: how many visitors could choose.
CREATE TABLE consent_asked (
  site_id     BIGINT  NOT NULL,
  quarter_at  BIGINT  NOT NULL,
  version     INT     NOT NULL,
  held        BOOLEAN NOT NULL COMMENT 'the page said that its visitor had chosen before',
  times       BIGINT  NOT NULL,
  PRIMARY KEY (site_id, quarter_at, version, held)
);
