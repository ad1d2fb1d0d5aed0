/** What tests share: a database per class, a clock that obeys, a running server. */
@org.jspecify.annotations.NullMarked
package io.piste.support;
