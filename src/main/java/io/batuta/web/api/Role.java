package io.batuta.web.api;

import java.util.List;

/** What a key may do, by the names that {@code @RolesAllowed} and the database use. */
public final class Role {

  /** Creates creditors and their keys; belongs to no creditor. */
  public static final String INSTALLATION = "installation";

  public static final String ADMINISTRATOR = "administrator";
  public static final String STRATEGIST = "strategist";
  public static final String SUPERVISOR = "supervisor";
  public static final String AGENT = "agent";
  public static final String COMPLIANCE = "compliance";

  /** A program of the creditor's: portfolios and payments in, counts out; never what was said. */
  public static final String INTEGRATION = "integration";

  /** Those a creditor's key can have. */
  static final List<String> OF_CREDITORS =
      List.of(ADMINISTRATOR, STRATEGIST, SUPERVISOR, AGENT, COMPLIANCE, INTEGRATION);

  /** Those who work with people, and may read their names and words. */
  static final List<String> NEAR_PEOPLE = List.of(ADMINISTRATOR, SUPERVISOR, AGENT, COMPLIANCE);

  /** Those who may bring back what was stopped. */
  static final List<String> LIFTING = List.of(ADMINISTRATOR, SUPERVISOR, COMPLIANCE);

  private Role() {}
}
