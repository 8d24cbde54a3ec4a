/** The rotation of the keys that seal notes. */
package app.godo.events.sealing;
