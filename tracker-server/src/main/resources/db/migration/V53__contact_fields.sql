-- What is known of a contact beside name and address. All of it is optional, so that completeness
-- can be a figure. None of it comes from events: a rebuild leaves it alone, and in contact_opening
-- it stays empty (its columns are those of its table, as always).
ALTER TABLE contact
  MODIFY language      VARCHAR(35)  NULL COMMENT 'BCP 47, as fr or fr-CA',
  ADD COLUMN company       VARCHAR(200) NULL,
  ADD COLUMN phone         VARCHAR(32)  NULL COMMENT 'digits with a leading + and the country, or as it was given',
  ADD COLUMN street        VARCHAR(200) NULL,
  ADD COLUMN postcode      VARCHAR(20)  NULL,
  ADD COLUMN city          VARCHAR(100) NULL,
  ADD COLUMN country       CHAR(2)      NULL COMMENT 'ISO 3166-1 alpha-2, large letters',
  ADD COLUMN time_zone     VARCHAR(64)  NULL COMMENT 'IANA name',
  ADD COLUMN edited_at     BIGINT       NULL COMMENT 'when anything of it last came by hand, file or API; such a contact is never deleted by a rebuild',
  ADD COLUMN names_at      BIGINT       NULL COMMENT 'the same for names and language: events of before leave them alone',
  ADD COLUMN restricted_at BIGINT       NULL COMMENT 'since then nothing is done with what is stored (rule D4)',
  ADD COLUMN merged_into   BIGINT       NULL COMMENT 'the contact that this one was merged into by hand',
  ADD KEY contact_merged (merged_into),
  ADD KEY contact_created (created_at);
ALTER TABLE contact_opening
  MODIFY language      VARCHAR(35)  NULL COMMENT 'BCP 47, as fr or fr-CA',
  ADD COLUMN company       VARCHAR(200) NULL,
  ADD COLUMN phone         VARCHAR(32)  NULL,
  ADD COLUMN street        VARCHAR(200) NULL,
  ADD COLUMN postcode      VARCHAR(20)  NULL,
  ADD COLUMN city          VARCHAR(100) NULL,
  ADD COLUMN country       CHAR(2)      NULL,
  ADD COLUMN time_zone     VARCHAR(64)  NULL,
  ADD COLUMN edited_at     BIGINT       NULL,
  ADD COLUMN names_at      BIGINT       NULL,
  ADD COLUMN restricted_at BIGINT       NULL,
  ADD COLUMN merged_into   BIGINT       NULL;

-- That a site knows a contact which no visitor of it was said to be: made by hand, by a file or by
-- its shop.
CREATE TABLE contact_site (
  site_id     BIGINT NOT NULL,
  contact_id  BIGINT NOT NULL,
  since_at    BIGINT NOT NULL,
  PRIMARY KEY (site_id, contact_id),
  KEY contact_site_contact (contact_id)
);

-- What was done to a contact by somebody. Rows are only added.
CREATE TABLE contact_edit (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  contact_id  BIGINT       NOT NULL,
  what        VARCHAR(16)  CHARACTER SET ascii NOT NULL COMMENT 'made, changed, restricted, lifted',
  way         VARCHAR(16)  CHARACTER SET ascii NOT NULL COMMENT 'hand, import, connector',
  edited_by   VARCHAR(254) NOT NULL COMMENT 'address of the user of the console, file or key',
  edited_at   BIGINT       NOT NULL,
  fields      VARCHAR(2000) CHARACTER SET ascii NULL COMMENT 'which changed, by key, with commas between',
  reason      VARCHAR(500) NULL COMMENT 'of a restriction and its end',
  KEY contact_edit_contact (contact_id, edited_at)
);

-- Fields that the operator adds; they are the installation's, like the contacts.
CREATE TABLE contact_field (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name        VARCHAR(60)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'in rules, files and the API: small letters, digits, _',
  label       VARCHAR(100) NOT NULL COMMENT 'what people read',
  type        VARCHAR(16)  CHARACTER SET ascii NOT NULL COMMENT 'text, number, date, choice, yes_no',
  choices_json MEDIUMTEXT  NULL COMMENT 'the texts of a choice, in order',
  counts      BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'whether it counts for completeness',
  made_at     BIGINT       NOT NULL,
  UNIQUE KEY contact_field_name (name)
);

-- One value; which column holds it follows from the type.
CREATE TABLE contact_value (
  contact_id  BIGINT        NOT NULL,
  field_id    BIGINT        NOT NULL,
  text        VARCHAR(500)  NULL COMMENT 'text, choice',
  number      DECIMAL(18,4) NULL COMMENT 'number; yes_no: 1 or 0',
  day         DATE          NULL COMMENT 'date',
  PRIMARY KEY (contact_id, field_id),
  KEY contact_value_text (field_id, text(100)),
  KEY contact_value_number (field_id, number),
  KEY contact_value_day (field_id, day),
  CONSTRAINT contact_value_field FOREIGN KEY (field_id) REFERENCES contact_field (id) ON DELETE CASCADE
);

-- Standard fields that do not count for completeness though they would, and the other way round.
CREATE TABLE completeness_field (
  field   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  counts  BOOLEAN     NOT NULL
);
