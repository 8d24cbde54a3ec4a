/** From Facts to what a person is told: once each, however often a topic is replayed. */
package app.godo.notifications.telling;
