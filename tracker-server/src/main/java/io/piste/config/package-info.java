/** Reading settings from file and environment, with every mistake reported at once. */
@org.jspecify.annotations.NullMarked
package io.piste.config;
