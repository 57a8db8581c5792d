package io.batuta.privacy.kms;

import io.batuta.amazon.KeptClient;
import io.batuta.privacy.CannotDecrypt;
import io.batuta.privacy.KeyVault;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/**
 * A symmetric key of KMS that never leaves it. Whose key is wrapped is its encryption context: it
 * must be the same to unwrap, and stands in CloudTrail. Asked once a process and creditor. The
 * SDK's own retries stay on: wrapping twice is harmless.
 */
@ApplicationScoped
class KmsVault implements KeyVault {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
  private static final String CONTEXT = "batuta";

  private final Optional<String> key;
  private final KeptClient<KmsClient> client;

  @Inject
  KmsVault(@ConfigProperty(name = "batuta.privacy.kms-key") Optional<String> key) {
    this.key = key.filter(text -> !text.isBlank());
    client =
        new KeptClient<>(
            () -> KmsClient.builder().httpClientBuilder(KeptClient.http(ANSWER_TIMEOUT)).build());
  }

  KmsVault(String key, KmsClient client) {
    this.key = Optional.of(key);
    this.client = new KeptClient<>(() -> client);
  }

  @Override
  public boolean isThere() {
    return key.isPresent();
  }

  @Override
  public Uni<byte[]> wrap(byte[] clear, String whose) {
    return asked(
        () ->
            client
                .get()
                .encrypt(
                    ask ->
                        ask.keyId(id())
                            .plaintext(SdkBytes.fromByteArray(clear))
                            .encryptionContext(Map.of(CONTEXT, whose)))
                .ciphertextBlob());
  }

  @Override
  public Uni<byte[]> unwrap(byte[] wrapped, String whose) {
    return asked(
        () ->
            client
                .get()
                .decrypt(
                    ask ->
                        ask.keyId(id())
                            .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                            .encryptionContext(Map.of(CONTEXT, whose)))
                .plaintext());
  }

  private String id() {
    return key.orElseThrow(() -> new IllegalStateException("BATUTA_PRIVACY_KMS_KEY is not set"));
  }

  /** Blocks, so on a worker. */
  private static Uni<byte[]> asked(Supplier<SdkBytes> call) {
    return Uni.createFrom()
        .item(() -> answered(call))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private static byte[] answered(Supplier<SdkBytes> call) {
    try {
      return call.get().asByteArray();
    } catch (InvalidCiphertextException | IncorrectKeyException e) {
      throw new CannotDecrypt();
    } catch (SdkException e) {
      throw new Unreachable(e.getClass().getSimpleName(), e);
    }
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
