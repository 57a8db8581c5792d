package io.batuta.channel;

import java.time.Duration;

/**
 * What became of one call to a provider. Codes are the provider's, short and free of personal data.
 */
public sealed interface SendOutcome {

  /** The provider took it under this id. */
  record Accepted(String providerMessageId) implements SendOutcome {}

  /** Nothing left; come again after this long. Uses up no attempt. */
  record Deferred(Duration after, String code) implements SendOutcome {}

  /**
   * Nothing left and nothing ever will. With {@code addressIsDead} the contact point is retired.
   */
  record Rejected(String code, boolean addressIsDead) implements SendOutcome {}

  /** The answer was lost: it may have left. Never sent again. */
  record Unknown(String code) implements SendOutcome {}
}
