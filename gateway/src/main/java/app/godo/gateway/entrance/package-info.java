/** The public listener: what is malformed is turned away, everything else is admitted and sent on, or refused with a problem. */
package app.godo.gateway.entrance;
