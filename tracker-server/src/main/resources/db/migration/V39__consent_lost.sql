-- What visitors took back, in order: who does something with a purpose reads here what has to end.
CREATE TABLE consent_lost (
  id          BIGINT     NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id     BIGINT     NOT NULL,
  visitor_id  BINARY(16) NOT NULL,
  purposes    INT        NOT NULL COMMENT 'bits of io.piste.consent.Purpose that were granted and are no more',
  lost_at     BIGINT     NOT NULL,
  profile     TINYINT    NOT NULL DEFAULT 0 COMMENT 'how often the profile was removed: once at once, once more for events on their way',
  KEY consent_lost_visitor (site_id, visitor_id),
  KEY consent_lost_profile (profile, lost_at)
);
