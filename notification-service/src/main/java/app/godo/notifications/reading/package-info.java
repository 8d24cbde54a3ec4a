/** What I was told, and that I have read it. */
package app.godo.notifications.reading;
