/** Answers kept beside their effect, so that a repeated request gets the same one. */
package app.godo.wire.idempotency;
