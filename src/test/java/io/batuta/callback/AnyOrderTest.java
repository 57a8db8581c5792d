package io.batuta.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.callback.Voice.Post;
import io.batuta.channel.CallbackReader;
import io.batuta.channel.ChannelGateway;
import io.batuta.channel.JsonPayload;
import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.SnsPayloadReader;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whatever the providers say, in any order, any number of times, by any road, before or after the
 * send is recorded: what is left of it is the same. The seed of a failure is in its message; {@code
 * -Dbatuta.seed=} sets the first of them, {@code -Dbatuta.stories=} how many are told.
 */
@QuarkusTest
class AnyOrderTest {

  /** One for each provider and channel that it carries; a new provider is told of here. */
  private static final List<Voice> VOICES =
      List.of(
          new SesVoice(),
          new SmsVoice(),
          new SandboxVoice(Channel.SMS),
          new SandboxVoice(Channel.EMAIL),
          new SandboxVoice(Channel.WHATSAPP),
          new SandboxVoice(Channel.CALL),
          new SandboxVoice(Channel.VOICE),
          new SandboxVoice(Channel.LETTER),
          new SandboxVoice(Channel.VISIT));

  private static final long SEED = Long.getLong("batuta.seed", 1);
  private static final int STORIES = Integer.getInteger("batuta.stories", 36);
  private static final int TELLINGS = 2;

  @Inject @All List<CallbackReader> readers;
  @Inject @All List<SnsPayloadReader> payloads;
  @Inject @All List<ChannelGateway> gateways;
  @Inject CallbackIntake intake;
  @Inject Told told;
  @Inject Sent sent;
  @Inject EndState end;
  @Inject People people;

  @Test
  void the_end_is_the_same_in_any_order_and_any_number() {
    Creditor bank = people.bank();
    for (long seed = SEED; seed < SEED + STORIES; seed++) {
      Random random = new Random(seed);
      Story story = Story.of(random, VOICES);
      List<String> once = inOrder(story, bank);
      for (int telling = 1; telling <= TELLINGS; telling++) {
        List<String> told = shuffled(story, bank, random);
        assertEquals(
            "", difference(once, told), "seed " + seed + ", telling " + telling + " of " + story);
      }
    }
  }

  @Test
  void every_provider_that_there_is_has_its_stories() {
    Set<String> speaking =
        VOICES.stream()
            .map(voice -> voice.provider() + " " + voice.channel())
            .collect(Collectors.toSet());
    for (ChannelGateway gateway : gateways) {
      for (Channel channel : gateway.channels()) {
        String carried = gateway.provider() + " " + channel;
        assertTrue(speaking.contains(carried), carried + " has no voice");
      }
    }
    List<Post> posts = everyPost();
    Set<String> paths = posts.stream().map(Post::path).collect(Collectors.toSet());
    for (CallbackReader reader : readers) {
      assertTrue(paths.contains(reader.path()), "no voice speaks at " + reader.path());
    }
    for (SnsPayloadReader reader : payloads) {
      assertTrue(
          posts.stream().anyMatch(post -> reader.read(payload(post), Told.LATER).isPresent()),
          "no voice speaks the language of " + reader);
    }
  }

  private List<Post> everyPost() {
    List<Post> posts = new ArrayList<>();
    Creditor bank = people.bank();
    for (Voice voice : VOICES) {
      for (Kind kind : voice.says()) {
        var saying = new Voice.Saying(1, 0, kind, Told.LATER, "gracias", 0, true);
        Story story = new Story(voice, voice, "SENT", "SENT", false, List.of(saying));
        posts.addAll(new Telling(story, bank, people, sent).posts());
      }
    }
    return posts;
  }

  private static JsonPayload payload(Post post) {
    JsonPayload body = JsonPayload.parse(post.body());
    return body.has("Message")
        ? JsonPayload.parse(body.requiredText("Message"))
        : JsonPayload.parse(new String(post.body(), StandardCharsets.UTF_8));
  }

  /** As a provider would that loses nothing and repeats nothing. */
  private List<String> inOrder(Story story, Creditor bank) {
    Telling telling = new Telling(story, bank, people, sent);
    if (telling.isBeingSent()) {
      telling.complete();
    }
    telling.posts().forEach(post -> take(List.of(post)));
    told.match();
    return end.of(telling.debtors());
  }

  /** Some of it more than once, in bursts, and the answer to the send at any moment. */
  private List<String> shuffled(Story story, Creditor bank, Random random) {
    Telling telling = new Telling(story, bank, people, sent);
    List<Post> posts = new ArrayList<>(telling.posts());
    posts.addAll(telling.posts().stream().filter(post -> random.nextInt(3) == 0).toList());
    Collections.shuffle(posts, random);
    int completion = telling.isBeingSent() ? random.nextInt(posts.size() + 1) : -1;
    int at = 0;
    while (at < posts.size()) {
      int burst = Math.min(posts.size() - at, 1 + random.nextInt(3));
      if (completion >= at && completion < at + burst) {
        telling.complete();
        completion = -1;
      }
      take(posts.subList(at, at + burst));
      at += burst;
      if (random.nextInt(4) == 0) {
        told.match();
      }
    }
    if (completion >= 0) {
      telling.complete();
    }
    told.match();
    return end.of(telling.debtors());
  }

  /** What one of two has more than the other. */
  private static String difference(List<String> once, List<String> again) {
    List<String> lost = new ArrayList<>(once);
    again.forEach(lost::remove);
    List<String> more = new ArrayList<>(again);
    once.forEach(more::remove);
    return lost.stream().map(line -> "\n- " + line).collect(Collectors.joining())
        + more.stream().map(line -> "\n+ " + line).collect(Collectors.joining());
  }

  private void take(List<Post> posts) {
    List<Uni<Answer>> calls = posts.stream().map(this::accepted).toList();
    for (Answer answer : Await.on(() -> Uni.join().all(calls).andFailFast())) {
      assertInstanceOf(Answer.Stored.class, answer);
    }
  }

  private Uni<Answer> accepted(Post post) {
    return post.signed()
        ? intake.accept(post.path(), post.call(Sent.NOW))
        : intake.acceptTrusted(post.path(), post.body(), Sent.NOW);
  }
}
