-- The content library: what there is to read and to buy. A row that was deleted stays, empty, so that
-- a call that was on its way does not bring it back.
CREATE TABLE content (
  id            BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id       BIGINT        NOT NULL,
  content_key   VARCHAR(100)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'what its source calls it',
  source        VARCHAR(16)   CHARACTER SET ascii NOT NULL COMMENT 'connector',
  type          VARCHAR(16)   CHARACTER SET ascii NOT NULL COMMENT 'post, page, product',
  url           VARCHAR(1000) NOT NULL,
  title         VARCHAR(300)  NOT NULL,
  excerpt       VARCHAR(2000) NULL,
  image         VARCHAR(1000) NULL,
  language      VARCHAR(8)    NULL,
  tags_json     MEDIUMTEXT    NOT NULL,
  categories_json MEDIUMTEXT  NOT NULL,
  price         DECIMAL(14,2) NULL,
  currency      CHAR(3)       NULL,
  in_stock      BOOLEAN       NULL,
  published_at  BIGINT        NOT NULL,
  updated_at    BIGINT        NOT NULL COMMENT 'by the clock of its source',
  stored_at     BIGINT        NOT NULL,
  deleted_at    BIGINT        NULL,
  UNIQUE KEY content_key (site_id, content_key),
  KEY content_list (site_id, deleted_at, id),
  CONSTRAINT content_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);

-- Answers to "may we write to you?" that shops handed in: the proof of marketing_permission. Rows are
-- only added. Who is erased is cut off: the hash finds a row again for whoever presents the address.
CREATE TABLE marketing_answer (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id      BIGINT       NOT NULL,
  contact_id   BIGINT       NULL COMMENT 'empty when the person was erased',
  email_hash   BINARY(32)   NOT NULL COMMENT 'keyed',
  granted      BOOLEAN      NOT NULL,
  proof        VARCHAR(16)  NOT NULL COMMENT 'verified or claimed',
  source       VARCHAR(32)  NOT NULL COMMENT 'form, checkout, account, unsubscribe',
  words        VARCHAR(2000) NOT NULL COMMENT 'what stood beside the box',
  page         VARCHAR(500) NULL COMMENT 'origin and path, no query',
  language     VARCHAR(8)   NULL,
  decided_at   BIGINT       NOT NULL,
  received_at  BIGINT       NOT NULL,
  UNIQUE KEY marketing_answer_once (site_id, email_hash, decided_at, granted, source),
  KEY marketing_answer_contact (contact_id, site_id)
);

-- Tags that a shop or a person gave a contact; those that follow from visits stand in visitor_tag.
CREATE TABLE contact_tag (
  site_id     BIGINT      NOT NULL,
  contact_id  BIGINT      NOT NULL,
  tag         VARCHAR(60) NOT NULL,
  given_at    BIGINT      NOT NULL,
  PRIMARY KEY (contact_id, site_id, tag)
);
