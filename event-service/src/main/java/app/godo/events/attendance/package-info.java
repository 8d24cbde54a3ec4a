/** Who attends an Event, who waits for a seat, and who may see whom. */
package app.godo.events.attendance;
