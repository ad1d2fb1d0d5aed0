-- Who appends holds a lock of the database while it does, so the end of the log is where its last row
-- is: no row of its own has to be moved with each group of events.

DROP TABLE event_stream;
