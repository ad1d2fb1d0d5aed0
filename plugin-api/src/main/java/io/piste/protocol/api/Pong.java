package io.piste.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET /api/v1/ping}: what a plug-in needs to know.
 *
 * @param site its name
 * @param publicId what the site's pages carry
 * @param api version of this API
 * @param server version of the program
 * @param tracker where pages find the server: scheme, host, no slash at the end
 * @param paths below it
 * @param snippet address of the script
 * @param cookies their names
 * @param identitySecret what identity tokens are signed with; only for keys with the scope events
 * @param scopes of the key
 * @param cartRecovery whether carts that were left are written about
 * @param restoreUrl the shop's page that fills a cart again; null when none is set
 */
public record Pong(
    String site,
    String publicId,
    String api,
    String server,
    String tracker,
    Map<String, String> paths,
    String snippet,
    Map<String, String> cookies,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String identitySecret,
    List<Scope> scopes,
    Key key,
    boolean cartRecovery,
    @Nullable String restoreUrl) {

  /**
   * The key that asked.
   *
   * @param expires in milliseconds since 1970; null for never
   */
  public record Key(String name, @JsonProperty("expires") @Nullable Long expires) {}

  public Pong {
    paths = Map.copyOf(paths);
    cookies = Map.copyOf(cookies);
    scopes = List.copyOf(scopes);
  }
}
