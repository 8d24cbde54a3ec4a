/** Moderators decide what sources and people leave open. */
package app.godo.events.moderating;
