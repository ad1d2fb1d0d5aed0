/** Rules about the code itself: who may import whom, and how long anything may be. */
@org.jspecify.annotations.NullMarked
package io.piste.architecture;
