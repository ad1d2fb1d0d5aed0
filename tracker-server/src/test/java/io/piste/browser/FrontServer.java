package io.piste.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web server of Debian's that serves a folder and forwards to the tracker by the words of
 * docs/proxies.md. A missing one fails the test and says what to install.
 */
final class FrontServer implements AutoCloseable {
  private static final Path PAGE = Path.of("../docs/proxies.md");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The web servers that the page speaks of. */
  enum Kind {
    NGINX("/usr/sbin/nginx", "nginx-light"),
    APACHE("/usr/sbin/apache2", "apache2-bin"),
    CADDY("/usr/bin/caddy", "caddy");

    private final Path program;
    private final String debianPackage;

    Kind(String program, String debianPackage) {
      this.program = Path.of(program);
      this.debianPackage = debianPackage;
    }
  }

  private final Kind kind;
  private final Path folder;
  private final int port;
  private final Process process;

  private FrontServer(Kind kind, Path folder, int port, Process process) {
    this.kind = kind;
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts one on a free port; the pages of {@code folder/pages} are its own. */
  static FrontServer start(Kind kind, Path folder, int tracker) throws IOException {
    if (!Files.isExecutable(kind.program)) {
      throw new IllegalStateException(
          kind.program + " is missing: apt-get install " + kind.debianPackage);
    }
    int port = freePort();
    Path file = folder.resolve(kind == Kind.CADDY ? "Caddyfile" : "server.conf");
    Files.writeString(file, configuration(kind, folder, port, snippet(kind, tracker)));
    ProcessBuilder builder =
        new ProcessBuilder(command(kind, folder, file))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    FrontServer server = new FrontServer(kind, folder, port, builder.start());
    server.awaitPort();
    return server;
  }

  int port() {
    return port;
  }

  /** What the page tells to paste, for a tracker on another port. */
  private static String snippet(Kind kind, int tracker) throws IOException {
    String language = kind.name().toLowerCase(java.util.Locale.ROOT);
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    if (!block.find()) {
      throw new IllegalStateException("no snippet for " + language + " in " + PAGE);
    }
    return block.group(1).replace("127.0.0.1:8080", "127.0.0.1:" + tracker);
  }

  private static List<String> command(Kind kind, Path folder, Path file) {
    String program = kind.program.toString();
    return switch (kind) {
      case NGINX ->
          List.of(program, "-e", "stderr", "-p", folder.toString(), "-c", file.toString());
      case APACHE -> List.of(program, "-X", "-d", folder.toString(), "-f", file.toString());
      case CADDY -> List.of(program, "run", "--config", file.toString(), "--adapter", "caddyfile");
    };
  }

  private static String configuration(Kind kind, Path folder, int port, String snippet) {
    return switch (kind) {
      case NGINX ->
          """
          daemon off; master_process off; pid nginx.pid;
          events {}
          http {
            access_log off;
            types { text/html html; }
            client_body_temp_path body; proxy_temp_path proxy;
            fastcgi_temp_path fcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
            server { listen 127.0.0.1:%d; root %s/pages; %s }
          }
          """
              .formatted(port, folder, snippet);
      case APACHE ->
          """
          ServerName localhost
          PidFile apache.pid
          ErrorLog /dev/stderr
          Mutex posixsem
          LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
          LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
          LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
          LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
          LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
          LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
          TypesConfig /dev/null
          AddType text/html .html
          <Directory "/">
            AllowOverride None
          </Directory>
          Listen 127.0.0.1:%d
          <VirtualHost *:%d>
          DocumentRoot "%s/pages"
          %s
          </VirtualHost>
          """
              .formatted(port, port, folder, snippet);
      case CADDY ->
          """
          {
            admin off
            auto_https off
            storage file_system %s/state
          }
          :%d {
            bind 127.0.0.1
            root * %s/pages
            %s
            file_server
          }
          """
              .formatted(folder, port, folder, snippet);
    };
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          close();
          throw new IllegalStateException(
              kind + " did not start: " + Files.readString(folder.resolve("output.log")), e);
        }
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
