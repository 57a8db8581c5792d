package io.batuta.compliance;

import io.batuta.portfolio.Channel;
import java.time.Instant;

/**
 * A contact that somebody would like to make.
 *
 * @param optedOut the address said stop on this channel
 * @param at when it would leave
 */
public record ProposedContact(Channel channel, boolean optedOut, Addressee addressee, Instant at) {

  /** One to the debtor's own contact point, of which nothing more is known. */
  public ProposedContact(Channel channel, boolean optedOut, Instant at) {
    this(channel, optedOut, Addressee.DEBTOR, at);
  }

  /** The same one at another time. */
  ProposedContact leavingAt(Instant other) {
    return new ProposedContact(channel, optedOut, addressee, other);
  }
}
