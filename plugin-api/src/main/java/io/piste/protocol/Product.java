package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A product that was looked at. {@code sku} at most 100 characters, {@code name} at most 200 of
 * plain text, {@code price} per unit with at most 2 decimals, {@code url} and {@code image} on the
 * site's own hosts.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Product(
    String sku,
    String name,
    @Nullable BigDecimal price,
    @Nullable String currency,
    @Nullable String url,
    @Nullable String image) {}
