/** The streaming proxy: requests, answers and sockets pass through in both directions, never whole in memory. */
package app.godo.gateway.forwarding;
