-- How many events came with which verdict is counted at the intake (ingest_count).
DROP TABLE verdict_hour;
