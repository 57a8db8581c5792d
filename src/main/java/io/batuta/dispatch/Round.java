package io.batuta.dispatch;

import java.time.Instant;
import java.util.UUID;

/**
 * One batch of one provider.
 *
 * @param run whose claims these are: each batch has a name of its own
 * @param now asked once, for all that the round judges and writes
 */
record Round(String provider, UUID run, Instant now) {}
