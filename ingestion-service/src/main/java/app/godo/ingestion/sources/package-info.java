/** The port that every Source is plugged into, and the rows that come out of it. */
package app.godo.ingestion.sources;
