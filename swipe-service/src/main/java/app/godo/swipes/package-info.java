/** swipe-service: which way people swiped which Events, and the lists that come of it. */
package app.godo.swipes;
