/** The other side of a Sync in tests: a portal that serves what a test tells it to, and the words to run a Sync against it. */
package app.godo.ingestion.testing;
