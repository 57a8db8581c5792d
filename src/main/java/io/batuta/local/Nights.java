package io.batuta.local;

import io.batuta.local.Api.Answer;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Locale;

/** Asks for a night over the API and watches it until its plan stands. */
final class Nights {

  /** Looks, ten a second, after which the night is asked for again. */
  private static final int ASK_AGAIN = 100;

  private final Api api;
  private final SampleCreditor creditor;
  private final Progress progress;

  Nights(Api api, SampleCreditor creditor, Progress progress) {
    this.api = api;
    this.creditor = creditor;
    this.progress = progress;
  }

  /** Runs the night; one that was begun before goes on. Answers its report. */
  JsonObject plan(String key, LocalDate date) throws InterruptedException {
    return watched(key, date, "Noche / night " + creditor.country() + " " + date, false);
  }

  /** What a night would do, without doing it. */
  JsonObject tryOut(String key, LocalDate date) throws InterruptedException {
    return watched(key, date, "Mañana / tomorrow " + creditor.country(), true);
  }

  private JsonObject watched(String key, LocalDate date, String label, boolean dryRun)
      throws InterruptedException {
    progress.begin(label);
    String query = dryRun ? "?dryRun=true" : "";
    String path = creditor.root() + "/nights/" + date + query;
    Answer accepted = api.post(key, path, new JsonObject());
    String watch = accepted.location().isEmpty() ? path : accepted.location();
    JsonObject report = api.get(key, watch).body();
    for (int looks = 1; !isOver(report.getString("state", "")); looks++) {
      Thread.sleep(100);
      if (looks % ASK_AGAIN == 0) {
        // One that stopped goes on from its checkpoints; one that runs is not disturbed.
        api.post(key, path, new JsonObject());
      }
      report = api.get(key, watch).body();
      progress.at(share(report), "");
    }
    if (report.getString("state").equals("failed")) {
      throw new Api.Refused("the night of " + date + " failed: " + report.encode());
    }
    progress.done(
        String.format(
            Locale.ROOT,
            "%,d en segmentos / members, %,d %s",
            report.getLong("members", 0L),
            report.getLong("planned", 0L),
            dryRun ? "se planearían / would be planned" : "planeados / planned"));
    return report;
  }

  /** A night is {@code planned}, a trial {@code tried}. */
  private static boolean isOver(String state) {
    return switch (state) {
      case "planned", "tried", "failed" -> true;
      default -> false;
    };
  }

  private static double share(JsonObject report) {
    long withheld =
        report.getJsonObject("withheld", new JsonObject()).stream()
            .mapToLong(entry -> ((Number) entry.getValue()).longValue())
            .sum();
    long members = report.getLong("members", 0L);
    return members == 0 ? 0 : (double) (report.getLong("planned", 0L) + withheld) / members;
  }
}
