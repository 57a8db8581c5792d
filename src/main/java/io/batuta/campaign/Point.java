package io.batuta.campaign;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.PointKind;
import java.util.Set;

/**
 * A usable contact point of a member.
 *
 * @param rank 1 is tried first
 * @param stopped channels on which this address said stop, whoever said it
 */
record Point(ContactPointId id, PointKind kind, int rank, Set<Channel> stopped) {

  Point {
    stopped = Set.copyOf(stopped);
  }
}
