/** Pages that describe their events in schema.org's words. */
package app.godo.ingestion.jsonld;
