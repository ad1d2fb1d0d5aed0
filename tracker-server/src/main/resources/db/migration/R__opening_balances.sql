-- Opening balances are made by V28. A migration that changes a table which has one changes that too;
-- OpeningsIT asks for it.
DO 0;
