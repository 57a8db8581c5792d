package io.batuta.amazon;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A client that is made at the first call and kept: while a function starts nothing is opened that
 * would not outlive a snapshot.
 *
 * @param <C> the SDK's client
 */
public final class KeptClient<C extends SdkAutoCloseable> implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private final Supplier<C> make;
  private @Nullable C client;

  public KeptClient(Supplier<C> make) {
    this.make = make;
  }

  /**
   * The SDK's smallest HTTP client, as all of ours use it.
   *
   * @param silent how long the other side may say nothing
   */
  public static UrlConnectionHttpClient.Builder http(Duration silent) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECT_TIMEOUT)
        .socketTimeout(silent);
  }

  public synchronized C get() {
    C made = client;
    if (made == null) {
      made = make.get();
      client = made;
    }
    return made;
  }

  /** Closes it where it was made. */
  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
