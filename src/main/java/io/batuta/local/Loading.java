package io.batuta.local;

import io.batuta.local.Api.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sets a creditor of the sample up over the API, as a user would: creditor, key, definitions,
 * portfolio. All of it may be done again: a PUT replaces, an import is a delta.
 */
public final class Loading {

  private final Api api;
  private final SampleCreditor creditor;
  private final String root;
  private final JsonObject definitions;

  public Loading(Api api, SampleCreditor creditor) {
    this.api = api;
    this.creditor = creditor;
    this.root = creditor.root();
    this.definitions = creditor.definitions();
  }

  /** Makes the creditor; answers a key of it. */
  public String creditor(String installationKey) throws InterruptedException {
    api.put(installationKey, root, definitions.getJsonObject("creditor"));
    Answer made =
        api.post(installationKey, root + "/keys", new JsonObject().put("role", "administrator"));
    String key = made.body().getString("key");
    if (key == null) {
      throw new Api.Refused("POST " + root + "/keys answered no key");
    }
    return key;
  }

  /** Puts house rules, routes, segments, strategies, templates and campaigns; answers how many. */
  public int define(String key) throws InterruptedException {
    api.put(key, root + "/house-rules", definitions.getJsonObject("houseRules"));
    return 1
        + each(key, "routes", "channels")
        + each(key, "segments", "segments")
        + each(key, "strategies", "strategies")
        + each(key, "templates", "templates")
        + each(key, "campaigns", "campaigns");
  }

  private int each(String key, String part, String path) throws InterruptedException {
    JsonObject all = definitions.getJsonObject(part);
    for (String name : all.fieldNames()) {
      api.put(key, root + "/" + path + "/" + name, all.getJsonObject(name));
    }
    return all.size();
  }

  /** Imports the portfolio and watches it; answers the import's report. */
  JsonObject portfolio(String key, PortfolioFile file, Progress progress)
      throws InterruptedException {
    progress.begin("Cartera / portfolio " + creditor.country());
    try (file;
        ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Answer> post =
          () ->
              api.postCsv(
                  key, root + "/portfolio?mode=delta", BodyPublishers.ofInputStream(file::csv));
      Future<Answer> answer = worker.submit(post);
      while (!isDone(answer)) {
        progress.at(file.share() * 0.9, "");
      }
      JsonObject report = finished(key, answer.get());
      progress.done(
          String.format(
              Locale.ROOT,
              "%,d filas / rows, %,d rechazadas / rejected",
              report.getLong("rows", 0L),
              report.getLong("rejected", 0L)));
      return report;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException trouble
          ? trouble
          : new IllegalStateException(e.getCause());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A long import goes on after its answer: then its Location tells. */
  private JsonObject finished(String key, Answer answer) throws InterruptedException {
    JsonObject report = answer.body();
    while (answer.status() == 202 && "reading".equals(report.getString("state", "reading"))) {
      Thread.sleep(200);
      report = api.get(key, answer.location()).body();
    }
    if ("failed".equals(report.getString("state"))) {
      throw new Api.Refused("the portfolio was refused: " + report.getString("failure"));
    }
    return report;
  }

  private static boolean isDone(Future<?> work) throws InterruptedException {
    try {
      work.get(100, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }
}
