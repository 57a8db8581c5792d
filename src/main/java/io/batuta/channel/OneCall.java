package io.batuta.channel;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.function.Supplier;

/**
 * The way every real gateway calls its provider: off the event loop, once, in bounded time, and
 * never for a fictional creditor.
 */
public final class OneCall {

  /** The code of a refusal because nobody real may be contacted for a made-up creditor. */
  public static final String FICTIONAL = "fictional";

  private OneCall() {}

  /**
   * @param call blocks until the provider answered; what it throws is an answer that was lost
   */
  public static Uni<SendOutcome> to(OutboundMessage message, Supplier<SendOutcome> call) {
    if (message.fictional()) {
      return Uni.createFrom().item(new SendOutcome.Rejected(FICTIONAL, false));
    }
    return Uni.createFrom()
        .item(call)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .ifNoItem()
        .after(message.timeout())
        .recoverWithItem(() -> new SendOutcome.Unknown("timeout"))
        .onFailure()
        .recoverWithItem(fault -> new SendOutcome.Unknown(fault.getClass().getSimpleName()));
  }
}
