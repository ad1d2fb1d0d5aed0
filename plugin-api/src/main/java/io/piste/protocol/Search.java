package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A search on the site.
 *
 * @param term what was searched for, at most 200 characters
 * @param results how many were found, where the page knows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Search(String term, @Nullable Integer results) {}
