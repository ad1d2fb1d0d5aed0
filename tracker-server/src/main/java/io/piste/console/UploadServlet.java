package io.piste.console;

import io.piste.http.Route;
import io.piste.transfer.Transfers;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes files of forms in, on disk. What says that it is too large is not kept: it is read to its
 * end, for browsers show an answer only then.
 */
final class UploadServlet extends HttpServlet {
  /** What a form has beside its file. */
  private static final long REST = 1 << 20;

  /** Who sends more is not waited for. */
  private static final long MOST_READ = 4L << 30;

  private final HttpServlet pages;
  private final long most;

  private UploadServlet(HttpServlet pages, long most) {
    this.pages = pages;
    this.most = most;
  }

  static Route route(HttpServlet pages, Transfers transfers) {
    long most = transfers.arrivals().mostBytes() + REST;
    return new Route(
        "/console/upload/*",
        new UploadServlet(pages, most),
        new MultipartConfigElement(transfers.files().folder().toString(), most, most, 0));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getContentLengthLong() <= most) {
      pages.service(request, response);
      return;
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = request.getInputStream()) {
      long read = 0;
      for (int next = 0; next >= 0 && read < MOST_READ; read += next) {
        next = in.read(buffer);
      }
    }
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", ImportPages.PATH + "?refused=too_large");
  }
}
