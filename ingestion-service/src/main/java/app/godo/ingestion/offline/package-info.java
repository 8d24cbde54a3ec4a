/** Reading a payload from a file, without the fleet: for people who look after Sources. */
package app.godo.ingestion.offline;
