/** A request on its way through the gateway, and the answers the gateway gives by itself. */
package app.godo.gateway.exchange;
