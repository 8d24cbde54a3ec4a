/** Swiping: one swipe, or what a phone gathered while it was offline. */
package app.godo.swipes.swiping;
