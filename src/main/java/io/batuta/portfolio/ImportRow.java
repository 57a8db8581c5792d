package io.batuta.portfolio;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of a portfolio file that can be loaded; every value in its normal form. */
record ImportRow(
    long line,
    String accountNumber,
    String debtorNumber,
    String name,
    @Nullable String document,
    @Nullable LocalDate birthDate,
    @Nullable Integer age,
    @Nullable String sex,
    String language,
    @Nullable String region,
    @Nullable String city,
    String timeZone,
    @Nullable String incomeBand,
    @Nullable String product,
    String currency,
    @Nullable Long principalMinor,
    long balanceMinor,
    LocalDate dueDate,
    @Nullable List<Channel> authorisedChannels,
    String status,
    @Nullable String guarantorOf,
    JsonObject attributes,
    List<Point> points) {

  /** A contact point in its normal form: E.164, lower-case e-mail, an address on one line. */
  record Point(PointKind kind, String address) {}

  ImportRow {
    points = List.copyOf(points);
  }
}
