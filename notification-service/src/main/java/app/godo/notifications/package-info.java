/** notification-service: what a person is told, when, and the sockets over which it arrives. */
package app.godo.notifications;
