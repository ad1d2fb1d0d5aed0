/** Tests of the reports. */
@org.jspecify.annotations.NullMarked
package io.piste.report;
