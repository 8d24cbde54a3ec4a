/** Which kinds of payload there are. */
package app.godo.ingestion.kinds;
