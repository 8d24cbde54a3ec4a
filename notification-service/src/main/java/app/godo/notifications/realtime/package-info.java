/** The open sockets: what is told arrives at once, in order, and can be resumed. */
package app.godo.notifications.realtime;
