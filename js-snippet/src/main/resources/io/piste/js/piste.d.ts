/** Piste's calls, for TypeScript. What each is for is described in docs/snippet.md. */

export interface Line {
  sku: string;
  name: string;
  quantity: number;
  /** per unit, at most 2 decimals */
  price: number;
  url?: string;
  image?: string;
}

export interface Product {
  sku: string;
  name: string;
  price?: number;
  currency?: string;
  url?: string;
  image?: string;
}

export interface Cart {
  id: string;
  currency: string;
  /** always all of them; none when the cart is empty */
  lines: Line[];
  /** grows with each snapshot; made when it is left out */
  seq?: number;
}

export interface Order {
  id: string;
  cart?: string;
  currency: string;
  total: number;
  lines: Line[];
}

export interface Person {
  email?: string;
  /** signed by your server, in place of email */
  token?: string;
  firstName?: string;
  lastName?: string;
  language?: string;
  /** the state of a box of its own; left out where there is none */
  marketing?: boolean;
}

/** Names of Google Analytics 4; what belongs to them is described there. */
export type Ga4Name =
  | 'view_item'
  | 'add_to_cart'
  | 'remove_from_cart'
  | 'view_cart'
  | 'begin_checkout'
  | 'purchase';

export interface Piste {
  (call: 'page'): void;
  (call: 'product', product: Product): void;
  (call: 'cart', cart: Cart): void;
  (call: 'checkout', cart: { id: string }): void;
  (call: 'order', order: Order): void;
  (call: 'identify', person: Person): void;
  /** somebody signed out: from now on the browser is another visitor */
  (call: 'logout'): void;
  (call: 'custom', event: { name: string; properties?: Record<string, string | number | boolean> }): void;
  (call: 'search', search: { term: string; results?: number }): void;
  (call: 'click', click: { kind: 'outbound' | 'download'; to: string }): void;
  /** names of fields, never what is in them */
  (call: 'form', form: { id?: string; fields: string[] }): void;
  (call: 'notfound'): void;
  (call: Ga4Name, ecommerce: object): void;
  /** opens the choices one by one */
  (call: 'preferences'): void;
}

/** The detail of the event "piste:consent" on document. */
export interface Choice {
  id: string | null;
  granted: string[];
}

/** Tells the tracker something; what is told before it is loaded waits. */
export const piste: Piste;

/** Adds the tag to the page, once. */
export function load(tag: {
  /** address of t.js; a TrustedScriptURL where the page requires one */
  src: string;
  /** public id of the site */
  site: string;
  nonce?: string;
  /** what stands in data-… attributes of the tag */
  options?: Record<string, string>;
}): void;

declare global {
  interface Window {
    piste?: Piste;
  }
  interface DocumentEventMap {
    /** a page view was counted */
    'piste:page': CustomEvent;
    'piste:consent': CustomEvent<Choice>;
  }
}
