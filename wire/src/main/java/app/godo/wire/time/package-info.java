/** The one clock and the ids that carry it. */
package app.godo.wire.time;
