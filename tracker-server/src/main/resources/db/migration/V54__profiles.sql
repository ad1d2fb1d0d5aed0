-- What visitors did that says something about them, for as long as raw visits are kept: only of
-- those who allow a profile. Everything else of a profile follows from these rows, from what is
-- known of the contact, and from the rules of the site; see docs/adr/0091.
CREATE TABLE profile_act (
  site_id     BIGINT        NOT NULL,
  visitor_id  BINARY(16)    NOT NULL,
  happened_at BIGINT        NOT NULL,
  event_id    BINARY(16)    NOT NULL,
  kind        VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'io.piste.profile.ActKind',
  name        VARCHAR(300)  NOT NULL COMMENT 'page: path; product: its name; search: words in small letters; form: its id; event: its name; click, download: address; cart, checkout, order: the number of the shop; may be empty',
  amount      DECIMAL(14,4) NULL COMMENT 'order, cart: total; product: price; search: results; event: its number (property value, or the only number)',
  PRIMARY KEY (site_id, visitor_id, happened_at, event_id),
  KEY profile_act_time (site_id, kind, happened_at, name, visitor_id)
);

-- Contacts whose profile may not be what it should be any more. Whoever changes something about a
-- contact adds a row in the same transaction; rows are deleted when the profile is settled.
CREATE TABLE contact_change (
  id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT NULL COMMENT 'empty: of every site that knows the contact',
  contact_id  BIGINT NOT NULL,
  noted_at    BIGINT NOT NULL DEFAULT (FLOOR(UNIX_TIMESTAMP(NOW(3)) * 1000)) COMMENT 'by the clock of the database, for the metrics'
);

-- One row for each contact that a site knows.
CREATE TABLE profile (
  site_id     BIGINT      NOT NULL,
  contact_id  BIGINT      NOT NULL,
  stage       VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'engagement' COMMENT 'engagement, qualification, transformation, loyalty',
  stage_by    VARCHAR(8)  CHARACTER SET ascii NOT NULL DEFAULT 'rule' COMMENT 'rule, or hand: then it stays',
  stage_at    BIGINT      NOT NULL,
  made_at     BIGINT      NOT NULL,
  due_at      BIGINT      NULL COMMENT 'when time alone may change something about it',
  PRIMARY KEY (site_id, contact_id),
  KEY profile_contact (contact_id),
  KEY profile_stage (site_id, stage, stage_by),
  KEY profile_due (due_at)
);

CREATE TABLE stage_change (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT      NOT NULL,
  contact_id  BIGINT      NOT NULL,
  stage       VARCHAR(16) CHARACTER SET ascii NOT NULL,
  was         VARCHAR(16) CHARACTER SET ascii NULL,
  changed_by  VARCHAR(8)  CHARACTER SET ascii NOT NULL COMMENT 'rule, hand',
  changed_at  BIGINT      NOT NULL,
  KEY stage_change_contact (contact_id, changed_at)
);

-- Tags. A weight halves in the half-life of the tag's category, so log2(weight) + time / half-life
-- stays the same as time passes: that is the level. It puts contacts in the order of their weight
-- at any time, and says when a weight falls below a value.
CREATE TABLE tag_category (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id         BIGINT       NOT NULL,
  name            VARCHAR(60)  NOT NULL,
  half_life_days  INT          NOT NULL DEFAULT 30 COMMENT '0: a weight does not fade',
  UNIQUE KEY tag_category_name (site_id, name)
);

CREATE TABLE tag (
  site_id      BIGINT      NOT NULL,
  name         VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'in small letters',
  category_id  BIGINT      NULL COMMENT 'empty: none, 30 days',
  PRIMARY KEY (site_id, name),
  CONSTRAINT tag_of_category FOREIGN KEY (category_id) REFERENCES tag_category (id) ON DELETE SET NULL
);

CREATE TABLE profile_tag (
  site_id     BIGINT      NOT NULL,
  contact_id  BIGINT      NOT NULL,
  tag         VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'in small letters',
  level       DOUBLE      NOT NULL COMMENT 'log2(weight) + time in half-lives since 1970; without half-life the weight itself; no weight: -1e9',
  given       BOOLEAN     NOT NULL DEFAULT FALSE COMMENT 'by hand or by a shop: it stays whatever the weight is',
  PRIMARY KEY (site_id, contact_id, tag),
  KEY profile_tag_level (site_id, tag, level, contact_id)
);

-- Rules count for everything that is kept, or for what happened from counts_from on. Those that
-- ended are of no use any more.
DELETE FROM tag_rule WHERE ended_at <> 0 OR weight <= 0;
UPDATE tag_rule SET tag = LOWER(tag);
ALTER TABLE tag_rule
  DROP KEY tag_rule_pattern,
  DROP COLUMN made_at,
  DROP COLUMN ended_at,
  MODIFY COLUMN pattern VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'with * for anything',
  MODIFY COLUMN tag     VARCHAR(60)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'in small letters; *: the word that fits the pattern, for kinds content and category',
  ADD COLUMN kind        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'page' COMMENT 'io.piste.profile.RuleKind',
  ADD COLUMN counts_from BIGINT      NOT NULL DEFAULT 0,
  ADD UNIQUE KEY tag_rule_match (site_id, kind, pattern, tag);

