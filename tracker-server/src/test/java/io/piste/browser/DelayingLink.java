package io.piste.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A link that takes its time: what comes in on its port arrives at another one so many milliseconds
 * later, and answers come back as late. What a browser sent stays on its way when the browser goes.
 */
final class DelayingLink implements AutoCloseable {
  private final ServerSocket server;
  private final int to;
  private final long delay;

  /** A piece of what is on its way; an empty one is the end. */
  private record Piece(ByteBuffer bytes, long due) {}

  private DelayingLink(ServerSocket server, int to, int milliseconds) {
    this.server = server;
    this.to = to;
    this.delay = milliseconds * 1_000_000L;
  }

  static DelayingLink to(int port, int milliseconds) {
    try {
      ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      DelayingLink link = new DelayingLink(server, port, milliseconds);
      Thread.ofVirtual().start(link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        carry(near, far);
        carry(far, near);
      } catch (IOException e) {
        // Closed, or a browser that went away before it was let in.
      }
    }
  }

  private void carry(Socket from, Socket into) {
    LinkedBlockingQueue<Piece> way = new LinkedBlockingQueue<>();
    Thread.ofVirtual().start(() -> read(from, way));
    Thread.ofVirtual().start(() -> write(way, into));
  }

  private void read(Socket from, LinkedBlockingQueue<Piece> way) {
    byte[] buffer = new byte[32 * 1024];
    try {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        way.add(piece(buffer, count));
      }
    } catch (IOException e) {
      // What came so far still goes on.
    }
    way.add(piece(buffer, 0));
  }

  private Piece piece(byte[] buffer, int count) {
    return new Piece(ByteBuffer.wrap(Arrays.copyOf(buffer, count)), System.nanoTime() + delay);
  }

  private static void write(LinkedBlockingQueue<Piece> way, Socket into) {
    try {
      OutputStream out = into.getOutputStream();
      for (Piece piece = way.take(); piece.bytes().hasRemaining(); piece = way.take()) {
        Thread.sleep(Math.max(0, (piece.due() - System.nanoTime()) / 1_000_000));
        out.write(piece.bytes().array());
        out.flush();
      }
      into.shutdownOutput();
    } catch (IOException e) {
      // Nobody is there any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
