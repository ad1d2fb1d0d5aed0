/** The Drupal module: its tests in PHP, on doubles and on a real site. */
@NullMarked
package io.piste.drupal;

import org.jspecify.annotations.NullMarked;
