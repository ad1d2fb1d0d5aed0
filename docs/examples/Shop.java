import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.piste.protocol.CartLine;
import io.piste.protocol.api.CartCall;
import io.piste.protocol.client.Codec;
import io.piste.protocol.client.Patience;
import io.piste.protocol.client.PisteClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;

/** {@code java Shop.java URL KEY VISITOR}: tells Piste of a cart. */
class Shop {
  static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  static final Codec JACKSON =
      new Codec() {
        @Override
        public byte[] write(Object value) throws IOException {
          return MAPPER.writeValueAsBytes(value);
        }

        @Override
        public <T> T read(byte[] json, Class<T> type) throws IOException {
          return MAPPER.readValue(json, type);
        }
      };

  public static void main(String[] args) {
    URI tracker = URI.create(args[0]);
    try (PisteClient piste =
        new PisteClient(tracker, args[1], "example/1.0", JACKSON, Patience.usual())) {
      System.out.println(piste.ping().site());
      long now = System.currentTimeMillis();
      CartLine tea = new CartLine("sencha", "Sencha", 2, new BigDecimal("14.90"), null, null);
      CartCall cart =
          new CartCall(args[2], now, now, "EUR", "fr", null, null, null, List.of(tea));
      System.out.println(piste.cart("java-1", cart).status());
    }
  }
}
