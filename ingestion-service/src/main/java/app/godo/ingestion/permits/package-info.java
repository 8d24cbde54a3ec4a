/** The city's permits for events in streets, plazas and parks. */
package app.godo.ingestion.permits;
