/** A person's calendar for their calendar program, at a secret address (RFC 5545, RFC 7986). */
package app.godo.swipes.calendar;
