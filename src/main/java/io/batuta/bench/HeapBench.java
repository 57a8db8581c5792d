package io.batuta.bench;

import jakarta.inject.Singleton;
import java.util.List;

/** Whether planning a night needs more memory for more debtors. */
@Singleton
final class HeapBench implements Bench {

  private static final int PART = 5;
  private static final double MOST = 1.2;

  private final NightBench night;

  HeapBench(NightBench night) {
    this.night = night;
  }

  @Override
  public String name() {
    return "heap";
  }

  @Override
  public String says() {
    return "peak heap of a night, against that of a fifth of its debtors";
  }

  @Override
  public List<Measured> run(Scale scale) throws Exception {
    double few = night.heapMib(scale, scale.debtors() / PART);
    double many = night.heapMib(scale, scale.debtors());
    return List.of(
        Measured.share(
            Measured.format("peak heap, a night of %,d debtors", scale.debtors()),
            Measured.format("%.0f MiB", many),
            Measured.format("of %,d", scale.debtors() / PART),
            Measured.format("%.0f MiB", few),
            many / few,
            MOST));
  }
}
