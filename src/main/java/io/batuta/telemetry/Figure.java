package io.batuta.telemetry;

/** What is counted and timed, by the name that dashboards and alarms know. */
public enum Figure {
  /** Members that a shard judged. */
  JUDGED("judged", Unit.COUNT),
  /** Contacts that a night planned. */
  PLANNED("planned", Unit.COUNT),
  /** Members whom a night contacts not. */
  WITHHELD("withheld", Unit.COUNT),
  /** How long a night took, from its cut to its last shard, over all calls. */
  NIGHT_TIME("nightTime", Unit.MILLISECONDS),
  /** Contacts that a run claimed. */
  CLAIMED("claimed", Unit.COUNT),
  /** Contacts that a provider accepted. */
  SENT("sent", Unit.COUNT),
  /** Contacts that a provider refused. */
  FAILED("failed", Unit.COUNT),
  /** Contacts of which nobody knows whether they left. */
  UNCERTAIN("uncertain", Unit.COUNT),
  /** Contacts put off to a later hour. */
  DEFERRED("deferred", Unit.COUNT),
  /** Events that providers reported. */
  EVENTS("events", Unit.COUNT),
  /** Callbacks whose signature did not hold. */
  FORGED("forged", Unit.COUNT),
  /** Callbacks that could not be read. */
  UNREADABLE("unreadable", Unit.COUNT),
  /** Contacts that a dead run was sending: nobody knows whether they left. */
  RESCUED("rescued", Unit.COUNT),
  /** Rows of a portfolio that were loaded. */
  ROWS("rows", Unit.COUNT),
  /** Rows and values of a portfolio that were refused. */
  REJECTED("rejected", Unit.COUNT),
  /** Uploaded files of which nothing was loaded, for a person to look at. */
  FILES_REFUSED("filesRefused", Unit.COUNT),
  /** Channels of a creditor that the machine stopped, because of complaints or failures. */
  BRAKED("braked", Unit.COUNT),
  /** Of the most that a channel may cost in the day or month, how much is spent. */
  SPEND_SHARE("spendShare", Unit.PERCENT),
  /** Campaigns whose night waits for a second person. */
  WAITING_FOR_APPROVAL("waitingForApproval", Unit.COUNT);

  /** As CloudWatch writes them. */
  enum Unit {
    COUNT("Count"),
    MILLISECONDS("Milliseconds"),
    PERCENT("Percent");

    private final String tag;

    Unit(String tag) {
      this.tag = tag;
    }

    String tag() {
      return tag;
    }
  }

  private final String tag;
  private final Unit unit;

  Figure(String tag, Unit unit) {
    this.tag = tag;
    this.unit = unit;
  }

  String tag() {
    return tag;
  }

  Unit unit() {
    return unit;
  }
}
