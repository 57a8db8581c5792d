package io.batuta.callback;

import io.batuta.callback.Sent.Contact;
import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.RawCallback;
import io.batuta.portfolio.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one provider says what happened to a message: the very bodies that it posts. */
interface Voice {

  /** As gateways and routes write it. */
  String provider();

  Channel channel();

  /** What this provider ever says. */
  Set<Kind> says();

  /** The calls by which it says one thing. */
  Post post(Saying saying, Contact contact);

  /** What the provider called the message when it took it. */
  default String messageId(Contact contact) {
    return "m-" + contact.id().value();
  }

  /**
   * One thing that happened.
   *
   * @param about the contact's place in its story
   * @param mark of all that was said in the story, one
   * @param words of a reply
   * @param failure of a failure: which of the provider's ways, from 0
   * @param named whether the call carries whatever this provider can name the message by
   */
  record Saying(
      int about,
      int mark,
      Kind kind,
      Instant at,
      @Nullable String words,
      int failure,
      boolean named) {

    /**
     * Whether a provider that tells events apart by message, kind and time takes both for one; it
     * takes a message over once.
     */
    boolean isTheSameTo(Saying other) {
      return about == other.about
          && (at.equals(other.at) || kind == Kind.ACCEPTED)
          && kind != Kind.REPLIED
          && (kind == other.kind || isRefusal() && other.isRefusal());
    }

    /** A carrier's opt-out list refuses the message, and says both in one line. */
    private boolean isRefusal() {
      return kind == Kind.FAILED || kind == Kind.OPTED_OUT;
    }
  }

  /**
   * One call.
   *
   * @param signed false: it comes by a trusted road
   */
  record Post(String path, boolean signed, Map<String, List<String>> headers, byte[] body) {

    static Post trusted(String path, String body) {
      return new Post(path, false, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    static Post proven(String path, Map<String, List<String>> headers, String body) {
      return new Post(path, true, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    RawCallback call(Instant receivedAt) {
      return new RawCallback(headers, body, receivedAt);
    }
  }
}
