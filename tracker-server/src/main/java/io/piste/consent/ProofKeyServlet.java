package io.piste.consent;

import io.piste.http.PisteServlet;
import io.piste.token.Seal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The public key with which anybody can check a proof that this installation signed. */
public final class ProofKeyServlet extends PisteServlet {
  /** Where it is: below {@code /p/}, which proxies forward. */
  public static final String PATH = "/p/v1/proof-key";

  private final byte[] key;

  /** Answers the key of a seal. */
  public ProofKeyServlet(Seal seal) {
    this.key = seal.publicKeyFile();
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("application/x-pem-file");
    response.setHeader("Cache-Control", "public, max-age=3600");
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setContentLength(key.length);
    response.getOutputStream().write(key);
  }
}
