/** What is cut away before anything is stored. */
@org.jspecify.annotations.NullMarked
package io.piste.privacy;
