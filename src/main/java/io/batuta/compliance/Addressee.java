package io.batuta.compliance;

import java.time.ZoneId;
import java.util.Set;

/**
 * What is known of the contact point beside its channel: whose it is and where it is heard. What a
 * portfolio does not say is the usual: the debtor's own, not at work, in the debtor's zone.
 *
 * @param atWork known to be an employer's telephone, mail or door
 * @param zones where it may be heard, if that is known from it: the zones of a number's prefix,
 *     more than one where the prefix covers more. Hours must be open in each of them and in the
 *     debtor's
 */
public record Addressee(Party party, boolean atWork, Set<ZoneId> zones) {

  public static final Addressee DEBTOR = new Addressee(Party.DEBTOR, false, Set.of());

  /** Who answers there. */
  public enum Party {
    DEBTOR,
    /** Owes the same debt. */
    CO_DEBTOR,
    /** Answers for it: <i>aval, fiador</i>. */
    GUARANTOR,
    /** Anybody else: family, a personal reference, a beneficiary, a neighbour, the employer. */
    THIRD
  }

  public Addressee {
    zones = Set.copyOf(zones);
  }
}
