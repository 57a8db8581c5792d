package io.batuta.local;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Objects;

/**
 * What a run must remember to go on after it was killed: where it stands, and its keys, without
 * which nothing stored could be found or verified again.
 *
 * @param options what makes two runs the same: date, portfolio, country, debtors, seed
 * @param at the simulated time, as of the last minute that was played
 * @param apiKeys by the creditor's code; empty before it exists
 * @param secondsBy how long import, night and day took so far
 */
record RunState(
    String options,
    LocalDate date,
    Phase phase,
    Instant at,
    String installationKey,
    JsonObject apiKeys,
    String hashKey,
    String sandboxSecret,
    String paymentsSecret,
    JsonObject secondsBy) {

  enum Phase {
    LOADING,
    NIGHT,
    DAY,
    DONE
  }

  private static final SecureRandom RANDOM = new SecureRandom();

  static RunState fresh(Options options, LocalDate date, Instant at) {
    return new RunState(
        fingerprint(options, date),
        date,
        Phase.LOADING,
        at,
        "bik_" + random(32),
        new JsonObject(),
        key(),
        "whsec_" + Base64.getEncoder().encodeToString(bytes(32)),
        "whsec_" + Base64.getEncoder().encodeToString(bytes(32)),
        new JsonObject());
  }

  static String fingerprint(Options options, LocalDate date) {
    return "date="
        + date
        + " portfolio="
        + (options.portfolio() == null ? "sample" : options.portfolio().toAbsolutePath())
        + " debtors="
        + Objects.requireNonNullElse(options.debtors(), "all")
        + " country="
        + Objects.requireNonNullElse(options.country(), "of the sample")
        + " seed="
        + options.seed()
        + " built="
        + built();
  }

  /**
   * Of this program: what another build began, with another schema perhaps, is not gone on with.
   */
  private static long built() {
    try {
      var source = RunState.class.getProtectionDomain().getCodeSource();
      return Files.getLastModifiedTime(Path.of(source.getLocation().toURI())).toMillis();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  RunState in(Phase next, Instant now) {
    return new RunState(
        options,
        date,
        next,
        now,
        installationKey,
        apiKeys,
        hashKey,
        sandboxSecret,
        paymentsSecret,
        secondsBy);
  }

  RunState on(LocalDate next) {
    return new RunState(
        options,
        next,
        phase,
        at,
        installationKey,
        apiKeys,
        hashKey,
        sandboxSecret,
        paymentsSecret,
        new JsonObject());
  }

  /** Empty before the creditor exists. */
  String apiKey(SampleCreditor creditor) {
    return apiKeys.getString(creditor.code(), "");
  }

  RunState withApiKey(SampleCreditor creditor, String key) {
    return new RunState(
        options,
        date,
        phase,
        at,
        installationKey,
        apiKeys.copy().put(creditor.code(), key),
        hashKey,
        sandboxSecret,
        paymentsSecret,
        secondsBy);
  }

  /** Adds to what a part took; a part that was killed and goes on takes both. */
  RunState took(String part, double seconds) {
    double all = secondsBy.getDouble(part, 0.0) + seconds;
    secondsBy.put(part, Math.round(all * 10) / 10.0);
    return this;
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("options", options)
        .put("date", date.toString())
        .put("phase", phase.name())
        .put("at", at.toString())
        .put("installationKey", installationKey)
        .put("apiKeys", apiKeys)
        .put("hashKey", hashKey)
        .put("sandboxSecret", sandboxSecret)
        .put("paymentsSecret", paymentsSecret)
        .put("secondsBy", secondsBy);
  }

  static RunState of(JsonObject json) {
    return new RunState(
        json.getString("options"),
        LocalDate.parse(json.getString("date")),
        Phase.valueOf(json.getString("phase")),
        Instant.parse(json.getString("at")),
        json.getString("installationKey"),
        json.getJsonObject("apiKeys"),
        json.getString("hashKey"),
        json.getString("sandboxSecret"),
        json.getString("paymentsSecret"),
        json.getJsonObject("secondsBy"));
  }

  /** 32 bytes in base64. */
  static String key() {
    return Base64.getEncoder().encodeToString(bytes(32));
  }

  static String random(int count) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(count));
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
