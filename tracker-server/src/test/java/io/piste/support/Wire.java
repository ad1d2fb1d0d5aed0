package io.piste.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The way to a database, on this machine, that can be cut (connections break and new ones are
 * refused) or fall silent (they stay open, nothing arrives) and be mended again.
 */
public final class Wire implements AutoCloseable {
  private enum State {
    WELL,
    CUT,
    SILENT
  }

  private final int target;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile State state = State.WELL;
  private volatile CountDownLatch mended = new CountDownLatch(0);

  private Wire(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** A wire that is well, to a port of this machine. */
  public static Wire to(int port) throws IOException {
    return new Wire(port);
  }

  /** Settings of a database, by way of a new wire. */
  public static Wire between(Map<String, String> settings) throws IOException {
    return to(Integer.parseInt(url(settings).replaceAll(".*:([0-9]+)/.*", "$1")));
  }

  /** The same settings by way of this wire. */
  public Map<String, String> through(Map<String, String> settings) {
    Map<String, String> changed = new java.util.HashMap<>(settings);
    changed.put(
        "database.url", url(settings).replaceAll(":[0-9]+/", ":" + listener.getLocalPort() + "/"));
    return changed;
  }

  private static String url(Map<String, String> settings) {
    return settings.getOrDefault("database.url", "");
  }

  /** Breaks what is connected and refuses what comes. */
  public void cut() {
    state = State.CUT;
    breakAll();
  }

  /** Nothing arrives any more, in either direction. */
  public void silence() {
    mended = new CountDownLatch(1);
    state = State.SILENT;
  }

  /** As if nothing had been. */
  public void mend() {
    state = State.WELL;
    mended.countDown();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    breakAll();
    mended.countDown();
  }

  private void breakAll() {
    sockets.forEach(Wire::close);
    sockets.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        if (state == State.CUT) {
          near.close();
        } else {
          connect(near);
        }
      } catch (IOException e) {
        // The listener was closed, or a connection broke before it began: go on while there is one.
      }
    }
  }

  private void connect(Socket near) throws IOException {
    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
    sockets.add(near);
    sockets.add(far);
    Thread.ofVirtual().start(() -> carry(near, far));
    Thread.ofVirtual().start(() -> carry(far, near));
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        mended.await();
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // Either side broke: so does the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
