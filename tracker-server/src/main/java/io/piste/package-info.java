/** Where the parts are put together: {@code Main}, {@code App} and {@code Settings}. */
@org.jspecify.annotations.NullMarked
package io.piste;
