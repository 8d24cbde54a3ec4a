/** Behaviour of notification-service over HTTP, Kafka and its sockets. */
package app.godo.notifications;
