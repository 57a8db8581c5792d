package io.batuta.dispatch;

import java.time.Instant;
import java.util.UUID;

/**
 * One batch of one provider.
 *
 * @param due whose contacts are looked at
 * @param from nothing due before this is looked at: this run has claimed it already
 * @param run whose claims these are: each batch has a name of its own
 * @param now asked once, for all that the round judges and writes
 */
record Round(DueCampaigns due, Instant from, UUID run, Instant now) {

  String provider() {
    return due.provider();
  }
}
