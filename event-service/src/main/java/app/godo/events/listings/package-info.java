/** Makes Events of what the Sources list. */
package app.godo.events.listings;
