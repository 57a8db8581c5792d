package io.batuta.campaign.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.campaign.NightOrder;
import io.batuta.campaign.NightQueue;
import io.batuta.channel.AmazonWire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sqs.SqsClient;

class SqsNightQueueTest {

  private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/night";
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");

  private final AmazonWire wire = new AmazonWire();
  private final SqsNightQueue queue =
      new SqsNightQueue(
          URL,
          SqsClient.builder()
              .endpointOverride(wire.url())
              .region(Region.US_EAST_1)
              .credentialsProvider(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("a-key", "a-secret")))
              .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
              .checksumValidationEnabled(false) // the stub makes no digests
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .build());

  @AfterEach
  void close() {
    queue.close();
    wire.close();
  }

  @Test
  void orders_go_out_ten_at_a_time_as_nightlys_own_events() {
    takesAll();
    send(
        IntStream.range(0, 23)
            .mapToObj(i -> new NightOrder("banco", MONDAY, i, 23, false))
            .toList());
    List<JsonObject> asked =
        wire.requests().stream().map(r -> new JsonObject(r.getBodyAsString())).toList();
    assertEquals(List.of(10, 10, 3), asked.stream().map(a -> entries(a).size()).toList());
    assertEquals(URL, asked.getFirst().getString("QueueUrl"));
    assertEquals(
        new JsonObject(
            "{\"creditor\":\"banco\",\"date\":\"2026-11-23\",\"shard\":22,\"shards\":23}"),
        body(asked.getLast(), 2));
  }

  @Test
  void a_whole_night_and_a_trial_say_so() {
    takesAll();
    send(
        List.of(
            new NightOrder("banco", MONDAY, null, 8, false),
            new NightOrder("banco", MONDAY, null, 8, true)));
    JsonObject asked = new JsonObject(wire.onlyRequest().getBodyAsString());
    assertEquals(
        new JsonObject("{\"creditor\":\"banco\",\"date\":\"2026-11-23\",\"shards\":8}"),
        body(asked, 0));
    assertEquals(true, body(asked, 1).getBoolean("dryRun"));
  }

  @Test
  void an_order_that_was_not_taken_fails_the_call() {
    wire.answers(
        200,
        "application/x-amz-json-1.0",
        "{\"Successful\":[],\"Failed\":[{\"Id\":\"0\",\"SenderFault\":false,\"Code\":\"InternalError\"}]}");
    assertTrue(unreachable().contains("InternalError"));
    wire.answers(500, "application/x-amz-json-1.0", "{}");
    unreachable();
    wire.goesAway();
    unreachable();
  }

  @Test
  void without_an_address_there_is_no_queue() {
    assertEquals(false, new SqsNightQueue(Optional.empty()).isThere());
    assertEquals(false, new SqsNightQueue(Optional.of(" ")).isThere());
    assertEquals(true, queue.isThere());
    send(List.of());
    assertEquals(List.of(), wire.requests());
  }

  private String unreachable() {
    List<NightOrder> one = List.of(new NightOrder("banco", MONDAY, 0, 1, false));
    return String.valueOf(assertThrows(NightQueue.Unreachable.class, () -> send(one)).getMessage());
  }

  private void send(List<NightOrder> orders) {
    queue.send(orders).await().indefinitely();
  }

  private void takesAll() {
    wire.answers(200, "application/x-amz-json-1.0", "{\"Successful\":[],\"Failed\":[]}");
  }

  private static JsonArray entries(JsonObject asked) {
    return asked.getJsonArray("Entries");
  }

  private static JsonObject body(JsonObject asked, int at) {
    return new JsonObject(entries(asked).getJsonObject(at).getString("MessageBody"));
  }
}
