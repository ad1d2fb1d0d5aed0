/** Sites: properties with a public id, their origins and settings. */
@org.jspecify.annotations.NullMarked
package io.piste.site;
