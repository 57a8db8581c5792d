package io.batuta.callback;

import io.vertx.mutiny.sqlclient.Row;

/**
 * What names an event, once.
 *
 * @param id unique within the provider
 */
record EventKey(String provider, String id) {

  static EventKey of(Row row) {
    return new EventKey(row.getString("provider"), row.getString("event_id"));
  }

  /** Unique over all providers. */
  String name() {
    return provider + ":" + id;
  }
}
