-- Opening balances: rows as they were when the events before were dropped. Each table has the columns
-- of the one that it is named after; all are made by V28. A migration that changes such a table later
-- changes its balances too, which OpeningsIT asks for.

CREATE TABLE IF NOT EXISTS visit_session_opening LIKE visit_session;
