package io.batuta.segment;

/** Ends the reading of a rule from any depth; {@link Rule#parse} makes it a value. */
final class RefusedRule extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient BadRule why;

  RefusedRule(String message, int position, int length) {
    super(message, null, false, false);
    this.why = new BadRule(message, position, length);
  }

  BadRule why() {
    return why;
  }
}
