/** Figures and timelines for the console. */
@org.jspecify.annotations.NullMarked
package io.piste.report;
