package org.sezim.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers failed requests with problem details (RFC 9457). Thread-safe. */
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(SezimServer.class);

  private final BodyReader bodies;

  ErrorAnswers(BodyReader bodies) {
    this.bodies = bodies;
  }

  void configure(RoutesConfig routes) {
    routes.exception(Exception.class, this::answer);
    // Replaces the handler that Javalin has for these.
    routes.exception(HttpResponseException.class, this::answer);
    routes.error(HttpStatus.NOT_FOUND_404, ErrorAnswers::notFound);
  }

  private void answer(Exception e, Context context) {
    Problem problem;
    if (e instanceof Problem known) {
      problem = known;
    } else if (e instanceof HttpResponseException response) {
      problem = new Problem(response.getStatus(), detail(response, context));
    } else if (e instanceof HttpException bad && HttpStatus.isClientError(bad.getCode())) {
      problem = new Problem(bad.getCode(), "request: " + bad.getReason());
    } else {
      LOG.atError()
          .addKeyValue("request", context.req().getAttribute(JettySetup.ID))
          .setCause(e)
          .log("failed");
      problem = new Problem(HttpStatus.INTERNAL_SERVER_ERROR_500, "unexpected; see the log");
    }
    if (problem.status() != HttpStatus.REQUEST_TIMEOUT_408) {
      bodies.drain(context.req());
    }
    write(problem, context);
  }

  private static String detail(HttpResponseException e, Context context) {
    if (e.getStatus() == HttpStatus.NOT_FOUND_404) {
      return noSuchPath(context);
    }
    if (e.getStatus() != HttpStatus.METHOD_NOT_ALLOWED_405) {
      return "" + e.getMessage();
    }
    String expected = Endpoint.of(context.path()).map(Endpoint::method).orElse("GET");
    context.header("Allow", expected.equals("GET") ? "GET, HEAD" : expected);
    return "method: expected " + expected + ", found " + context.method().name();
  }

  private static void notFound(Context context) {
    if (!Problem.TYPE.equals(context.res().getContentType())) {
      write(new Problem(HttpStatus.NOT_FOUND_404, noSuchPath(context)), context);
    }
  }

  private static String noSuchPath(Context context) {
    return "path: expected one of those in /docs, found " + context.path();
  }

  private static void write(Problem problem, Context context) {
    problem.headers().forEach(context::header);
    context
        .status(problem.status())
        .contentType(Problem.TYPE)
        .result(problem.body(String.valueOf(context.req().getAttribute(JettySetup.ID))));
  }
}
