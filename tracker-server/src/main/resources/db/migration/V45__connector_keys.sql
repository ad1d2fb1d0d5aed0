-- Keys of connectors. The key itself is a signed token that names its row and is not kept.
CREATE TABLE connector_key (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id      BIGINT       NOT NULL,
  name         VARCHAR(60)  NOT NULL COMMENT 'for people: where the key is used',
  scopes       VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'by spaces',
  key_version  INT          NOT NULL COMMENT 'of the site when it was made: raising that one ends all keys',
  made_at      BIGINT       NOT NULL,
  used_at      BIGINT       NULL COMMENT 'to the minute',
  ends_at      BIGINT       NULL COMMENT 'empty: never; set when another key took its place',
  revoked_at   BIGINT       NULL,
  KEY connector_key_site (site_id, id),
  CONSTRAINT connector_key_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);

-- What connectors say of themselves.
CREATE TABLE connector_seen (
  site_id          BIGINT       NOT NULL,
  connector        VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  platform         VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'versions around it, as sent: wp=7.1.1; php=8.2.29',
  seen_at          BIGINT       NOT NULL COMMENT 'last call, to the minute',
  reported_at      BIGINT       NULL,
  queue_length     INT          NULL COMMENT 'calls that wait on its side',
  queue_oldest_at  BIGINT       NULL,
  errors_json      MEDIUMTEXT   NULL COMMENT 'what it could not do lately',
  PRIMARY KEY (site_id, connector),
  CONSTRAINT connector_seen_site FOREIGN KEY (site_id) REFERENCES site (id) ON DELETE CASCADE
);
