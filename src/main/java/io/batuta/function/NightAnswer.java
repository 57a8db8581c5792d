package io.batuta.function;

import io.batuta.campaign.NightReport;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** Counts over the nights touched; {@code unfinished} ones are planned on by others. */
@RegisterForReflection
public record NightAnswer(int nights, int unfinished, long members, long planned, long withheld) {

  static NightAnswer of(List<NightReport> reports) {
    return new NightAnswer(
        reports.size(),
        (int) reports.stream().filter(NightReport::isUnfinished).count(),
        reports.stream().mapToLong(NightReport::members).sum(),
        reports.stream().mapToLong(NightReport::planned).sum(),
        reports.stream().mapToLong(report -> report.judged() - report.planned()).sum());
  }
}
