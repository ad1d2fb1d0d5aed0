/** Who sends: a person or not, on which device, and from where, as coarse as can be. */
@org.jspecify.annotations.NullMarked
package io.piste.sender;
