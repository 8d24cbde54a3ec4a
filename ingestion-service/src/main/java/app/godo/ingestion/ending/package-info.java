/** What happens when we may no longer use a Source: whatever came from it goes, here and in the catalogue. */
package app.godo.ingestion.ending;
