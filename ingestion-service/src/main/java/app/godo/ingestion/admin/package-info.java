/** What operators see of the Sources and can do to them. */
package app.godo.ingestion.admin;
