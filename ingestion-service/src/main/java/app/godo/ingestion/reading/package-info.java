/** What every connector does with what strangers wrote: markup to plain text, addresses, points. */
package app.godo.ingestion.reading;
