/** RSS and Atom with a module for events. */
package app.godo.ingestion.rss;
