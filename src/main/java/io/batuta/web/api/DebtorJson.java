package io.batuta.web.api;

import io.batuta.supervision.DebtorLine;
import io.batuta.supervision.DebtorView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A debtor on the wire; the parts as in {@link DebtorView}. */
@Schema(name = "Debtor")
public record DebtorJson(
    String number,
    String status,
    String language,
    @Nullable String region,
    MoneyJson balance,
    @Nullable LocalDate dueDate,
    @Nullable String name,
    @Nullable String city,
    String timeZone,
    @Nullable Integer age,
    @Nullable String sex,
    @Nullable Instant lastAttemptAt,
    @Nullable String lastAttemptChannel,
    @Nullable Instant lastAnswerAt,
    @Nullable Instant lastPaidAt,
    @Nullable LocalDate promiseDueOn,
    List<String> optedOut,
    List<DebtorView.Point> contactPoints,
    List<Account> accounts) {

  /** One debtor in a list. */
  @Schema(name = "DebtorLine")
  public record Line(
      String number,
      String status,
      String language,
      @Nullable String region,
      MoneyJson balance,
      @Nullable LocalDate dueDate) {

    static Line of(DebtorLine line) {
      return new Line(
          line.number(),
          line.status(),
          line.language(),
          line.region(),
          MoneyJson.of(line.balance()),
          line.dueDate());
    }
  }

  /** One account. */
  public record Account(
      String number,
      @Nullable String product,
      String status,
      MoneyJson balance,
      LocalDate dueDate) {}

  static DebtorJson of(DebtorView view) {
    DebtorLine line = view.line();
    return new DebtorJson(
        line.number(),
        line.status(),
        line.language(),
        line.region(),
        MoneyJson.of(line.balance()),
        line.dueDate(),
        view.name(),
        view.city(),
        view.timeZone(),
        view.age(),
        view.sex(),
        view.lastAttemptAt(),
        view.lastAttemptChannel(),
        view.lastAnswerAt(),
        view.lastPaidAt(),
        view.promiseDueOn(),
        view.optedOut(),
        view.contactPoints(),
        view.accounts().stream()
            .map(
                owed ->
                    new Account(
                        owed.number(),
                        owed.product(),
                        owed.status(),
                        MoneyJson.of(owed.balance()),
                        owed.dueDate()))
            .toList());
  }
}
