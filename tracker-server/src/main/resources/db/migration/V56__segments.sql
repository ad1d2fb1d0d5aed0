-- Groups of contacts: by a rule, kept current as things happen and as time passes, or by hand.
CREATE TABLE segment (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id      BIGINT       NOT NULL,
  name         VARCHAR(100) NOT NULL,
  description  VARCHAR(500) NOT NULL DEFAULT '',
  rule_json    MEDIUMTEXT   NULL COMMENT 'io/piste/protocol/schemas/v1/segment.json; empty: a static segment, filled by hand',
  version      INT          NOT NULL DEFAULT 1 COMMENT 'grows with each change of the rule, and of a segment that it names',
  filled       INT          NOT NULL DEFAULT 0 COMMENT 'the version that its members were worked out for, all of them',
  stands_on    MEDIUMTEXT   NULL COMMENT 'what the names in the rule stood for when it was filled',
  made_at      BIGINT       NOT NULL,
  changed_at   BIGINT       NOT NULL,
  UNIQUE KEY segment_name (site_id, name)
);

CREATE TABLE segment_member (
  segment_id  BIGINT NOT NULL,
  contact_id  BIGINT NOT NULL,
  entered_at  BIGINT NOT NULL,
  PRIMARY KEY (segment_id, contact_id),
  KEY segment_member_contact (contact_id, segment_id),
  KEY segment_member_entered (segment_id, entered_at, contact_id)
);

-- Who entered and left when. Rows are only added, and deleted with old visits.
CREATE TABLE segment_change (
  id          BIGINT     NOT NULL AUTO_INCREMENT PRIMARY KEY,
  segment_id  BIGINT     NOT NULL,
  contact_id  BIGINT     NOT NULL,
  entered     BOOLEAN    NOT NULL,
  cause       VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'event: something happened or time passed; rule: the rule is new; hand: by a person, a file or a shop',
  changed_at  BIGINT     NOT NULL,
  KEY segment_change_contact (contact_id, changed_at),
  KEY segment_change_segment (segment_id, changed_at),
  KEY segment_change_time (changed_at)
);

-- Fillings that are under way: a row until the segment is filled. Contacts up to cursor_id are done.
CREATE TABLE segment_fill (
  segment_id  BIGINT NOT NULL PRIMARY KEY,
  version     INT    NOT NULL COMMENT 'of the rule that it is filled by; another version begins anew',
  cursor_id   BIGINT NOT NULL DEFAULT 0,
  done        BIGINT NOT NULL DEFAULT 0,
  total       BIGINT NOT NULL,
  begun_at    BIGINT NOT NULL
);

-- Segments that were removed, until their members are too.
CREATE TABLE segment_gone (
  segment_id  BIGINT NOT NULL PRIMARY KEY
);

-- Up to when it was looked what time alone changed.
CREATE TABLE segment_clock (
  site_id     BIGINT NOT NULL PRIMARY KEY,
  seen_until  BIGINT NOT NULL
);

-- Who is in no segment is found by these, and whom time alone brings into one or out of it.
ALTER TABLE contact ADD KEY contact_restricted (restricted_at);
ALTER TABLE outbox_message ADD KEY outbox_sent (site_id, sent_at, contact_id);
ALTER TABLE mail_link ADD KEY mail_link_followed (site_id, followed_at, contact_id);
ALTER TABLE consent_state ADD KEY consent_state_expires (site_id, expires_at);
ALTER TABLE cart
  ADD KEY cart_abandoned (site_id, abandoned_at),
  ADD KEY cart_closed (site_id, closed_at);
-- Whose act it was, and which acts are whose, without a look at the rows.
ALTER TABLE identity_link
  ADD KEY identity_link_stretch (site_id, visitor_id, since_at, undone_at, contact_id),
  ADD KEY identity_link_person (contact_id, site_id, visitor_id, since_at, undone_at);
