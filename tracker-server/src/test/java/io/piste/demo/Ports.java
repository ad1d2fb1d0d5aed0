package io.piste.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The four ports of a demo, all on the loopback interface. */
record Ports(int server, int shop, int mails, int smtp) {

  /** Four in a row. */
  static Ports from(int first) {
    return new Ports(first, first + 1, first + 2, first + 3);
  }

  /** Four that are free now. */
  static Ports free() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3));
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Throws a {@link DemoProblem} that names the taken ports and says what to do. */
  void refuseTaken() {
    Map<Integer, String> uses = new LinkedHashMap<>();
    uses.put(server, "the server");
    uses.put(shop, "the shop");
    uses.put(mails, "the page of the mail catcher");
    uses.put(smtp, "the mail catcher's SMTP server");
    List<String> taken = new ArrayList<>();
    uses.forEach(
        (port, use) -> {
          if (!isFree(port)) {
            taken.add("Port " + port + ", meant for " + use + ", is taken.");
          }
        });
    if (!taken.isEmpty()) {
      throw new DemoProblem(
          String.join("\n", taken)
              + "\nStop what listens there (another demo, perhaps), or take other ports: "
              + "./piste demo --port N uses N to N+3.");
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
