-- Who ordered lately, without a look at the rows: a condition of segments.
ALTER TABLE purchase
  DROP KEY purchase_time,
  ADD KEY purchase_time (site_id, ordered_at, status, visitor_id);
