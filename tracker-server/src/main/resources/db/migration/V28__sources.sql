-- Rows name their source where not all of them come from events: a rebuild replaces those alone.

ALTER TABLE contact
  ADD COLUMN acted_at BIGINT NULL
    COMMENT 'the last act that is in no event: a link in a mail was followed';

ALTER TABLE visitor_tag
  ADD COLUMN source VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'event'
    COMMENT 'event, opening, hand',
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (site_id, visitor_id, tag, weighed_at, source);

ALTER TABLE score_ledger
  ADD COLUMN source VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'event'
    COMMENT 'event, opening, hand';

-- Rules count for what arrives from made_at on and before ended_at (0: in force), so that a rebuild
-- gives each event what it gave when it came.
ALTER TABLE tag_rule
  ADD COLUMN made_at  BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN ended_at BIGINT NOT NULL DEFAULT 0,
  DROP KEY tag_rule_pattern,
  ADD UNIQUE KEY tag_rule_pattern (site_id, pattern, tag, ended_at);
ALTER TABLE score_rule
  ADD COLUMN made_at  BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN ended_at BIGINT NOT NULL DEFAULT 0,
  DROP KEY score_rule_pattern,
  ADD UNIQUE KEY score_rule_pattern (site_id, pattern, score, ended_at);

-- All carts that an order bought are looked at together.
ALTER TABLE cart ADD KEY cart_closed_by (closed_by);

-- Opening balances: rows as they were when the events before were dropped. A migration that changes
-- one of these tables changes its balances too. Nothing was written to the first one yet, and
-- visit_session has got new columns.
CREATE TABLE IF NOT EXISTS visit_session_opening LIKE visit_session;
DROP TABLE visit_session_opening;
CREATE TABLE visit_session_opening LIKE visit_session;
CREATE TABLE contact_opening LIKE contact;
CREATE TABLE identity_statement_opening LIKE identity_statement;
CREATE TABLE marketing_permission_opening LIKE marketing_permission;
CREATE TABLE cart_opening LIKE cart;
CREATE TABLE purchase_opening LIKE purchase;
