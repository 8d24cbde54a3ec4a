/** What many people have come to like lately, and what is shown in its stead while nobody can recommend. */
package app.godo.events.trending;
