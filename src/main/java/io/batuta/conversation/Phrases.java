package io.batuta.conversation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How people say it, in Latin American Spanish and in English, over folded text. Own compilation,
 * with the traps of providers-and-law C: "cancelar" means to pay, "muy alto el interés" and
 * "bájenme la cuota" stop nothing.
 */
final class Phrases {

  private static final Set<String> STOP_WORDS =
      Set.of(
          "baja",
          "alto",
          "stop",
          "salir",
          "salirme",
          "parar",
          "pare",
          "paren",
          "detener",
          "detenganse",
          "unsubscribe",
          "no mas",
          "ya no mas",
          "end",
          "quit",
          "optout",
          "opt-out",
          "opt out",
          "revoke",
          "arret",
          "dejenme en paz",
          "dejeme en paz",
          "leave me alone",
          "remove me",
          "borrenme",
          "borreme",
          "eliminenme",
          "saquenme",
          "quitenme");

  /** What may stand around a single word without changing it. */
  private static final Pattern POLITE =
      Pattern.compile(
          "\\b(hola|buenas|buenos|dias|tardes|noches|por favor|porfavor|porfa|gracias|please|pls|thanks|ya|now|quiero|senores|senor|senora)\\b");

  private static final String SEND = "(?:envien|envie|envies|manden|mande|mandes)";
  private static final Pattern OPT_OUT =
      any(
          "no (?:me|nos) (?:vuelvan? a )?(?:escriban?|escribas|escribir|llamen?|llames|llamar|molesten?|molestes|molestar|contacten?|contactar|busquen|fastidien?|jodan?|insistan|hostiguen|acosen)\\b(?! (?:hasta|antes|despues|hoy|manana|en|al|a|los|por)\\b(?! favor))",
          "no (?:me|nos) "
              + SEND
              + " (?:mas|nada|mensajes?|sms|textos?|correos?|notificaciones|publicidad)\\b",
          "(?:dejen?|deja|dejar) (?:ya )?de (?:molestar|escribir|llamar|fregar|joder|fastidiar|acosar|mandar|enviar)\\w*",
          "(?:borren|eliminen|quiten|retiren|saquen|borre|elimine|quite|retire|saque)(?:me)? (?:de (?:la|su|sus|esta|esa|el) (?:lista|base|bases|sistema)|(?:ya )?mi numero|mis datos|este numero)",
          "no (?:quiero|deseo) (?:mas|recibir)(?! (?:credito|prestamo|deuda)s?)",
          "no mas (?:mensajes|llamadas|sms|correos|cobros|textos)",
          "(?:dar|darme|denme|deme|darnos|solicito|pido|quiero)(?: la| mi| una)?(?: de)? baja\\b(?! (?:la|mi|el|en|de la cuota|de intere\\w+|una)\\b)",
          "stop (?:texting|calling|messaging|contacting|emailing|sending|bothering|harassing)",
          "(?:do not|dont|never) (?:text|call|contact|message|email|write) (?:me|us|to me)",
          "take me off",
          "unsubscribe me",
          "no more (?:texts|messages|calls|emails)");

  private static final String PAST =
      "(?:"
          + FoldedText.I_PAID
          + "|pague|cancele|deposite|consigne|transferi|abone|gire|pagamos|cancelamos)";
  private static final String DEED =
      "(?:el|la|un|una|mi) (?:pago|abono|transferencia|consignacion|deposito|giro)";
  private static final String DONE = "(?:pag[oa]|pagad[oa]|cancelad[oa]|saldad[oa])";
  private static final String PARTICIPLE =
      "(?:pagado|cancelado|abonado|consignado|depositado|transferido)";
  private static final Pattern CLAIM =
      any(
          "ya (?:(?:se )?(?:lo|la|los|las|le|les|te) )?" + PAST + "\\b",
          "ya (?:lo |la |le )?(?:hice|realice|efectue|mande|envie) " + DEED,
          "(?<!no )(?<!nunca )(?:hice|realice|efectue) " + DEED + "(?! manana)",
          "ya (?:esta|estaba|quedo|fue|todo esta) (?:todo )?" + DONE,
          "(?<!no )(?:pago|deuda|cuota|cuenta|credito|factura) (?:ya )?(?:esta|fue|quedo) (?:ya )?(?:realizad[oa]|hech[oa]|al dia|"
              + DONE
              + ")",
          "(?<!no )(?<!nunca )estoy al dia",
          "(?<!no )(?<!no lo )(?<!no la )(?<!no le )(?<!no les )(?<!nunca )" + FoldedText.I_PAID,
          "(?:^|yo |si |pues |ayer |anoche )" + PAST + "\\b",
          "(?<!no )(?<!nunca )(?:^|ya |yo )(?:lo |la |le )?he " + PARTICIPLE,
          "(?:adjunto|anexo|le envio|le mando|aqui esta|aqui va|ahi esta|ahi va|envio) (?:el |mi |un )?(?:comprobante|voucher|baucher|recibo|soporte|pantallazo)(?!.* (?:manana|cuando|luego))",
          "(?<!not )(?<!havent )(?<!never )(?<!be )(?<!get )(?<!been )(?<!am )(?<!not yet )(?<!hasnt )\\bpaid\\b(?! (?:next|tomorrow|on friday))",
          "payment (?:was |has been |is )?(?:already )?(?:made|sent|done)");
  private static final Pattern CLAIM_OF_LATER =
      any("cuando", "when", "until", "hasta que", "si ya", "once i");

