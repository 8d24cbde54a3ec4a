/** The catalogue of Events and who attends them. */
package app.godo.events;
