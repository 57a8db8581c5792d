package io.batuta.message;

import io.batuta.portfolio.Channel;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code message_template}: one version, never changed. Never leaves its store. */
@Entity(name = "MessageTemplate")
@Table(name = "message_template")
@SuppressWarnings("NullAway.Init") // Hibernate sets the columns
class StoredTemplate extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "template_id")
  public @Nullable Long id;

  @Column(name = "creditor_id")
  public int creditorId;

  public String name;
  public int version;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "text")
  public Channel channel;

  public String language;
  public @Nullable String subject;
  public String body;

  static StoredTemplate of(int creditorId, String name, int version, TemplateText text) {
    StoredTemplate row = new StoredTemplate();
    row.creditorId = creditorId;
    row.name = name;
    row.version = version;
    row.channel = text.channel();
    row.language = text.language();
    row.subject = text.subject();
    row.body = text.body();
    return row;
  }

  TemplateText text() {
    return new TemplateText(channel, language, subject, body);
  }

  MessageTemplate toRecord() {
    if (id == null) {
      throw new IllegalStateException("a template has its id once it is stored");
    }
    return new MessageTemplate(id, name, version, channel, language, subject, body);
  }
}