  private static final Pattern DISPUTE =
      any(
          "(?:yo )?no (?:le |les |te )?debo(?! pagar)(?! hasta)\\b",
          "(?:yo )?(?:no|nunca|jamas) (?:saque|pedi|solicite|firme|adquiri|hice|tome|tuve|tengo|he sacado|he pedido|he solicitado|he tenido) (?:eso|esa|ese|ningun|ninguna|nada|un|una|deuda|deudas|credito|creditos|prestamo)\\b(?! (?:plata|dinero|trabajo|empleo|peso))",
          "me suplantaron",
          "suplantacion",
          "(?:esa|esta|esto|eso|la)(?: deuda| credito| cuenta)? no es (?:mia|mio|mi deuda|mi credito)",
          "no es mi (?:deuda|credito|cuenta)",
          "no reconozco (?:esa|la|esta|dicha|ninguna|ese|el|este)",
          "(?:victima de|es un|fue un) (?:fraude|estafa)",
          "i dont owe",
          "i do not owe",
          "not my (?:debt|account|loan)",
          "never (?:took|had|opened|signed)",
          "identity theft",
          "i dispute");

  private static final String KIN =
      "(?:mama|papa|madre|padre|herman[oa]|espos[oa]|hij[oa]|prim[oa]|ti[oa]|abuel[oa]|suegr[oa]|cunad[oa]|sobrin[oa]|pareja|secretaria|vecin[oa])";
  private static final Pattern WRONG_PERSON =
      any(
          "no soy yo",
          "yo no soy(?! (?:el|la|un|una) (?:que|moros[oa]|deudor moroso))",
          "no soy (?:esa|ese|dicha|la|el|quien|a quien) ?(?:persona|senora?|titular|que buscan|que busca|buscan)",
          "numero equivocad[oa]",
          "equivocad[oa]s? (?:de )?(?:numero|persona)",
          "(?:estan?|esta usted) equivocad[oa]s?(?! con (?:el|la) (?:valor|monto|saldo|cuenta))",
          "se equivoc\\w+ de (?:numero|persona)",
          "persona equivocada",
          "no (?:lo|la|los|le) conozco",
          "no conozco a (?:esa|ese|nadie|dich[oa]|esta|este|ningun)",
          "(?:este |ese )?no es (?:mi|su|el) (?:numero|telefono|celular)(?: de)?",
          "ya no (?:es|tiene|usa|maneja) (?:su|este|ese) (?:numero|telefono|celular)",
          "(?<!no )(?:yo )?soy (?:la|el|su) " + KIN,
          "no me llamo",
          "aqui no vive",
          "(?:el|ella|titular|senora?|don|dona) (?:ya )?(?:fallecio|murio)",
          "^(?:ya )?(?:fallecio|murio)",
          "esta muert[oa]",
          "wrong (?:number|person)",
          "(?:its|it is|thats|this is|im|i am) not (?:me|him|her)\\b",
          "dont know (?:him|her|them|that person|this person)");

  private Phrases() {}

  static boolean optsOut(FoldedText text) {
    return isStopWord(text.whole()) || said(OPT_OUT, text);
  }

  static boolean claimsPayment(FoldedText text) {
    return text.clauses().stream()
        .filter(clause -> !clause.question())
        .anyMatch(clause -> claims(clause.text()));
  }

  static boolean claims(String clause) {
    return CLAIM.matcher(clause).find() && !CLAIM_OF_LATER.matcher(clause).find();
  }

  static boolean disputes(FoldedText text) {
    return said(DISPUTE, text);
  }

  static boolean isSomebodyElse(FoldedText text) {
    return said(WRONG_PERSON, text);
  }

  /** A single word counts only when it is the whole message, politeness aside. */
  private static boolean isStopWord(String whole) {
    String bare = POLITE.matcher(whole.replaceAll("[^a-z -]", " ")).replaceAll(" ");
    String words = bare.replaceAll("\\s+", " ").strip();
    if (STOP_WORDS.contains(words) || STOP_WORDS.contains(words.replaceAll("([a-z])\\1", "$1"))) {
      return !whole.matches(".*\\d.*");
    }
    List<String> each = Arrays.asList(words.split(" "));
    return each.size() <= 3 && !words.isEmpty() && each.stream().allMatch(STOP_WORDS::contains);
  }

  private static boolean said(Pattern pattern, FoldedText text) {
    return text.clauses().stream().anyMatch(clause -> pattern.matcher(clause.text()).find());
  }

  /** Each on a word's edge, so that "no reclamo" holds no "no". */
  private static Pattern any(String... alternatives) {
    return Pattern.compile("(?<![a-z0-9])(?:" + String.join("|", alternatives) + ")(?![a-z0-9])");
  }
}
