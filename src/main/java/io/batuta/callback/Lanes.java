package io.batuta.callback;

import io.batuta.callback.Gathering.Bounds;
import io.batuta.postgres.Outage;
import io.batuta.postgres.RefusedLogin;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;

/**
 * Where calls gather on their way into the database. Plain reports, nearly all there is, have a
 * lane of their own: what follows from a reply takes longer, and nobody waits for it.
 */
@ApplicationScoped
class Lanes {

  private static final long MIB = 1024 * 1024;

  /** Two: while one commits, the other is made ready. */
  private static final Bounds PLAIN = new Bounds(2, 128, 4 * MIB, 8_192, 32 * MIB);

  /** One: replies of one debtor, or from one phone, then never wait for each other's locks. */
  private static final Bounds WEIGHTY = new Bounds(1, 32, 4 * MIB, 2_048, 16 * MIB);

  private final Gathering<Call, Answer> plain;
  private final Gathering<Call, Answer> weighty;

  @Inject
  Lanes(Vertx vertx, PlainReports plain, WeightyReports weighty) {
    this(onAnEventLoopOfItsOwn(vertx), onAnEventLoopOfItsOwn(vertx), plain, weighty);
  }

  Lanes(Executor forPlain, Executor forWeighty, PlainReports plain, WeightyReports weighty) {
    this.plain = new Gathering<>(PLAIN, Call::weight, plain::take, Lanes::meetsAll, forPlain);
    this.weighty =
        new Gathering<>(WEIGHTY, Call::weight, weighty::take, Lanes::meetsAll, forWeighty);
  }

  /** Answers when the call is in the database. Fails when it is not. */
  Uni<Answer> take(Call call) {
    return call.isPlain() ? plain.bring(call) : weighty.bring(call);
  }

  /** The database is away, or does not let us in: each of a batch would hear the same. */
  private static boolean meetsAll(Throwable failure) {
    return Outage.causes(failure) || RefusedLogin.causes(failure);
  }

  private static Executor onAnEventLoopOfItsOwn(Vertx vertx) {
    Context context = ((VertxInternal) vertx).createEventLoopContext();
    return work -> context.runOnContext(nothing -> work.run());
  }
}
