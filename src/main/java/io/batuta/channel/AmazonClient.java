package io.batuta.channel;

import io.batuta.amazon.KeptClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * One client of an Amazon API, made at the first call and kept, and the meaning of Amazon's errors.
 *
 * <p>Reads {@code batuta.channel.<provider>.endpoint}, {@code .region}, {@code .access-key-id},
 * {@code .secret-access-key} (without them the SDK's own chain) and {@code
 * batuta.dispatch.answer-timeout}. The SDK's retries are off: no send call of Amazon's has an
 * idempotency key, so a retry could send twice.
 *
 * @param <C> the SDK's client
 */
public final class AmazonClient<C extends SdkAutoCloseable> implements AutoCloseable {

  /** After a fault on our side (no credentials, no route): nothing left, and a person must look. */
  private static final Duration OUR_FAULT = Duration.ofMinutes(5);

  private static final Duration UNREACHABLE = Duration.ofMinutes(1);
  private static final Duration TOO_FAST = Duration.ofSeconds(10);

  private final Config config;
  private final String provider;
  private final KeptClient<C> client;
  private @Nullable AwsCredentialsProvider credentials;

  /**
   * @param make builds the client; gives its builder to {@link #configured}
   */
  public AmazonClient(Config config, String provider, Function<AmazonClient<C>, C> make) {
    this.config = config;
    this.provider = provider;
    this.client = new KeptClient<>(() -> make.apply(this));
  }

  /** Endpoint, region, credentials, time-outs; no retry. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> B configured(B builder) {
    value("endpoint").map(URI::create).ifPresent(builder::endpointOverride);
    value("region").map(Region::of).ifPresent(builder::region);
    Duration answer =
        config
            .getOptionalValue("batuta.dispatch.answer-timeout", Duration.class)
            .orElse(Duration.ofSeconds(10));
    return builder
        .credentialsProvider(credentials())
        .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .httpClientBuilder(KeptClient.http(answer));
  }

  /**
   * Calls once and reads the answer.
   *
   * @param call answers the provider's message id
   * @param refusal what a refusal (4xx) of this API means; empty: it is refused for good
   */
  public SendOutcome send(
      Function<C, String> call, Function<AwsServiceException, Optional<SendOutcome>> refusal) {
    C ready;
    try {
      ready = ready();
    } catch (RuntimeException e) {
      return new SendOutcome.Deferred(OUR_FAULT, "client-not-ready");
    }
    try {
      return new SendOutcome.Accepted(call.apply(ready));
    } catch (AwsServiceException e) {
      return answered(e, refusal);
    } catch (SdkException e) {
      return neverLeft(e)
          ? new SendOutcome.Deferred(UNREACHABLE, "unreachable")
          : new SendOutcome.Unknown("no-answer");
    }
  }

  /** Amazon's code, which holds no personal data; its message may, and is never used. */
  public static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null || !code.matches("[A-Za-z0-9._-]{1,64}") ? "http-" + e.statusCode() : code;
  }

  @Override
  public void close() {
    client.close();
  }

  private static SendOutcome answered(
      AwsServiceException e, Function<AwsServiceException, Optional<SendOutcome>> refusal) {
    if (e.statusCode() < 400 || e.statusCode() >= 500) {
      return new SendOutcome.Unknown(code(e));
    }
    return refusal.apply(e).orElseGet(() -> usual(e));
  }

  private static SendOutcome usual(AwsServiceException e) {
    if (e.isThrottlingException()) {
      return new SendOutcome.Deferred(TOO_FAST, code(e));
    }
    if (e.statusCode() == 401 || e.statusCode() == 403) {
      return new SendOutcome.Deferred(OUR_FAULT, code(e));
    }
    return new SendOutcome.Rejected(code(e), false);
  }

  /** True only for faults that come before the first byte of the request. */
  private static boolean neverLeft(SdkException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof NoRouteToHostException
          || cause instanceof SSLHandshakeException) {
        return true;
      }
      if (cause instanceof SocketTimeoutException late) {
        // One class for both in the JDK: "Connect timed out" and "Read timed out".
        return String.valueOf(late.getMessage()).toLowerCase(Locale.ROOT).startsWith("connect");
      }
      if (cause instanceof IOException) {
        return false;
      }
    }
    return false;
  }

  private C ready() {
    C made = client.get();
    // Asked before each call (the provider caches them), so that their lack is known to be ours.
    credentials().resolveCredentials();
    return made;
  }

  private synchronized AwsCredentialsProvider credentials() {
    AwsCredentialsProvider known = credentials;
    if (known == null) {
      Optional<String> key = value("access-key-id");
      known =
          key.isPresent()
              ? StaticCredentialsProvider.create(
                  AwsBasicCredentials.create(key.get(), value("secret-access-key").orElseThrow()))
              : DefaultCredentialsProvider.builder().build();
      credentials = known;
    }
    return known;
  }

  private Optional<String> value(String key) {
    return config.getOptionalValue("batuta.channel." + provider + "." + key, String.class);
  }
}
