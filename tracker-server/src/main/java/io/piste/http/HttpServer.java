package io.piste.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The web server: Jetty with a virtual thread per request. Paths below {@code /console} are
 * answered on a port of their own when the settings name one. See docs/adr/0003.
 */
public final class HttpServer implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** On a subdomain the cookies of the whole site come along. */
  private static final int LARGEST_HEADERS = 32 * 1024;

  private static final String CONSOLE = "/console";

  private final HttpSettings settings;
  private final ForwardedRequest forwarded;
  private final Server server;
  private final ServerConnector main;
  private final ServerConnector console;

  /** Opens nothing yet; nobody passes visitors on but the proxies of the settings. */
  public HttpServer(HttpSettings settings, List<Route> routes, MeterRegistry registry) {
    this(settings, routes, registry, PassedOn.BY_NOBODY);
  }

  /** Opens nothing yet. */
  public HttpServer(
      HttpSettings settings, List<Route> routes, MeterRegistry registry, PassedOn passedOn) {
    this.settings = settings;
    this.forwarded = new ForwardedRequest(settings.trustedProxies(), passedOn, registry);
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("http");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server = new Server(threads);
    server.setStopTimeout(DRAIN.toMillis());
    server.setErrorHandler(new JettyErrors());
    main = connector("main", settings.port());
    console = settings.consolePort() == 0 ? main : connector("console", settings.consolePort());
    List<Route> consoleRoutes = routes.stream().filter(HttpServer::isConsole).toList();
    List<Route> otherRoutes = routes.stream().filter(route -> !isConsole(route)).toList();
    server.setHandler(
        new GracefulHandler(
            settings.consolePort() == 0
                ? context(main, routes, registry)
                : new ContextHandlerCollection(
                    context(main, otherRoutes, registry),
                    context(console, consoleRoutes, registry))));
  }

  private static boolean isConsole(Route route) {
    return route.pathSpec().equals(CONSOLE) || route.pathSpec().startsWith(CONSOLE + "/");
  }

  private ServerConnector connector(String name, int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(LARGEST_HEADERS);
    http.addCustomizer(new SecurityHeaders());
    http.addCustomizer(forwarded);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setName(name);
    connector.setHost(settings.host());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    return connector;
  }

  private static ServletContextHandler context(
      ServerConnector connector, List<Route> routes, MeterRegistry registry) {
    ServletContextHandler context = new ServletContextHandler();
    context.setVirtualHosts(List.of("@" + connector.getName()));
    context.setErrorHandler(new JettyErrors());
    context.addFilter(
        new FilterHolder(new MeasuringFilter(registry)), "/*", EnumSet.of(DispatcherType.REQUEST));
    for (Route route : routes) {
      ServletHolder holder = new ServletHolder(route.servlet());
      if (route.files() != null) {
        holder.getRegistration().setMultipartConfig(route.files());
      }
      context.addServlet(holder, route.pathSpec());
    }
    context.addServlet(new ServletHolder(new NothingServlet()), "/");
    return context;
  }

  /**
   * Starts to listen.
   *
   * @throws StartProblem when a port is taken
   */
  public void start() {
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw new StartProblem(
          Kind.PORT_TAKEN,
          "Cannot listen on %s: is another program using it? Set http.port, console.port or http.host."
              .formatted(wanted()));
    } catch (Exception e) {
      close();
      throw new IllegalStateException("the web server did not start", e);
    }
  }

  private String wanted() {
    String first = settings.host() + " port " + settings.port();
    return settings.consolePort() == 0 ? first : first + " and port " + settings.consolePort();
  }

  /** The port in use, also when 0 was asked for; only after {@link #start}. */
  public int port() {
    return main.getLocalPort();
  }

  /** The port that answers the console. */
  public int consolePort() {
    return console.getLocalPort();
  }

  /** Lets the running requests end, for at most 10 seconds, and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the web server did not stop", e);
    }
  }
}
