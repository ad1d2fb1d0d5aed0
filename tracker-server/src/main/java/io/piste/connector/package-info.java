/** The API that shops' servers call. */
@org.jspecify.annotations.NullMarked
package io.piste.connector;
