package io.piste.http;

import jakarta.servlet.http.HttpServlet;

/**
 * Which servlet answers which paths.
 *
 * @param pathSpec a servlet mapping: {@code /p/v1/e} or {@code /console/*}
 */
public record Route(String pathSpec, HttpServlet servlet) {}
