/** Authors hear why their Event was turned down, and say what they have to say to that. */
package app.godo.events.appealing;
