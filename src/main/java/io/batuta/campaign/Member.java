package io.batuta.campaign;

import io.batuta.compliance.Situation;
import io.batuta.portfolio.AccountId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.DebtorId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A debtor of a campaign with every fact that planning asks for, gathered in one row.
 *
 * @param account the one longest overdue; null when nothing is owed
 * @param language ISO 639-1
 * @param points usable ones only
 * @param inFlight another contact is on its way
 */
record Member(
    DebtorId debtor,
    @Nullable AccountId account,
    long campaign,
    String language,
    Situation situation,
    List<Point> points,
    boolean inFlight) {

  Member {
    points = List.copyOf(points);
  }

  boolean hasPointFor(Channel channel) {
    for (Point point : points) {
      if (point.kind() == channel.pointKind()) {
        return true;
      }
    }
    return false;
  }

  /** Where to reach the member: what last answered or received first, then by rank. */
  Optional<Point> pointFor(Channel channel) {
    Point first = null;
    for (Point point : points) {
      if (point.kind() == channel.pointKind()
          && !point.stopped().contains(channel)
          && (first == null || goesBefore(point, first))) {
        first = point;
      }
    }
    return Optional.ofNullable(first);
  }

  private boolean goesBefore(Point one, Point other) {
    if (isBest(one.id()) != isBest(other.id())) {
      return isBest(one.id());
    }
    return one.rank() != other.rank()
        ? one.rank() < other.rank()
        : one.id().value() < other.id().value();
  }

  boolean isBest(ContactPointId point) {
    return point.equals(situation.history().bestPoint());
  }
}
