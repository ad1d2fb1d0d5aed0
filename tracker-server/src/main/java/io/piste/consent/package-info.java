/** Purposes, texts, choices and their proof; who may be tracked for what. */
@org.jspecify.annotations.NullMarked
package io.piste.consent;
