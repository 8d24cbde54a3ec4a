/** iCalendar feeds, series and all. */
package app.godo.ingestion.ical;
