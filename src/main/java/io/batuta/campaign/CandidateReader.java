package io.batuta.campaign;

import io.batuta.compliance.Situation;
import io.batuta.ledger.ContactHistory;
import io.batuta.ledger.DayCount;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.AccountId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.DebtorStatus;
import io.batuta.portfolio.PointKind;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a page together from its answers, each ordered by debtor: members, contact points, days, and
 * what was judged before. All are walked once, side by side. Columns are taken by their place in
 * the statement, since looking names up would cost more than all the rest.
 */
final class CandidateReader {

  private final RowIterator<Row> points;
  private final RowIterator<Row> days;
  private final @Nullable RowIterator<Row> judged;
  private @Nullable Row said;
  private @Nullable Row point;
  private @Nullable Row day;

  private CandidateReader(RowSet<Row> points, RowSet<Row> days, @Nullable RowSet<Row> judged) {
    this.points = points.iterator();
    this.days = days.iterator();
    this.point = next(this.points);
    this.day = next(this.days);
    this.judged = judged == null ? null : judged.iterator();
    this.said = this.judged == null ? null : next(this.judged);
  }

  /**
   * @param members of {@code read-members.sql}
   * @param points of {@code read-points.sql}, of the same page
   * @param days of {@code read-days.sql}, of the same page
   * @param judged of {@code read-judged.sql}, of the same page; null where nothing was judged
   */
  static List<Candidate> read(
      RowSet<Row> members, RowSet<Row> points, RowSet<Row> days, @Nullable RowSet<Row> judged) {
    CandidateReader reader = new CandidateReader(points, days, judged);
    List<Candidate> page = new ArrayList<>(members.size());
    for (Row row : members) {
      page.add(new Candidate(reader.member(row), reader.before(row.getLong(0))));
    }
    return page;
  }

  private Member member(Row row) {
    long debtor = row.getLong(0);
    Long account = row.getLong(2);
    Long best = row.getLong(12);
    ContactHistory history =
        new ContactHistory(
            days(debtor),
            instant(row, 9),
            instant(row, 10),
            instant(row, 11),
            row.getLocalDate(13),
            best == null ? null : new ContactPointId(best));
    return new Member(
        new DebtorId(debtor),
        account == null ? null : new AccountId(account),
        row.getLong(1),
        row.getString(3),
        new Situation(
            ZoneId.of(row.getString(4)),
            row.getString(5),
            DebtorStatus.ofTag(row.getString(8)),
            row.getLong(6),
            SituationReader.authorised(row.getArrayOfStrings(7)),
            history),
        points(debtor),
        row.getBoolean(14));
  }

  /** A point comes once for each channel that was stopped on its address. */
  private List<Point> points(long debtor) {
    skipPointsBefore(debtor);
    List<Point> found = new ArrayList<>(2);
    while (point != null && point.getLong(0) == debtor) {
      Row row = point;
      long id = row.getLong(1);
      Set<Channel> stopped = EnumSet.noneOf(Channel.class);
      while (point != null && point.getLong(1) == id) {
        String channel = point.getString(4);
        if (channel != null) {
          stopped.add(Channel.valueOf(channel));
        }
        point = next(points);
      }
      found.add(
          new Point(
              new ContactPointId(id),
              PointKind.ofTag(row.getString(2)),
              row.getInteger(3),
              stopped.isEmpty() ? Set.of() : stopped));
    }
    return found;
  }

  private List<DayCount> days(long debtor) {
    while (day != null && day.getLong(0) < debtor) {
      day = next(days);
    }
    if (day == null || day.getLong(0) != debtor) {
      return List.of();
    }
    List<DayCount> found = new ArrayList<>(4);
    while (day != null && day.getLong(0) == debtor) {
      found.add(
          new DayCount(
              day.getLocalDate(1),
              Channel.valueOf(day.getString(2)),
              day.getInteger(3),
              day.getInteger(4),
              day.getInteger(5)));
      day = next(days);
    }
    return found;
  }

  private void skipPointsBefore(long debtor) {
    while (point != null && point.getLong(0) < debtor) {
      point = next(points);
    }
  }

  /** What was planned speaks first, and of several the first. */
  private @Nullable JudgedBefore before(long debtor) {
    while (judged != null && said != null && said.getLong(0) < debtor) {
      said = next(judged);
    }
    if (said == null || said.getLong(0) != debtor) {
      return null;
    }
    String channel = said.getString(1);
    return channel == null
        ? new JudgedBefore.Withheld(Reason.valueOf(said.getString(4)))
        : new JudgedBefore.Planned(
            Channel.valueOf(channel), said.getOffsetDateTime(2).toInstant(), said.getLong(3));
  }

  private static @Nullable Instant instant(Row row, int column) {
    OffsetDateTime value = row.getOffsetDateTime(column);
    return value == null ? null : value.toInstant();
  }

  private static @Nullable Row next(RowIterator<Row> rows) {
    return rows.hasNext() ? rows.next() : null;
  }
}
