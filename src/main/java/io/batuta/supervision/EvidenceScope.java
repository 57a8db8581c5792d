package io.batuta.supervision;

import io.batuta.ledger.DaySeal;
import io.batuta.portfolio.Creditor;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a regulator's file is about: all that was recorded of a creditor, or of one of its debtors,
 * on days of a zone.
 *
 * @param debtor null: everybody
 * @param from the first day
 * @param to the last day
 * @param zone the debtor's, or the creditor's where it is about everybody
 * @param asOf when it is made
 */
public record EvidenceScope(
    Creditor creditor,
    @Nullable DebtorView debtor,
    LocalDate from,
    LocalDate to,
    ZoneId zone,
    Instant asOf) {

  Instant since() {
    return from.atStartOfDay(zone).toInstant();
  }

  /** Exclusive. */
  Instant until() {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }

  LocalDate firstSealedDay() {
    return since().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  LocalDate lastSealedDay() {
    return until().minusNanos(1).atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** Whether all that was recorded on a day of the seal is in the file. */
  boolean holdsWhole(LocalDate day) {
    return !DaySeal.begin(day).isBefore(since())
        && !DaySeal.begin(day.plusDays(1)).isAfter(until());
  }

  @Nullable Long debtorId() {
    return debtor == null ? null : debtor.id().value();
  }

  /** Whose and of when, as files are called: {@code demo-000001-2026-11-23-2026-11-24}. */
  public String name() {
    String whose = creditor.code() + (debtor == null ? "" : "-" + debtor.line().number());
    String since = from.equals(Evidences.BEGINNING) ? "" : "-" + from;
    return (whose + since + "-" + to).replaceAll("[^A-Za-z0-9-]", "_");
  }
}
