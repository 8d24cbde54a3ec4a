/** The rows of Events: what may stand in one, and how it is written, wherever it comes from. */
package app.godo.events.catalogue;
