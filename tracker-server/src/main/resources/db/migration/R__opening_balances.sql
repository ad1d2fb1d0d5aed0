-- Opening balances: rows as they were when the events before were dropped. Each table has the columns
-- of the one that it is named after. Made behind all other migrations; one that changes such a table
-- later also says ALTER TABLE IF EXISTS ..._opening, which OpeningsTest asks for.

CREATE TABLE IF NOT EXISTS visit_session_opening LIKE visit_session;
