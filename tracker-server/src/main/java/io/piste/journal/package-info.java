/** The local journal: what is taken while the database is away, and how it gets there later. */
@org.jspecify.annotations.NullMarked
package io.piste.journal;
