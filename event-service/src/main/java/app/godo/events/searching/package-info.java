/** People look for Events by words, place, time and what they need. */
package app.godo.events.searching;
