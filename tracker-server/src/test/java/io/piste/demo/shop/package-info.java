/** A small tea house: the demonstration shop, whose pages carry the tracker as any shop's would. */
@org.jspecify.annotations.NullMarked
package io.piste.demo.shop;