-- Scores.
CREATE TABLE score (
  id              BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id         BIGINT        NOT NULL,
  name            VARCHAR(60)   NOT NULL,
  description     VARCHAR(500)  NOT NULL DEFAULT '',
  half_life_days  INT           NOT NULL DEFAULT 0 COMMENT '0: it does not fade',
  floor_points    DECIMAL(14,3) NULL COMMENT '0 or less',
  ceiling_points  DECIMAL(14,3) NULL COMMENT '0 or more',
  removed_at      BIGINT        NULL COMMENT 'until the next run has removed what contacts have of it',
  UNIQUE KEY score_name (site_id, name)
);

INSERT IGNORE INTO score (site_id, name)
  SELECT site_id, score FROM score_rule WHERE ended_at = 0
  UNION SELECT site_id, score FROM score_ledger WHERE source <> 'event';

CREATE TABLE score_rule_new (
  id           BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  score_id     BIGINT        NOT NULL,
  mode         VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'io.piste.profile.ScoreMode',
  kind         VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'io.piste.profile.RuleKind',
  pattern      VARCHAR(300)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'with * for anything; kind field: the name of the field',
  value        DECIMAL(14,4) NOT NULL COMMENT 'once, each: points; coefficient: the factor; field: 1',
  counts_from  BIGINT        NOT NULL DEFAULT 0,
  UNIQUE KEY score_rule_match (score_id, mode, kind, pattern),
  CONSTRAINT score_rule_of FOREIGN KEY (score_id) REFERENCES score (id) ON DELETE CASCADE
);
INSERT INTO score_rule_new (score_id, mode, kind, pattern, value)
  SELECT s.id, 'each', 'page', r.pattern, r.points
  FROM score_rule r JOIN score s ON s.site_id = r.site_id AND s.name = r.score
  WHERE r.ended_at = 0 ORDER BY r.id;
DROP TABLE score_rule;
RENAME TABLE score_rule_new TO score_rule;

CREATE TABLE profile_score (
  score_id    BIGINT        NOT NULL,
  contact_id  BIGINT        NOT NULL,
  points      DECIMAL(14,3) NOT NULL COMMENT 'at changed_at',
  changed_at  BIGINT        NOT NULL COMMENT 'of the newest line of its ledger',
  level       DOUBLE        NOT NULL COMMENT 'like profile_tag.level; 0 points and less: -1e9',
  PRIMARY KEY (score_id, contact_id),
  KEY profile_score_level (score_id, level, contact_id),
  KEY profile_score_contact (contact_id)
);

-- When a contact moves on by rule; without a row the numbers are those of io.piste.profile.StageRule.
CREATE TABLE stage_rule (
  site_id              BIGINT  NOT NULL PRIMARY KEY,
  loyalty_orders       INT     NOT NULL,
  loyalty_days         INT     NOT NULL,
  transformation_days  INT     NOT NULL,
  qualification_pages  INT     NOT NULL,
  qualification_days   INT     NOT NULL,
  qualification_mails  BOOLEAN NOT NULL COMMENT 'who allows mails is qualified'
);

-- Everybody's profile is worked out anew: after a change of rules, and when somebody asks for it.
CREATE TABLE profile_run (
  id            BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id       BIGINT      NOT NULL,
  state         VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'waiting, running, done; replaced: a newer one does its work',
  reason        VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'rules, hand',
  asked_at      BIGINT      NOT NULL,
  begun_at      BIGINT      NULL,
  ended_at      BIGINT      NULL,
  total         BIGINT      NULL COMMENT 'contacts, when it began',
  last_contact  BIGINT      NOT NULL DEFAULT 0 COMMENT 'everybody up to this one is done',
  seen          BIGINT      NOT NULL DEFAULT 0 COMMENT 'contacts',
  written       BIGINT      NOT NULL DEFAULT 0 COMMENT 'rows that were not what they should be',
  KEY profile_run_state (state, id),
  KEY profile_run_site (site_id, id)
);

-- What was given by events that are not kept any more stays, visitor by visitor; what follows from
-- events that are kept is worked out from profile_act.
DELETE FROM visitor_tag WHERE source = 'event';
DELETE FROM score_ledger WHERE source = 'event';
ALTER TABLE visitor_tag
  MODIFY COLUMN source VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'opening' COMMENT 'opening, hand';
ALTER TABLE score_ledger
  MODIFY COLUMN points DECIMAL(14,3) NOT NULL,
  MODIFY COLUMN source VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'opening' COMMENT 'opening, hand',
  ADD COLUMN rule_id BIGINT NULL COMMENT 'that gave it: one that counts once counts no more';

ALTER TABLE mail_link ADD KEY mail_link_contact (contact_id, followed_at);

-- Everybody is looked at once.
INSERT INTO contact_change (contact_id) SELECT id FROM contact WHERE created_at > 0;
