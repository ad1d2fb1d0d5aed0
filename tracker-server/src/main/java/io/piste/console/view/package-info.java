/** What templates are given: texts, formats, charts and the records of each page. */
@org.jspecify.annotations.NullMarked
package io.piste.console.view;
