/** One body for every answer that is not what was asked for: RFC 9457 problem details. */
package app.godo.wire.problem;
