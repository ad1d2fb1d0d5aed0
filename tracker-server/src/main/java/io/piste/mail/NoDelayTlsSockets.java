package io.piste.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Encrypted sockets that send at once, see {@link NoDelaySockets}. */
final class NoDelayTlsSockets extends SSLSocketFactory {
  private final SSLSocketFactory plain;

  NoDelayTlsSockets(SSLSocketFactory plain) {
    this.plain = plain;
  }

  @Override
  public Socket createSocket() throws IOException {
    return quick(plain.createSocket());
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return quick(plain.createSocket(socket, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return quick(plain.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return quick(plain.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return quick(plain.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return quick(plain.createSocket(host, port, local, localPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return plain.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return plain.getSupportedCipherSuites();
  }

  private static Socket quick(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return socket;
  }
}
