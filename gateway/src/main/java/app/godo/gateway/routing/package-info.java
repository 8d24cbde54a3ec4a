/** Where requests go: a typed table, checked at start. What is not in it does not exist for the outside. */
package app.godo.gateway.routing;
