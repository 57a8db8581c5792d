package io.batuta.compliance;

/**
 * The order in which rules are asked, so that a refusal tells the weightiest reason: a debtor who
 * died on a Sunday is withheld for the death, not for the Sunday.
 */
enum Finality {
  /** Sued, deceased, disputed, told us to cease: not lifted by time, and nobody else's to lift. */
  STATUS,
  NOTHING_OWED,
  /** The person said stop. */
  OPTED_OUT,
  /** The person never said yes, or the law bars the channel, the place or whom it would reach. */
  NOT_AUTHORISED,
  /** Silent for a known time, since the debtor did what was asked. */
  PAID,
  PROMISED,
  /** Silent for some days, since we spoke enough. */
  FREQUENCY,
  ONE_CHANNEL,
  /** Silent for some hours. */
  WINDOW
}
