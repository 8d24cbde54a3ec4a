/** The open sockets: what is appended to a person's stream arrives at their devices at once, in order, and can be resumed. */
package app.godo.notifications.realtime;
