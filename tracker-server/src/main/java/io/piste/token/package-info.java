/** Secrets and the tokens signed with them. */
@org.jspecify.annotations.NullMarked
package io.piste.token;
