package io.batuta.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;

/**
 * Watches how much of the heap is alive: collects the whole of it at intervals, and keeps the most
 * that such a collection left behind. What a young collection leaves says less: garbage that grew
 * old counts until the old generation is collected, and the larger the heap and the longer the
 * work, the more of it there is.
 */
final class HeapPeak implements AutoCloseable {

  private static final double MIB = 1024.0 * 1024.0;
  private static final double NANOS_IN_SECOND = 1e9;
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final Thread watcher =
      Thread.ofPlatform().name("heap-peak").daemon().unstarted(this::watching);
  private long peakBytes;
  private long collectingNanos;

  /** Begins with a collection, so that what came before does not count. */
  static HeapPeak watch() {
    System.gc();
    HeapPeak watch = new HeapPeak();
    watch.watcher.start();
    return watch;
  }

  /** The most that was alive, MiB, with what is alive now. */
  double mib() {
    collect();
    synchronized (this) {
      return peakBytes / MIB;
    }
  }

  /** Seconds that everything stood still for this measure: they are none of the work's. */
  synchronized double collectingSeconds() {
    return collectingNanos / NANOS_IN_SECOND;
  }

  /** Milliseconds spent in collections since this process began. */
  static long collectingMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  @Override
  public void close() {
    watcher.interrupt();
  }

  private void watching() {
    try {
      while (true) {
        Thread.sleep(EVERY);
        collect();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void collect() {
    long startedNanos = System.nanoTime();
    System.gc();
    collectingNanos += System.nanoTime() - startedNanos;
    peakBytes = Math.max(peakBytes, memory.getHeapMemoryUsage().getUsed());
  }
}
