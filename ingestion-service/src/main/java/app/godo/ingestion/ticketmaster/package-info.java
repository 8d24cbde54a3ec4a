/** Ticketmaster's Discovery API v2. */
package app.godo.ingestion.ticketmaster;
