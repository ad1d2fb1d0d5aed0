-- Who a visitor is follows from all that was said about it, in whatever order it was heard; see
-- docs/adr/0020-who-a-visitor-is.md. identity_link holds what follows, for those who read.
CREATE TABLE identity_statement (
  site_id     BIGINT      NOT NULL,
  visitor_id  BINARY(16)  NOT NULL,
  said_at     BIGINT      NOT NULL,
  event_id    BINARY(16)  NOT NULL COMMENT 'tells statements of one moment apart',
  contact_id  BIGINT      NOT NULL,
  proof       VARCHAR(16) NOT NULL COMMENT 'verified or claimed',
  source      VARCHAR(32) NOT NULL COMMENT 'token, form, mail',
  PRIMARY KEY (site_id, visitor_id, said_at, event_id),
  KEY identity_statement_contact (contact_id, site_id, visitor_id)
);

INSERT INTO identity_statement
  (site_id, visitor_id, said_at, event_id, contact_id, proof, source)
SELECT site_id, visitor_id, linked_at, UNHEX(LPAD(HEX(id), 32, '0')), contact_id, proof, source
FROM identity_link;

-- Each time that a restore link was followed, and by which browser where that allows the use of
-- carts: its next order is the cart's. See docs/adr/0022-an-order-on-another-device.md.
CREATE TABLE cart_return (
  cart_id      BIGINT      NOT NULL,
  visitor_id   BINARY(16)  NOT NULL COMMENT '16 zeros: a browser that allowed nothing, or is not known',
  followed_at  BIGINT      NOT NULL,
  site_id      BIGINT      NOT NULL,
  cart_key     VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'the id that the shop gave the cart',
  own_key      BOOLEAN     NOT NULL COMMENT 'no other visitor had a cart of that id before: it names this cart alone',
  PRIMARY KEY (cart_id, visitor_id, followed_at),
  KEY cart_return_visitor (site_id, visitor_id, followed_at),
  KEY cart_return_key (site_id, cart_key, followed_at)
);

INSERT INTO cart_return (cart_id, visitor_id, followed_at, site_id, cart_key, own_key)
SELECT id, UNHEX(REPEAT('0', 32)), restored_at, site_id, cart_key, FALSE
FROM cart WHERE restored_at IS NOT NULL;

ALTER TABLE cart
  ADD COLUMN closed_by BIGINT NULL COMMENT 'the order (purchase.id) that bought it',
  ADD KEY cart_shop_key (site_id, cart_key);

ALTER TABLE purchase
  ADD COLUMN cart_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL
    COMMENT 'the cart that the shop named';

UPDATE cart c JOIN purchase p ON p.site_id = c.site_id AND p.ordered_at = c.closed_at
SET c.closed_by = p.id
WHERE c.state IN ('ordered', 'recovered');

-- One row for each moment of gain, so that people who shared a browser can be told apart.
ALTER TABLE visitor_tag
  DROP PRIMARY KEY, ADD PRIMARY KEY (site_id, visitor_id, tag, weighed_at);
