/** Where Events come from: reads the Sources and tells what they list. */
package app.godo.ingestion;
