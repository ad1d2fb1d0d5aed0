/** Contacts on their way in and out: files of comma-separated values and of spreadsheets. */
@NullMarked
package io.piste.transfer;

import org.jspecify.annotations.NullMarked;
