/** Calendars on Luma. */
package app.godo.ingestion.luma;
