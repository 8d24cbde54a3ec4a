/** One Event, as its reader sees it. */
package app.godo.events.reading;
