/**
 * Reads template.yaml and infra/, and holds them to the code, to each other and to what must not be
 * lost.
 */
package io.batuta.template;
