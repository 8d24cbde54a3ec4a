/** Which Sources there are: their rows, and what a row may say. */
package app.godo.ingestion.registry;
