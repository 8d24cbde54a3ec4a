/** SeatGeek's list of events. */
package app.godo.ingestion.seatgeek;
