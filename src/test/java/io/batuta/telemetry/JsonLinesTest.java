package io.batuta.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  private static final UUID CONTACT = UUID.fromString("00004f8c-0000-8001-8000-000010000000");

  @Test
  void a_line_is_one_object_with_the_ids_of_its_run_and_contact() {
    LogIds.run("run-1");
    LogIds.creditor(7);
    JsonObject[] said = new JsonObject[1];
    LogIds.about(CONTACT, () -> said[0] = line("set \"aside\"\nat once", null));
    assertEquals("run-1", said[0].getString("run"));
    assertEquals("7", said[0].getString("creditor"));
    assertEquals(CONTACT.toString(), said[0].getString("contact"));
    assertEquals("set \"aside\"\nat once", said[0].getString("message"));
    assertEquals("INFO", said[0].getString("level"));
    assertEquals("io.batuta.dispatch", said[0].getString("logger"));
    assertFalse(line("the next", null).containsKey("contact"));
  }

  @Test
  void a_failure_keeps_its_kind_and_the_beginning_of_its_stack() {
    JsonObject line = line("broke", new IllegalStateException("x".repeat(50_000)));
    assertEquals("java.lang.IllegalStateException", line.getString("error"));
    assertTrue(line.getString("stack").length() <= 16_001);
  }

  private static JsonObject line(String message, Throwable failure) {
    ExtLogRecord record = new ExtLogRecord(Level.INFO, message, JsonLinesTest.class.getName());
    record.setLoggerName("io.batuta.dispatch");
    record.setThrown(failure);
    String text = new JsonLines().format(record);
    assertTrue(text.endsWith("\n") && text.indexOf('\n') == text.length() - 1, text);
    return new JsonObject(text);
  }
}
