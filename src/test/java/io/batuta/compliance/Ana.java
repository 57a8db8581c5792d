package io.batuta.compliance;

import io.batuta.ledger.ContactHistory;
import io.batuta.ledger.DayCount;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Set;

/** A debtor in Bogotá whom everything allows to be contacted; each test spoils one thing. */
final class Ana {

  static final ZoneId BOGOTA = ZoneId.of("America/Bogota");

  private Ana() {}

  static Situation fine() {
    return withHistory(ContactHistory.NONE);
  }

  static Situation in(String zone) {
    return situation(ZoneId.of(zone), DebtorStatus.ACTIVE, 125_000, null, ContactHistory.NONE);
  }

  static Situation withStatus(DebtorStatus status) {
    return situation(BOGOTA, status, 125_000, null, ContactHistory.NONE);
  }

  static Situation owing(long minor) {
    return situation(BOGOTA, DebtorStatus.ACTIVE, minor, null, ContactHistory.NONE);
  }

  static Situation authorising(Set<Channel> channels) {
    return situation(BOGOTA, DebtorStatus.ACTIVE, 125_000, channels, ContactHistory.NONE);
  }

  static Situation whoDemandedToCease() {
    return new Situation(
        BOGOTA, null, DebtorStatus.ACTIVE, 125_000, null, ContactHistory.NONE, true);
  }

  static Situation livingIn(String zone, String region, DayCount... days) {
    return new Situation(
        ZoneId.of(zone),
        region,
        DebtorStatus.ACTIVE,
        125_000,
        null,
        new ContactHistory(Arrays.asList(days), null, null, null, null, null));
  }

  static Situation paidAt(String wall) {
    return withHistory(new ContactHistory(List.of(), null, null, at(wall), null, null));
  }

  static Situation promisedFor(LocalDate due) {
    return withHistory(new ContactHistory(List.of(), null, null, null, due, null));
  }

  static Situation contacted(DayCount... days) {
    return withHistory(new ContactHistory(Arrays.asList(days), null, null, null, null, null));
  }

  static Situation withHistory(ContactHistory history) {
    return situation(BOGOTA, DebtorStatus.ACTIVE, 125_000, null, history);
  }

  static DayCount attempted(LocalDate day, Channel channel) {
    return new DayCount(day, channel, 1, 0, 0);
  }

  static DayCount answered(LocalDate day, Channel channel) {
    return new DayCount(day, channel, 1, 1, 1);
  }

  /** The instant at which Ana's wall shows this. */
  static Instant at(String wall) {
    return at(wall, BOGOTA);
  }

  static Instant at(String wall, ZoneId zone) {
    return LocalDateTime.parse(wall).atZone(zone).toInstant();
  }

  private static Situation situation(
      ZoneId zone,
      DebtorStatus status,
      long balance,
      Set<Channel> authorised,
      ContactHistory history) {
    return new Situation(zone, null, status, balance, authorised, history);
  }

  /** Who collects from her. */
  static Creditor bank(String country, String supervisor) {
    return bank(country, null, supervisor);
  }

  static Creditor bank(String country, String region, String supervisor) {
    return new Creditor(
        new CreditorId(1),
        "bank",
        "Banco",
        country,
        region,
        Currency.getInstance("COP"),
        ZoneOffset.UTC,
        supervisor,
        true);
  }
}
