package io.batuta.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A process stands still while it sends, is given up for dead, and then goes on. */
final class Frozen implements Scenario {

  private static final int AT_CALL = 7;

  @Override
  public String name() {
    return "frozen";
  }

  @Override
  public String says() {
    return "a process given up for dead goes on";
  }

  @Override
  public Finding run(Path folder, FaultOptions options, String classPath) throws Exception {
    try (Lab lab = new Lab(folder.resolve(name()), options.seed(), classPath)) {
      lab.planDay(options.debtors());
      lab.at(LocalTime.of(9, 30));
      long given;
      try (Child frozen = lab.start();
          Child other = lab.start()) {
        CompletableFuture<Void> sending = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger(AT_CALL);
        lab.carrier()
            .watch(
                new Carrier.Watcher() {
                  @Override
                  public void read() {
                    if (calls.decrementAndGet() == 0) {
                      sending.complete(null);
                    }
                  }
                });
        CompletableFuture<String> minute = frozen.order("minute " + lab.time().now());
        sending.get(30, TimeUnit.SECONDS);
        frozen.freeze(true);
        lab.time().leapTo(lab.time().now().plus(Duration.ofMinutes(12)));
        other.rescue(lab.time().now());
        given = lab.compare().uncertain();
        other.minute(lab.time().now());
        frozen.freeze(false);
        minute.get(60, TimeUnit.SECONDS);
      }
      lab.carrier().watchNoMore();
      return Scenario.settled(this, lab, given + " given up while it stood", List.of());
    }
  }
}
