package io.batuta.campaign.sqs;

import io.batuta.amazon.KeptClient;
import io.batuta.campaign.NightOrder;
import io.batuta.campaign.NightQueue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Sends orders as messages that are {@code nightly}'s own events. The SDK's own retries stay on: an
 * order that arrives twice is harmless.
 */
@ApplicationScoped
class SqsNightQueue implements NightQueue {

  /** The most that SQS takes in one call. */
  private static final int AT_ONCE = 10;

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  private final Optional<String> url;
  private final KeptClient<SqsClient> client;

  @Inject
  SqsNightQueue(@ConfigProperty(name = "batuta.night.queue-url") Optional<String> url) {
    this.url = url.filter(text -> !text.isBlank());
    client =
        new KeptClient<>(
            () -> SqsClient.builder().httpClientBuilder(KeptClient.http(ANSWER_TIMEOUT)).build());
  }

  SqsNightQueue(String url, SqsClient client) {
    this.url = Optional.of(url);
    this.client = new KeptClient<>(() -> client);
  }

  @Override
  public boolean isThere() {
    return url.isPresent();
  }

  @Override
  public Uni<Void> send(List<NightOrder> orders) {
    String queue =
        url.orElseThrow(() -> new IllegalStateException("BATUTA_NIGHT_QUEUE_URL is not set"));
    return Multi.createFrom()
        .iterable(orders)
        .group()
        .intoLists()
        .of(AT_ONCE)
        .onItem()
        .transformToUniAndConcatenate(
            some ->
                Uni.createFrom()
                    .item(() -> sent(queue, some))
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** Blocks. One call takes some and refuses others: each is looked at. */
  private int sent(String queue, List<NightOrder> orders) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (NightOrder order : orders) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .messageBody(body(order))
              .build());
    }
    try {
      SendMessageBatchResponse answer =
          client.get().sendMessageBatch(ask -> ask.queueUrl(queue).entries(entries));
      if (!answer.failed().isEmpty()) {
        throw new Unreachable(
            answer.failed().size() + " refused, the first as " + answer.failed().getFirst().code());
      }
      return entries.size();
    } catch (SdkException e) {
      throw new Unreachable(e.getClass().getSimpleName(), e);
    }
  }

  private static String body(NightOrder order) {
    JsonObject body =
        new JsonObject().put("creditor", order.creditor()).put("date", order.date().toString());
    if (order.shard() != null) {
      body.put("shard", order.shard());
    }
    body.put("shards", order.shards());
    return (order.dryRun() ? body.put("dryRun", true) : body).encode();
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
