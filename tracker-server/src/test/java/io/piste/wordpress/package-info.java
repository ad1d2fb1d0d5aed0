/** The WordPress plugin in real WordPresses, and the checks of all PHP that connectors bring. */
@NullMarked
package io.piste.wordpress;

import org.jspecify.annotations.NullMarked;
