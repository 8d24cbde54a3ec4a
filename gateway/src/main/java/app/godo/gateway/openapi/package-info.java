/** What the gateway says of itself: the OpenAPI document, and on a developer's machine pages to read it on. */
package app.godo.gateway.openapi;
