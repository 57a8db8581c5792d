package io.batuta.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How a dispatch run works; what a provider may be sent a second stands in {@link ProviderRates}.
 */
@ConfigMapping(prefix = "batuta.dispatch")
public interface DispatchSettings {

  /**
   * Contacts of one provider that are claimed and marked together, at most. A run begins with as
   * many as it calls at a time and takes more while the provider takes them within a quarter of a
   * second. Raised, more is in the state SENDING at a time, and so more becomes uncertain when a
   * run dies. 1000 at most.
   */
  @WithDefault("1000")
  int batch();

  /**
   * Batches of one provider under way at a time: claimed, sent, recorded. Each takes a connection
   * of the pool while it is at the database. More than three only help where the database is far.
   */
  @WithDefault("3")
  int batchesAtOnce();

  /** Calls to one provider under way at a time. */
  @WithDefault("20")
  int concurrency();

  /** How long a provider may take to answer; after that the contact is uncertain. */
  @WithDefault("PT10S")
  Duration answerTimeout();

  /**
   * How long a run waits, in all, for a provider's rate to allow more of what is due. A run that
   * only took what the bucket holds would send a second's worth in each minute. Must fit in the
   * function's time together with {@link #answerTimeout}.
   */
  @WithDefault("PT40S")
  Duration patience();
}
