/** Who asks too often: counts by address, site and visitor, in memory alone. */
@org.jspecify.annotations.NullMarked
package io.piste.limit;
