package io.batuta.campaign;

/** Counts the parts of a short message, for the estimate of a plan's cost. */
@FunctionalInterface
interface SmsCount {
  int parts(String text);
}
