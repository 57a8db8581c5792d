package io.batuta.portfolio;

/** A way to reach somebody. Stored by name; the law speaks of the class. */
public enum Channel {
  SMS(ChannelClass.TEXT, PointKind.PHONE),
  EMAIL(ChannelClass.EMAIL, PointKind.EMAIL),
  WHATSAPP(ChannelClass.TEXT, PointKind.WHATSAPP),
  /** A recorded or spoken message. */
  VOICE(ChannelClass.CALL, PointKind.PHONE),
  /** A person rings, by the call centre's dialler. */
  CALL(ChannelClass.CALL, PointKind.PHONE),
  LETTER(ChannelClass.LETTER, PointKind.ADDRESS),
  VISIT(ChannelClass.VISIT, PointKind.ADDRESS);

  private final ChannelClass channelClass;
  private final PointKind pointKind;

  Channel(ChannelClass channelClass, PointKind pointKind) {
    this.channelClass = channelClass;
    this.pointKind = pointKind;
  }

  /** What the law calls it. */
  public ChannelClass channelClass() {
    return channelClass;
  }

  /**
   * Whether a contact is handed to a dialler or courier, who works it later: until then it can be
   * called back.
   */
  public boolean isHandedOver() {
    return switch (channelClass) {
      case CALL, VISIT, LETTER -> true;
      case TEXT, EMAIL -> false;
    };
  }

  /** What kind of contact point it needs. */
  public PointKind pointKind() {
    return pointKind;
  }
}
