/** People say what is wrong with an Event. */
package app.godo.events.reporting;
