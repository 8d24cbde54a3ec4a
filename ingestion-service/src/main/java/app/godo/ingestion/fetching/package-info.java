/** Feeds over HTTP: bounded in size and time, tried again when the other side is busy, never led elsewhere. */
package app.godo.ingestion.fetching;
