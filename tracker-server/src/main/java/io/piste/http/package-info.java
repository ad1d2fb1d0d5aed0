/** Servlets on Jetty, problem answers, health and metrics. The only package that knows Jetty. */
@org.jspecify.annotations.NullMarked
package io.piste.http;
