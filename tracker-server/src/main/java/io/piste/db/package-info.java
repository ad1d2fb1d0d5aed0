/** The database: embedded or external, pool, migrations. */
@org.jspecify.annotations.NullMarked
package io.piste.db;
