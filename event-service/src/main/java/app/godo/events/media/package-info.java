/** The pictures of Events that people submit. */
package app.godo.events.media;
