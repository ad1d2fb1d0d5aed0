package io.piste.site;

import io.piste.base.Problem;
import io.piste.http.PisteServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What pages of other origins ask: they can read why they were refused, and preflights are
 * answered. What is not a refusal is opened by the servlet itself ({@link Cors#open}).
 */
public abstract class CorsServlet extends PisteServlet {
  @Override
  protected void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    Cors.open(request, response);
    super.refuse(request, response, problem);
  }

  @Override
  protected void options(HttpServletRequest request, HttpServletResponse response) {
    Cors.preflight(request, response);
  }
}
