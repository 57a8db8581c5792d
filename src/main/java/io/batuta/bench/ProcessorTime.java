package io.batuta.bench;

import java.time.Duration;

/** What a process has cost since this was made: its own time on the processors, all threads. */
record ProcessorTime(ProcessHandle process, Duration before) {

  static ProcessorTime ofThisProcess() {
    return of(ProcessHandle.current());
  }

  static ProcessorTime of(ProcessHandle process) {
    return new ProcessorTime(process, total(process));
  }

  double microsSince() {
    return total(process).minus(before).toNanos() / 1e3;
  }

  private static Duration total(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
