/** Asks other servers on behalf of people, and never lets itself be sent into private networks. */
@org.jspecify.annotations.NullMarked
package io.piste.fetch;
