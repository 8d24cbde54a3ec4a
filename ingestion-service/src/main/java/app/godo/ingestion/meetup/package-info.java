/** Groups on Meetup. */
package app.godo.ingestion.meetup;
