/** Whose turn it is to do a job that one replica does at a time. */
package app.godo.events.leasing;
