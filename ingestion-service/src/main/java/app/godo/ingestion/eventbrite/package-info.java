/** Eventbrite's API v3. */
package app.godo.ingestion.eventbrite;
