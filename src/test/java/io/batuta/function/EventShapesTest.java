package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.channel.JsonPayload;
import io.batuta.function.SqsBatch.SqsRecord;
import io.batuta.portfolio.StoredFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each event looks like, and what is said of one that does not. */
class EventShapesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"creditr\":\"x\"}                              | creditr: no such field",
        "{\"creditor\":7}                                 | creditor: must be",
        "{\"creditor\":\" \"}                             | creditor: must be",
        "{\"date\":\"23/11/2026\"}                        | date: cannot be read",
        "{\"date\":\"2026-02-30\"}                        | date: cannot be read",
        "{\"date\":20261123}                              | date: cannot be read",
        "{\"shards\":0}                                   | shards: must be a whole number from 1",
        "{\"shards\":1001}                                | shards: must be a whole number from 1",
        "{\"shards\":2.5}                                 | shards: must be a whole number from 1",
        "{\"creditor\":\"b\",\"shard\":-1,\"shards\":8}   | shard: must be a whole number from 0 to 7",
        "{\"creditor\":\"b\",\"shard\":8,\"shards\":8}    | shard: must be a whole number from 0 to 7",
        "{\"creditor\":\"b\",\"shard\":\"3\"}             | shard: must be a whole number from 0",
        "{\"shard\":3,\"shards\":8}                       | shard: is of one creditor's night",
        "{\"creditor\":\"b\",\"shard\":1,\"dryRun\":true} | shard: is of one creditor's night",
        "{\"dryRun\":\"yes\"}                             | dryRun: must be true or false",
        "{\"detail-type\":\"Scheduled Event\"}            | detail-type: no such field"
      })
  void a_night_event_of_another_shape_names_the_field(String event, String said) {
    String refused = refused(() -> NightEvent.read(JsonPayload.parse(event)));
    assertTrue(refused.startsWith(said), refused);
  }

  @Test
  void a_night_event_may_say_all_or_nothing() {
    NightEvent nothing = new NightEvent(null, null, null, null, false);
    assertEquals(nothing, NightEvent.read(Events.read(Map.of())));
    assertEquals(nothing, NightEvent.read(Events.read(null)));
    assertEquals(
        new NightEvent("b", LocalDate.parse("2026-11-23"), 3, 8, false),
        NightEvent.read(
            Events.read(Map.of("creditor", "b", "date", "2026-11-23", "shard", 3, "shards", 8))));
  }

  @Test
  void a_batch_answers_the_records_that_failed_and_no_other() {
    JsonObject event =
        sqs(record("1", "one"), record("2", "two").put("attributes", new JsonObject()))
            .put("ignored", true);
    SqsBatch batch = SqsBatch.of(new JsonPayload(event));
    assertEquals(
        List.of(
            new SqsRecord("1", "one", Instant.ofEpochMilli(1_790_000_000_000L)),
            new SqsRecord("2", "two", null)),
        batch.records());
    BatchAnswer answer =
        batch
            .each(
                2,
                record -> {
                  if (record.body().equals("one")) {
                    throw new IllegalArgumentException("one: is no good");
                  }
                  return Uni.createFrom().item("done");
                })
            .await()
            .indefinitely();
    assertEquals(List.of(new BatchAnswer.ItemFailure("1")), answer.batchItemFailures());
    assertEquals(
        List.of(),
        SqsBatch.of(new JsonPayload(sqs()))
            .each(2, record -> Uni.createFrom().nothing())
            .await()
            .indefinitely()
            .batchItemFailures());
  }

  @Test
  void a_record_that_could_not_be_reported_fails_the_batch() {
    assertTrue(refused(() -> batch(record("", "x"))).startsWith("Records[0]: no messageId"));
    assertTrue(
        refused(() -> batch(record("1", "x"), record("2", "x").put("eventSource", "aws:kinesis")))
            .startsWith("Records[1]: eventSource"));
    assertTrue(
        refused(
                () ->
                    SqsBatch.of(
                        new JsonPayload(
                            new JsonObject().put("Records", new JsonArray().add("text")))))
            .startsWith("Records[0]: not an object"));
    assertTrue(
        refused(() -> SqsBatch.of(JsonPayload.parse("{\"Records\":7}"))).startsWith("Records"));
  }

  @Test
  void an_upload_is_told_in_two_ways() {
    StoredFile expected =
        new StoredFile(
            "uploads",
            "banco/delta/año 1+.csv",
            "v-7",
            "0123",
            18L,
            "0055AED6",
            Instant.parse("2026-11-23T12:00:07Z"));
    assertEquals(
        List.of(expected),
        UploadEvent.files(
            JsonPayload.parse(
                """
                {"version":"0","time":"2026-11-23T12:00:07Z","source":"aws.s3","detail-type":"Object Created","detail":{
                  "bucket":{"name":"uploads"},"object":{"key":"banco/delta/año 1+.csv","size":18,"etag":"0123",
                  "version-id":"v-7","sequencer":"0055AED6"},"reason":"PutObject"}}""")));
    assertEquals(
        List.of(expected),
        UploadEvent.files(
            JsonPayload.parse(
                """
                {"Records":[{"eventVersion":"2.1","eventTime":"2026-11-23T12:00:07.000Z","eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{
                  "bucket":{"name":"uploads"},"object":{"key":"banco/delta/a%C3%B1o+1%2B.csv","size":18,"eTag":"0123",
                  "versionId":"v-7","sequencer":"0055AED6"}}}]}""")));
    assertEquals(
        List.of(new StoredFile("u", "k", null, null, null, null, null)),
        UploadEvent.files(
            JsonPayload.parse(
                """
                {"source":"aws.s3","detail-type":"Object Created",
                 "detail":{"bucket":{"name":"u"},"object":{"key":"k"}}}""")));
    assertEquals(
        List.of(),
        UploadEvent.files(
            JsonPayload.parse("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                                         | Records",
        "{\"detail\":{},\"source\":\"aws.ec2\"}                                     | source",
        "{\"detail\":{},\"source\":\"aws.s3\",\"detail-type\":\"Object Deleted\"}   | detail-type",
        "{\"detail\":{},\"source\":\"aws.s3\",\"detail-type\":\"Object Created\"}   | no object",
        "{\"time\":\"today\",\"detail\":{\"object\":{\"key\":\"k\"}},\"source\":\"aws.s3\",\"detail-type\":\"Object Created\"} | time",
        "{\"Records\":[7]}                                                          | Records[0]",
        "{\"Records\":[{\"eventSource\":\"aws:sqs\"}]}                              | eventSource",
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectRemoved:Delete\"}]} | eventName",
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\"}]} | no s3"
      })
  void an_event_that_is_no_upload_names_the_field(String event, String said) {
    String refused = refused(() -> UploadEvent.files(JsonPayload.parse(event)));
    assertTrue(refused.startsWith(said), refused);
  }

  @Test
  void lines_of_a_log_come_packed() {
    List<byte[]> lines =
        LogEvents.lines(
            logs(
                gzip(
                    """
                    {"messageType":"DATA_MESSAGE","logGroup":"sns/us-east-1/1/DirectPublishToPhoneNumber",
                     "logEvents":[{"id":"1","timestamp":1,"message":"{\\"a\\":\\"ñ\\"}"},{"id":"2","timestamp":2,
                     "message":"no json"}]}""")));
    assertEquals(2, lines.size());
    assertArrayEquals("{\"a\":\"ñ\"}".getBytes(StandardCharsets.UTF_8), lines.getFirst());
    assertEquals(
        List.of(),
        LogEvents.lines(
            logs(gzip("{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{\"id\":\"\"}]}"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"messageType\":\"OTHER\"}",
        "{}",
        "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[7]}",
        "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":7}"
      })
  void a_log_of_another_shape_is_refused(String data) {
    assertThrows(RuntimeException.class, () -> LogEvents.lines(logs(gzip(data))));
  }

  @Test
  void a_log_that_is_not_packed_as_it_should_be_is_refused_by_name() {
    assertTrue(refused(() -> LogEvents.lines(logs("not base64!"))).contains("is no base64"));
    assertTrue(refused(() -> LogEvents.lines(logs("bm8gZ3ppcA=="))).contains("is no gzip"));
    String torn = gzip("{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[]}");
    assertTrue(refused(() -> LogEvents.lines(logs(torn.substring(0, 40)))).contains("is no gzip"));
    String bomb = gzip(" ".repeat(65 * 1024 * 1024));
    assertTrue(refused(() -> LogEvents.lines(logs(bomb))).contains("more than 64 MiB"));
    assertTrue(
        refused(() -> LogEvents.lines(JsonPayload.parse("{\"awslogs\":{}}"))).contains("data"));
  }

  static JsonPayload logs(String data) {
    return new JsonPayload(new JsonObject().put("awslogs", new JsonObject().put("data", data)));
  }

  static String gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  static JsonObject sqs(JsonObject... records) {
    return new JsonObject().put("Records", new JsonArray(List.of((Object[]) records)));
  }

  static JsonObject record(String id, String body) {
    return new JsonObject()
        .put("messageId", id)
        .put("body", body)
        .put("eventSource", "aws:sqs")
        .put("attributes", new JsonObject().put("SentTimestamp", "1790000000000"));
  }

  private static SqsBatch batch(JsonObject... records) {
    return SqsBatch.of(new JsonPayload(sqs(records)));
  }

  private static String refused(Runnable reading) {
    return String.valueOf(assertThrows(RuntimeException.class, reading::run).getMessage());
  }
}
