package io.piste.wordpress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Serves a WordPress as hosts do: nginx before php-fpm, both below a folder of their own. */
final class PhpFpm implements AutoCloseable {
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  private PhpFpm(int port) {
    this.port = port;
  }

  /** Below an empty folder; answers when requests are. */
  static PhpFpm start(Path site, Path folder) throws IOException, InterruptedException {
    PhpFpm server = new PhpFpm(freePort());
    Path fpm = server.configureFpm(folder);
    Path nginx = server.configureNginx(folder, site);
    server.run(folder, "/usr/sbin/php-fpm8.2", "--nodaemonize", "-R", "-y", fpm.toString());
    server.run(folder, "/usr/sbin/nginx", "-c", nginx.toString(), "-e", folder + "/nginx.log");
    server.awaitReady(folder);
    return server;
  }

  private Path configureFpm(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("fpm.conf"),
        """
        [global]
        error_log = %1$s/fpm.log
        daemonize = no
        [www]
        listen = %1$s/fpm.sock
        pm = static
        pm.max_children = 8
        clear_env = no
        catch_workers_output = yes
        php_admin_value[memory_limit] = 256M
        """
            .formatted(folder));
  }

  private Path configureNginx(Path folder, Path site) throws IOException {
    // Whoever runs us owns the files; nginx would take less for root.
    String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    return Files.writeString(
        folder.resolve("nginx.conf"),
        """
        %4$s
        daemon off;
        pid %1$s/nginx.pid;
        error_log %1$s/nginx.log;
        worker_processes 1;
        events { worker_connections 64; }
        http {
          include /etc/nginx/mime.types;
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server {
            listen 127.0.0.1:%2$d;
            root %3$s;
            index index.php;
            location / { try_files $uri $uri/ /index.php?$args; }
            location ~ \\.php$ {
              fastcgi_param QUERY_STRING $query_string;
              fastcgi_param REQUEST_METHOD $request_method;
              fastcgi_param CONTENT_TYPE $content_type;
              fastcgi_param CONTENT_LENGTH $content_length;
              fastcgi_param SCRIPT_NAME $fastcgi_script_name;
              fastcgi_param REQUEST_URI $request_uri;
              fastcgi_param DOCUMENT_ROOT $document_root;
              fastcgi_param SERVER_PROTOCOL $server_protocol;
              fastcgi_param REMOTE_ADDR $remote_addr;
              fastcgi_param SERVER_NAME localhost;
              fastcgi_param SERVER_PORT $server_port;
              fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
              fastcgi_pass unix:%1$s/fpm.sock;
            }
          }
        }
        """
            .formatted(folder, port, site, user));
  }

  private void run(Path folder, String... words) throws IOException {
    Path log = folder.resolve(Path.of(words[0]).getFileName() + ".out");
    ProcessBuilder.Redirect to = ProcessBuilder.Redirect.appendTo(log.toFile());
    processes.add(new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(to).start());
  }

  private void awaitReady(Path folder) throws InterruptedException {
    for (int tries = 0; !isListening() || !Files.exists(folder.resolve("fpm.sock")); tries++) {
      if (tries > 200) {
        close();
        throw new IllegalStateException("php-fpm and nginx do not start; see " + folder);
      }
      Thread.sleep(50);
    }
  }

  private boolean isListening() {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    for (Process process : processes.reversed()) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroy();
      children.forEach(ProcessHandle::destroy);
      process.onExit().join();
    }
  }
}
