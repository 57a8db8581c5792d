package io.batuta.conversation;

import io.batuta.conversation.FoldedText.Clause;
import io.batuta.conversation.Intent.Dispute;
import io.batuta.conversation.Intent.OptOut;
import io.batuta.conversation.Intent.PaymentClaim;
import io.batuta.conversation.Intent.PromiseToPay;
import io.batuta.conversation.Intent.Unclear;
import io.batuta.conversation.Intent.WrongPerson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Understands a reply, in Spanish or English, by rules that err towards {@link Unclear}: a person
 * reads what the rules do not understand, and nobody reads what they misunderstand. The one
 * exception is stopping, which errs towards it.
 */
public final class ReplyReader {

  /** A promise for later than this is no promise: a person asks. */
  static final int MOST_DAYS_AHEAD = 60;

  private static final Pattern WILL_PAY =
      Pattern.compile(
          "\\b(pago|pagare|pagar|pagarle|pagarles|pagarlo|pagarla|pagamos|cancelo|cancelare|cancelar|cancelarle|cancelarlo|cancelarla"
              + "|abono|abonare|abonar|abonarle|consigno|consignare|consignar|consignarle|deposito|depositare|depositar|transfiero"
              + "|transferire|transferir|giro|girare|comprometo|prometo|compromiso|doy|ponerme al dia|pongo al dia|pay|paying|payment)\\b");
  private static final Pattern NOT =
      Pattern.compile("\\b(no|nunca|tampoco|ni|not|cant|cannot|wont|dont|never|jamas)\\b");
  private static final Pattern REASSURING =
      Pattern.compile(
          "\\b(no se preocupen?|no te preocupes|no hay (?:problema|lio)|no worries|no problem|el no pago)\\b");
  private static final Pattern TENTATIVE =
      Pattern.compile(
          "\\b(podria|quisiera|quizas?|tal vez|de pronto|talvez|creo que|maybe|might|could|donde|como|cuanto|where|how|si me|si puedo|if)\\b");

  private ReplyReader() {}

  /**
   * What it means.
   *
   * @param receivedOn the day it came, where the debtor is: "mañana" is counted from there
   * @param country ISO 3166 alpha-2, whose way of writing numbers and dates holds
   * @return at least one intent, the weightiest first; {@link Unclear} stands alone
   */
  public static List<Intent> read(String text, LocalDate receivedOn, String country) {
    FoldedText folded = FoldedText.of(text);
    List<Intent> intents = new ArrayList<>();
    boolean paid = Phrases.claimsPayment(folded);
    if (Phrases.optsOut(folded)) {
      intents.add(new OptOut());
    }
    if (paid) {
      intents.add(new PaymentClaim());
    }
    if (Phrases.disputes(folded) && !paid) {
      intents.add(new Dispute());
    }
    if (Phrases.isSomebodyElse(folded)) {
      intents.add(new WrongPerson());
    }
    boolean theirs = intents.stream().noneMatch(ReplyReader::rulesOutAPromise);
    if (theirs) {
      promise(folded, receivedOn, country).ifPresent(intents::add);
    }
    return intents.isEmpty() ? List.of(new Unclear()) : List.copyOf(intents);
  }

  private static boolean rulesOutAPromise(Intent intent) {
    return intent instanceof Dispute || intent instanceof WrongPerson;
  }

  /** From what is said, neither asked nor denied, and is not about the past. */
  private static Optional<Intent> promise(FoldedText text, LocalDate receivedOn, String country) {
    String said =
        String.join(
            " ", text.clauses().stream().filter(ReplyReader::commits).map(Clause::text).toList());
    if (!WILL_PAY.matcher(said).find() || TENTATIVE.matcher(said).find()) {
      return Optional.empty();
    }
    SpokenDates.Found when = SpokenDates.find(said, receivedOn, country);
    return when.day()
        .filter(day -> !day.isBefore(receivedOn))
        .filter(day -> !day.isAfter(receivedOn.plusDays(MOST_DAYS_AHEAD)))
        .map(day -> new PromiseToPay(day, SpokenAmounts.find(when.rest(), country)));
  }

  private static boolean commits(Clause clause) {
    String text = REASSURING.matcher(clause.text()).replaceAll(" ");
    return !clause.question() && !NOT.matcher(text).find() && !Phrases.claims(text);
  }
}
