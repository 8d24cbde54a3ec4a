/** The lists a person swipes together: calendar, saved, liked. */
package app.godo.swipes.lists;
