package io.batuta.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Watches how much of the heap is alive: the most that any collection left behind, old and young
 * together. What is garbage at that moment does not count, since that depends on the heap's size.
 */
final class HeapPeak implements AutoCloseable {

  private static final double MIB = 1024.0 * 1024.0;

  private final Set<String> heap =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(pool -> pool.getName())
          .collect(Collectors.toUnmodifiableSet());
  private final AtomicLong peak = new AtomicLong();
  private final NotificationListener listener = (notice, handback) -> took(notice.getUserData());
  private final List<NotificationEmitter> collectors =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(NotificationEmitter.class::isInstance)
          .map(NotificationEmitter.class::cast)
          .toList();

  /** Begins with a collection, so that what came before does not count. */
  static HeapPeak watch() {
    System.gc();
    HeapPeak watch = new HeapPeak();
    watch.collectors.forEach(c -> c.addNotificationListener(watch.listener, null, null));
    return watch;
  }

  /** The most that was alive, MiB, with what is alive now. */
  double mib() {
    System.gc();
    long now =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getUsage().getUsed())
            .sum();
    return Math.max(peak.get(), now) / MIB;
  }

  /** Milliseconds spent in collections since this process began. */
  static long collectingMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  @Override
  public void close() {
    for (NotificationEmitter collector : collectors) {
      try {
        collector.removeNotificationListener(listener);
      } catch (javax.management.ListenerNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void took(Object data) {
    if (data instanceof CompositeData composite) {
      Map<String, MemoryUsage> after =
          GarbageCollectionNotificationInfo.from(composite).getGcInfo().getMemoryUsageAfterGc();
      long used =
          after.entrySet().stream()
              .filter(pool -> heap.contains(pool.getKey()))
              .mapToLong(pool -> pool.getValue().getUsed())
              .sum();
      peak.accumulateAndGet(used, Math::max);
    }
  }
}
