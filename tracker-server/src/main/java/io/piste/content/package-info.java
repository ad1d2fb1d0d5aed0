/** The content library: what there is to read and to buy. */
@org.jspecify.annotations.NullMarked
package io.piste.content;
