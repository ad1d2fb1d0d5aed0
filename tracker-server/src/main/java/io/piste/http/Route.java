package io.piste.http;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServlet;
import org.jspecify.annotations.Nullable;

/**
 * Which servlet answers which paths.
 *
 * @param pathSpec a servlet mapping: {@code /p/v1/e} or {@code /console/*}
 * @param files how files of forms are taken in; null: not at all
 */
public record Route(String pathSpec, HttpServlet servlet, @Nullable MultipartConfigElement files) {
  /** One to which nobody sends files. */
  public Route(String pathSpec, HttpServlet servlet) {
    this(pathSpec, servlet, null);
  }
}
