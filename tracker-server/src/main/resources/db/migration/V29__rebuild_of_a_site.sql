-- A rebuild of one site alone.
ALTER TABLE rebuild_run
  ADD COLUMN only_site BIGINT NOT NULL DEFAULT 0 COMMENT '0: of all' AFTER until_at;
