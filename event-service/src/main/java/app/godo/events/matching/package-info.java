/** Finds which Listings tell of the same Event, says why, and from which of them each field is taken. Pure; knows no tables. */
package app.godo.events.matching;
