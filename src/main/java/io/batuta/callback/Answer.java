package io.batuta.callback;

/** What a provider is told about its call. */
public sealed interface Answer {

  /**
   * Taken over, or taken over before.
   *
   * @param events that the body holds
   * @param fresh of them, that were new
   * @param matched of the new ones, that found their contact
   */
  record Stored(int events, int fresh, int matched) implements Answer {}

  /** Nothing answers at this path. */
  record UnknownPath() implements Answer {}

  /** Not theirs, or too old. Nothing was written. */
  record Forged(String why) implements Answer {}

  /** Not to be understood. The body was kept for study. */
  record Unreadable(String why) implements Answer {}

  /** Ours to mend. Nothing was written: the provider must come again. */
  record Unavailable(String why) implements Answer {}
}
