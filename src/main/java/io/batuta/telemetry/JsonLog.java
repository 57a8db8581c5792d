package io.batuta.telemetry;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Writes the console's log as JSON from the start on, where {@code BATUTA_LOG_JSON} says so. */
@Singleton
final class JsonLog {

  /** Before anything that might have something to say. */
  private static final int FIRST = 1;

  private final boolean wanted;

  JsonLog(@ConfigProperty(name = "batuta.log.json") boolean wanted) {
    this.wanted = wanted;
  }

  void begin(@Observes @Priority(FIRST) StartupEvent started) {
    if (wanted) {
      for (Handler handler : LogManager.getLogManager().getLogger("").getHandlers()) {
        write(handler);
      }
    }
  }

  private static void write(Handler handler) {
    if (handler instanceof ConsoleHandler console) {
      console.setFormatter(new JsonLines());
    } else if (handler instanceof ExtHandler parent) {
      for (Handler child : parent.getHandlers()) {
        write(child);
      }
    }
  }
}
