/** A real Chromium, and the tests that look at pages with it. */
@org.jspecify.annotations.NullMarked
package io.piste.browser;
