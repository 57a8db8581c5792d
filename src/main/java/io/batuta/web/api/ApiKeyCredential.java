package io.batuta.web.api;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A key as it came with a request. */
final class ApiKeyCredential extends BaseAuthenticationRequest {

  private final ApiKey key;

  ApiKeyCredential(ApiKey key) {
    this.key = key;
  }

  ApiKey key() {
    return key;
  }
}
