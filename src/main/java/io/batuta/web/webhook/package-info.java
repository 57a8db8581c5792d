/**
 * Providers' calls, by HTTP: the untouched body to the reader, the reader's answer back.
 *
 * <p>Must not know AWS Lambda.
 */
@NullMarked
package io.batuta.web.webhook;

import org.jspecify.annotations.NullMarked;
