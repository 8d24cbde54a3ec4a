/** The one document of what the gateway lets through, written from the services' code and its comments. */
package app.godo.openapi;
