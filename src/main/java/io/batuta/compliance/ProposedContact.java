package io.batuta.compliance;

import io.batuta.portfolio.Channel;
import java.time.Instant;

/**
 * A contact that somebody would like to make.
 *
 * @param optedOut the address said stop on this channel
 * @param at when it would leave
 */
public record ProposedContact(Channel channel, boolean optedOut, Instant at) {}
