package io.batuta.portfolio;

/** How contact law groups channels: windows and limits are set for these. */
public enum ChannelClass {
  CALL,
  VISIT,
  TEXT,
  EMAIL,
  LETTER
}
