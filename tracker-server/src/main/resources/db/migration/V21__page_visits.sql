-- Which pages a session saw, so that a page counts a visit once however often it is shown.
ALTER TABLE visit_session
  ADD COLUMN paths VARBINARY(256) NOT NULL DEFAULT '' COMMENT 'io.piste.visit.PathSet';
