/** The one shape of an Event on the wire. */
package app.godo.wire.events;
