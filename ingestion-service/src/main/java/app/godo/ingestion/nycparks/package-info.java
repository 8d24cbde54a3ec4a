/** New York City's parks: the open data set {@code w3wp-dpdi}, "NYC Parks Public Events - Upcoming 14 Days". */
package app.godo.ingestion.nycparks;
