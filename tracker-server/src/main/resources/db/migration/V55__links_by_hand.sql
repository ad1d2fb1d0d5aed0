-- A person decided that a browser is not this contact, whatever was said. The statements stay, and
-- count for nothing while a row is here that was not undone; see docs/adr/0097.
CREATE TABLE identity_refusal (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT       NOT NULL,
  visitor_id  BINARY(16)   NOT NULL,
  contact_id  BIGINT       NOT NULL,
  refused_at  BIGINT       NOT NULL,
  refused_by  VARCHAR(254) NOT NULL COMMENT 'address of the user of the console',
  undone_at   BIGINT       NULL,
  undone_by   VARCHAR(254) NULL,
  KEY identity_refusal_visitor (site_id, visitor_id, contact_id, undone_at),
  KEY identity_refusal_contact (contact_id, refused_at)
);

-- Two contacts that a person said are one. contact.merged_into follows from the rows that were not
-- undone: the last one of the chain. Undone, nothing of it is left but the row.
CREATE TABLE contact_merge (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kept_id       BIGINT       NOT NULL,
  merged_id     BIGINT       NOT NULL,
  merged_at     BIGINT       NOT NULL,
  merged_by     VARCHAR(254) NOT NULL,
  kept_last_at  BIGINT       NOT NULL COMMENT 'last interaction of the kept one before',
  undone_at     BIGINT       NULL,
  undone_by     VARCHAR(254) NULL,
  KEY contact_merge_kept (kept_id, undone_at),
  KEY contact_merge_merged (merged_id, undone_at)
);

-- Two contacts of whom a person said that they are not one: they are not shown as likely duplicates.
CREATE TABLE contact_distinct (
  lower_id   BIGINT       NOT NULL,
  higher_id  BIGINT       NOT NULL,
  said_at    BIGINT       NOT NULL,
  said_by    VARCHAR(254) NOT NULL,
  PRIMARY KEY (lower_id, higher_id),
  KEY contact_distinct_higher (higher_id)
);

-- What likely duplicates have in common, each in the order of an index. email_key is the address as
-- its provider reads it: without dots and what follows a plus sign. Invisible, since contact_opening
-- is copied with SELECT *.
ALTER TABLE contact
  ADD COLUMN email_key VARCHAR(254) AS (
    CASE
      WHEN SUBSTRING_INDEX(email, '@', -1) IN ('gmail.com', 'googlemail.com')
        THEN CONCAT(REPLACE(SUBSTRING_INDEX(SUBSTRING_INDEX(email, '@', 1), '+', 1), '.', ''), '@gmail.com')
      WHEN SUBSTRING_INDEX(email, '@', -1) IN ('outlook.com', 'outlook.fr', 'hotmail.com', 'hotmail.fr',
          'live.com', 'live.fr', 'icloud.com', 'me.com', 'proton.me', 'protonmail.com', 'pm.me',
          'fastmail.com')
        THEN CONCAT(SUBSTRING_INDEX(SUBSTRING_INDEX(email, '@', 1), '+', 1), '@', SUBSTRING_INDEX(email, '@', -1))
    END
  ) VIRTUAL INVISIBLE,
  DROP KEY contact_last_name,
  ADD KEY contact_last_name (last_name, first_name),
  ADD KEY contact_phone (phone),
  ADD KEY contact_postcode_name (postcode, last_name, first_name),
  ADD KEY contact_company_name (company, last_name, first_name),
  ADD KEY contact_email_key (email_key);
